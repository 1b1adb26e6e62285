import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Tag } from '../../../../../platform/web/govuk/tag.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { NextPayment } from '../../../store/next-payment.ts'
import type { Pending, PendingLine } from '../../../store/pending.ts'
import type { Period } from '../../../store/runs.ts'
import { TraceList } from '../../shared/trace-list.tsx'
import { daysOf, KIND_WORDS, periodDays } from '../../shared/words.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

const STATE_WORDS = {
  'so-far': { text: 'Confirmed', colour: 'grey' },
  approved: { text: 'Invoice approved', colour: 'blue' },
  'in-run': { text: 'Ready to pay', colour: 'green' },
} as const

interface PaymentsPageProps {
  readonly payments: readonly { readonly period: Period; readonly pending: Pending }[]
  readonly released: readonly NextPayment[]
  readonly now: Date
  readonly view: ViewContext
}

export function PaymentsPage({ payments, released, now, view }: PaymentsPageProps) {
  return (
    <Page heading="Payments" view={view} wide>
      <p class="govuk-body">
        <a class="govuk-link" href="/provider/remittances">
          Payments already made, with their remittances
        </a>
      </p>
      <Released released={released} />
      {payments.length === 0 ? (
        <p class="govuk-body portal-empty">
          No payment is planned yet. Confirm weeks of care or submit an invoice, and what is due appears here.
        </p>
      ) : null}
      {payments.map((payment) => (
        <OpenPayment {...payment} now={now} />
      ))}
    </Page>
  )
}

interface OpenPaymentProps {
  readonly period: Period
  readonly pending: Pending
  readonly now: Date
}

function Released({ released }: { readonly released: readonly NextPayment[] }) {
  if (released.length === 0) return null
  return (
    <ResponsiveTable
      caption="On its way to your bank"
      columns={[
        { heading: 'In your bank on' },
        { heading: 'For' },
        { heading: 'Remittance' },
        { heading: 'Lines', numeric: true },
        { heading: 'Amount', numeric: true },
      ]}
      rows={released.map(({ paidOn, periodName, remittanceId, lines, amount }) => [
        formatDay(paidOn),
        periodName,
        <a class="govuk-link" href={`/provider/remittances/${remittanceId ?? ''}`}>
          See the remittance<span class="govuk-visually-hidden"> of {periodName}</span>
        </a>,
        String(lines),
        formatPounds(amount),
      ])}
    />
  )
}

function OpenPayment({ period, pending, now }: OpenPaymentProps) {
  return (
    <section aria-labelledby={`next-${period.id}`}>
      <h2 class="govuk-heading-m" id={`next-${period.id}`}>
        {period.name}
      </h2>
      <SummaryList
        rows={[
          { key: 'For care', value: periodDays(period) },
          { key: 'In your bank', value: formatDay(period.paidOn) },
          { key: 'Amount so far', value: formatPounds(pending.amountPence) },
          {
            key: 'Last moment to amend',
            value: `${formatInstant(period.submitBy)}${now > period.submitBy ? ', which has passed' : ''}`,
          },
        ]}
      />
      <ResponsiveTable
        caption={`What it is made of: ${pending.lines === 1 ? '1 line' : `${String(pending.lines)} lines`}`}
        classes="portal-dense"
        columns={[
          { heading: 'Person' },
          { heading: 'Package' },
          { heading: 'Service' },
          { heading: 'Days' },
          { heading: 'What' },
          { heading: 'State' },
          { heading: 'Amount', numeric: true },
        ]}
        rows={pending.shown.map((line) => [
          line.personName,
          line.packageReference,
          line.serviceName,
          daysOf(line),
          <What line={line} />,
          <Tag colour={STATE_WORDS[line.state].colour}>{STATE_WORDS[line.state].text}</Tag>,
          formatPounds(line.amountPence),
        ])}
        empty="Nothing is due yet. Weeks appear here once they are confirmed; invoices once the council has approved them."
      />
      {pending.lines > pending.shown.length ? (
        <p class="govuk-body">The first {pending.shown.length} lines are shown. The remittance will list them all.</p>
      ) : null}
    </section>
  )
}

function What({ line }: { readonly line: PendingLine }) {
  if (line.id !== null)
    return (
      <a class="govuk-link" href={`/provider/payments/lines/${line.id}`}>
        {KIND_WORDS[line.kind]}
        <span class="govuk-visually-hidden">
          {' '}
          for {line.personName}, {daysOf(line)}: how it was worked out
        </span>
      </a>
    )
  return (
    <Details summary={KIND_WORDS[line.kind]}>
      <TraceList trace={line.trace} />
    </Details>
  )
}
