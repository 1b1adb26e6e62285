import type { LocalDate } from '../../../../../core/dates.ts'
import { daysBetween } from '../../../../../core/dates.ts'
import { formatPounds, formatShortDay } from '../../../../../core/format.ts'
import { PostForm, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Pagination } from '../../../../../platform/web/govuk/pagination.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { stateOf } from '../../../rules/state.ts'
import type { Invoice } from '../../../store/invoice.ts'
import { StateTag } from '../../shared/state-tag.tsx'
import { plural } from '../../shared/words.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

export const ROWS = 50

interface QueueProps {
  readonly rows: readonly Invoice[]
  readonly decided: readonly Invoice[]
  readonly waiting: number
  readonly today: LocalDate
  readonly mayDecide: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function QueuePage({ rows, decided, waiting, today, mayDecide, form, view }: QueueProps) {
  const shown = rows.slice(0, ROWS)
  const last = rows.length > ROWS ? shown.at(-1) : undefined
  const after = last?.submittedAt === undefined ? null : last.submittedAt
  const table = <QueueTable rows={shown} today={today} mayDecide={mayDecide} />
  return (
    <Page heading="Invoices" errors={form.errors} view={view} wide>
      <p class="govuk-body">
        {waiting === 1 ? '1 invoice waits' : `${String(waiting)} invoices wait`} for a decision. Each is due for payment
        thirty days after it was sent. An approved invoice joins the next run of its contract’s calendar.
      </p>
      {mayDecide && shown.length > 0 ? (
        <PostForm action="/council/invoices/decisions" form={form}>
          {table}
          <Button preventDoubleClick>Approve the selected invoices</Button>
        </PostForm>
      ) : (
        table
      )}
      {last === undefined || after === null ? null : (
        <Pagination next={{ href: `/council/invoices?after=${after.toISOString()}_${last.id}` }} />
      )}
      <ResponsiveTable
        caption="Decided lately"
        classes="portal-dense"
        columns={[
          { heading: 'Invoice', nowrap: true },
          { heading: 'Provider' },
          { heading: 'Amount', numeric: true },
          { heading: 'State' },
          { heading: 'Decided' },
        ]}
        rows={decided.map((one) => [
          <InvoiceLink invoice={one} />,
          one.providerName,
          formatPounds(one.total),
          <StateTag state={stateOf(one, today)} />,
          one.decidedAt === null ? '' : `${formatInstant(one.decidedAt)} by ${one.decidedName ?? 'the portal'}`,
        ])}
        empty="No invoice has been decided yet."
      />
    </Page>
  )
}

function QueueTable({ rows, today, mayDecide }: Pick<QueueProps, 'rows' | 'today' | 'mayDecide'>) {
  return (
    <ResponsiveTable
      caption="To decide, oldest first"
      classes="portal-dense"
      columns={[
        { heading: 'Invoice', nowrap: true },
        { heading: 'Provider' },
        { heading: 'Service' },
        { heading: 'Period' },
        { heading: 'Lines', numeric: true },
        { heading: 'Amount', numeric: true },
        { heading: 'Sent' },
        { heading: 'Due' },
        ...(mayDecide ? [{ heading: 'Select' }] : []),
      ]}
      rows={rows.map((one) => [
        <InvoiceLink invoice={one} />,
        one.providerName,
        one.serviceName,
        one.periodName,
        String(one.lineCount),
        formatPounds(one.total),
        one.submittedAt === null ? '' : formatInstant(one.submittedAt),
        dueWords(one, today),
        ...(mayDecide ? [<Selection invoice={one} />] : []),
      ])}
      empty="No invoice waits for a decision. A provider’s invoice appears here as soon as it is sent."
    />
  )
}

function InvoiceLink({ invoice: { id, reference, ownNumber } }: { readonly invoice: Invoice }) {
  return (
    <>
      <a class="govuk-link" href={`/council/invoices/${id}`}>
        {reference}
      </a>
      {ownNumber === null ? null : <span> ({ownNumber})</span>}
    </>
  )
}

function dueWords({ dueOn }: Invoice, today: LocalDate): string {
  if (dueOn === null) return ''
  const left = daysBetween(today, dueOn)
  if (left < 0) return `${formatShortDay(dueOn)}, ${plural(-left, 'day')} late`
  return `${formatShortDay(dueOn)}, ${left === 0 ? 'today' : `in ${plural(left, 'day')}`}`
}

/** The version goes with the tick, so that what was decided is what was seen. */
function Selection({ invoice: { id, reference, version } }: { readonly invoice: Invoice }) {
  return (
    <div class="govuk-checkboxes govuk-checkboxes--small">
      <div class="govuk-checkboxes__item">
        <input
          class="govuk-checkboxes__input"
          id={`select-${id}`}
          type="checkbox"
          name="selected"
          value={`${id}:${String(version)}`}
        />
        <label class="govuk-label govuk-checkboxes__label" for={`select-${id}`}>
          <span class="govuk-visually-hidden">Select {reference}</span>
        </label>
      </div>
    </div>
  )
}
