import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatPounds, formatShortDay } from '../../../../../core/format.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { stateOf } from '../../../rules/state.ts'
import type { Invoice } from '../../../store/invoice.ts'
import type { ComingPeriod, ToRaise } from '../../../store/readiness.ts'
import { StateTag } from '../../shared/state-tag.tsx'
import { expectedWords, moveWords, periodWords, plural, STATE_WORDS } from '../../shared/words.ts'

export const ROWS = 50

interface InvoicesProps {
  readonly rows: readonly Invoice[]
  readonly toRaise: readonly ToRaise[]
  readonly coming: readonly ComingPeriod[]
  readonly today: LocalDate
  readonly maySubmit: boolean
  readonly view: ViewContext
}

export function InvoicesPage({ rows, toRaise, coming, today, maySubmit, view }: InvoicesProps) {
  const shown = rows.slice(0, ROWS)
  const last = rows.length > ROWS ? shown.at(-1) : undefined
  return (
    <Page heading="Invoices" view={view} wide>
      <p class="govuk-body">
        An invoice claims the care you confirmed for one service in one period. The council checks it and pays it with
        the next run.
      </p>
      <ToRaiseTable toRaise={toRaise} maySubmit={maySubmit} />
      <Coming coming={coming} />
      <ResponsiveTable
        caption="Your invoices, newest first"
        columns={[
          { heading: 'Invoice', nowrap: true },
          { heading: 'Your number' },
          { heading: 'Service' },
          { heading: 'Period' },
          { heading: 'Amount', numeric: true },
          { heading: 'State' },
          { heading: 'Whose move' },
          { heading: 'Payment expected' },
        ]}
        classes="portal-dense"
        rows={shown.map((invoice) => cells(invoice, today))}
        empty="You have no invoices yet. Confirm your weeks of care first; then create the invoice of the period here."
      />
      {last === undefined ? null : (
        <Pagination next={{ href: `/provider/invoices?after=${last.createdAt.toISOString()}_${last.id}` }} />
      )}
      <Details summary="What the states mean">
        <ul class="govuk-list govuk-list--bullet">
          {Object.values(STATE_WORDS).map(({ text, meaning }) => (
            <li>
              <strong>{text}</strong>: {meaning}
            </li>
          ))}
        </ul>
      </Details>
    </Page>
  )
}

/** What cannot be invoiced yet, and from when on. */
function Coming({ coming }: Pick<InvoicesProps, 'coming'>) {
  if (coming.length === 0) return null
  return (
    <InsetText>
      {coming.map(({ name, startsOn, submitBy }) => (
        <p class="govuk-body">
          {name} has not begun. It can be invoiced from {formatDay(startsOn)}; send the invoice by{' '}
          {formatInstant(submitBy)} to be paid for it in its own run.
        </p>
      ))}
    </InsetText>
  )
}

function cells(invoice: Invoice, today: LocalDate) {
  const state = stateOf(invoice, today)
  return [
    <a class="govuk-link" href={`/provider/invoices/${invoice.id}`}>
      {invoice.reference}
    </a>,
    invoice.ownNumber ?? '',
    invoice.serviceName,
    invoice.periodName,
    formatPounds(invoice.total),
    <StateTag state={state} />,
    moveWords(state, 'provider'),
    expectedWords(invoice, state),
  ]
}

function ToRaiseTable({ toRaise, maySubmit }: Pick<InvoicesProps, 'toRaise' | 'maySubmit'>) {
  if (toRaise.length === 0) return null
  return (
    <ResponsiveTable
      caption="Care you can invoice now"
      columns={[
        { heading: 'Period' },
        { heading: 'Service' },
        { heading: 'Contract' },
        { heading: 'Ready', numeric: true },
        { heading: 'What next' },
      ]}
      rows={toRaise.map((one) => [
        `${one.periodName}, from ${formatShortDay(one.periodFrom)}`,
        one.serviceName,
        one.contractNumber,
        plural(one.items, one.byNights ? 'stay' : 'week'),
        <a
          class="govuk-link"
          href={`/provider/invoices/new?period=${one.periodId}&contract=${one.contractId}&service=${one.serviceId}`}
        >
          {maySubmit ? 'Create the invoice' : 'See what is ready'}
          <span class="govuk-visually-hidden">
            {' '}
            for {one.serviceName}, {periodWords(one)}
          </span>
        </a>,
      ])}
    />
  )
}
