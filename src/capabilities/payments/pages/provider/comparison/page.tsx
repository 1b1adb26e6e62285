import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { pence } from '../../../../../core/money.ts'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { differencesBetween, wholeDifference, type Cause, type Difference } from '../../../rules/difference.ts'
import { totalOf } from '../../../rules/remittance-groups.ts'
import type { Shown } from '../../shared/remittance-words.ts'

interface ComparisonProps {
  readonly now: Shown
  /** Undefined for the first payment. */
  readonly before: Shown | undefined
  /** Who sees payments alone may not open care. */
  readonly opensCare: boolean
  readonly view: ViewContext
}

const CAUSE_WORDS = {
  'new-care': { text: 'Care the payment before did not have', next: 'Compare it with its agreement' },
  'ended-care': {
    text: 'Care that is no longer part of the payment',
    next: 'See whether it ended, or waits to be confirmed',
  },
  weeks: { text: 'More or fewer weeks than last time', next: 'See which weeks are not confirmed' },
  delivered: { text: 'More or less was delivered', next: 'Compare it with your records' },
  price: { text: 'The price changed', next: 'See the prices of the package by date' },
  payers: {
    text: 'What people and third parties pay you instead of the council',
    next: 'See on the package who pays what',
  },
  adjustments: {
    text: 'Corrections of weeks paid before',
    next: 'Open the line to see what was due and what was paid',
  },
  recovered: {
    text: 'Taken back for earlier payments that were too high',
    next: 'Ask the council how it was worked out',
  },
  carried: { text: 'Carried to a later payment', next: 'It is taken from the next payment' },
} as const satisfies Record<Cause, { text: string; next: string }>

export function ComparisonPage({ now, before, opensCare, view }: ComparisonProps) {
  const back = `/provider/remittances/${now.remittance.id}`
  return (
    <Page
      heading="Why this payment differs from the last"
      caption={`Remittance ${now.remittance.reference}`}
      view={view}
      backLink={{ href: back, text: 'Remittance' }}
      wide
    >
      {before === undefined ? (
        <p class="govuk-body">This is the first payment, so there is none before it to compare it with.</p>
      ) : (
        <Comparison {...{ now, before, opensCare }} />
      )}
    </Page>
  )
}

type Compared = Pick<ComparisonProps, 'now' | 'opensCare'> & { readonly before: Shown }

function Comparison({ now, before, opensCare }: Compared) {
  const differences = [...differencesBetween(before.lines, now.lines), ...wholeDifferences(before, now)]
  const gap = pence(paidOf(now) - paidOf(before))
  return (
    <>
      <ResponsiveTable
        caption="From the payment before to this one"
        columns={[{ heading: 'Step' }, { heading: 'What next' }, { heading: 'Amount', numeric: true }]}
        rows={[
          [`Payment of ${formatDay(before.remittance.paidOn)}`, '', formatPounds(paidOf(before))],
          ...differences.map(({ cause, amount }) => [
            CAUSE_WORDS[cause].text,
            CAUSE_WORDS[cause].next,
            formatPounds(amount),
          ]),
        ]}
        total={[`Payment of ${formatDay(now.remittance.paidOn)}`, '', formatPounds(paidOf(now))]}
      />
      <p class="govuk-body">
        The difference is {formatPounds(gap)}, and the causes sum to it.{' '}
        <a class="govuk-link" href="/provider/messages/new">
          Ask the council about it
        </a>
        .
      </p>
      {differences
        .filter(({ items }) => items.length > 0)
        .map((difference) => (
          <CauseTable {...{ difference, opensCare }} />
        ))}
    </>
  )
}

type OfCause = Pick<ComparisonProps, 'opensCare'> & { readonly difference: Difference }

function CauseTable({ difference: { cause, items, amount }, opensCare }: OfCause) {
  return (
    <ResponsiveTable
      caption={CAUSE_WORDS[cause].text}
      columns={[
        { heading: 'Person' },
        { heading: 'Package' },
        { heading: 'Before', numeric: true },
        { heading: 'Now', numeric: true },
        { heading: 'Difference', numeric: true },
      ]}
      rows={items.map((item) => [
        item.personName,
        opensCare ? (
          <a class="govuk-link" href={`/provider/packages/${item.packageId}`}>
            {item.packageReference}
          </a>
        ) : (
          item.packageReference
        ),
        formatPounds(item.before),
        formatPounds(item.now),
        formatPounds(item.amount),
      ])}
      total={['Total', '', '', '', formatPounds(amount)]}
    />
  )
}

/** What the bank paid; for people who see some services only, the sum of the lines they see. */
function paidOf({ totals, lines }: Shown) {
  return totals === undefined ? totalOf(lines) : totals.paid
}

function wholeDifferences(before: Shown, now: Shown): readonly Difference[] {
  if (before.totals === undefined || now.totals === undefined) return []
  return [
    ...wholeDifference('recovered', before.totals.recovered - now.totals.recovered),
    ...wholeDifference('carried', now.totals.carried - before.totals.carried),
  ]
}
