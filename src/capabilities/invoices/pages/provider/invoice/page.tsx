import type { LocalDate } from '../../../../../core/dates.ts'
import { addDays } from '../../../../../core/dates.ts'
import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { SummaryList, type SummaryRow } from '../../../../../platform/web/govuk/summary-list.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { isOpen, stateOf, type InvoiceState } from '../../../rules/state.ts'
import type { Invoice } from '../../../store/invoice.ts'
import type { InvoiceLine } from '../../../store/lines.ts'
import { LineTables } from '../../shared/lines.tsx'
import { StateTag } from '../../shared/state-tag.tsx'
import { expectedWords, moveWords, periodWords, plural, STATE_WORDS } from '../../shared/words.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

interface InvoiceProps {
  readonly invoice: Invoice
  readonly lines: readonly InvoiceLine[]
  readonly weeksChanged: number
  readonly today: LocalDate
  readonly maySubmit: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function InvoicePage({ invoice, lines, weeksChanged, today, maySubmit, form, view }: InvoiceProps) {
  const state = stateOf(invoice, today)
  const changeable = isOpen(invoice.status) && maySubmit
  return (
    <Page
      heading={changeable ? `Check your invoice ${invoice.reference}` : `Invoice ${invoice.reference}`}
      caption={`${invoice.serviceName}, ${invoice.periodName}`}
      errors={form.errors}
      view={view}
      backLink={{ href: '/provider/invoices', text: 'Invoices' }}
      wide
    >
      {state === 'sent-back' ? <SentBack invoice={invoice} /> : null}
      <SummaryList rows={facts(invoice, state, today)} />
      {changeable && weeksChanged > 0 ? <Changed {...{ invoice, weeksChanged, form }} /> : null}
      <p class="govuk-body">
        <a class="govuk-link" href={`/provider/invoices/${invoice.id}.csv`}>
          Download as CSV
        </a>
        <span> or </span>
        <a class="govuk-link" href={`/provider/invoices/${invoice.id}.pdf`}>
          Download as PDF
        </a>
      </p>
      <LineTables lines={lines} lineHref={(id) => `/provider/payments/lines/${id}`} />
      {changeable ? <Send {...{ invoice, today, form }} /> : null}
    </Page>
  )
}

function facts(invoice: Invoice, state: InvoiceState, today: LocalDate): readonly SummaryRow[] {
  return [
    { key: 'State', value: { text: <StateAndMove state={state} /> } },
    { key: 'For', value: `${invoice.serviceName}, contract ${invoice.contractNumber}` },
    { key: 'Period', value: periodWords(invoice) },
    { key: 'Amount', value: `${formatPounds(invoice.total)} in ${plural(invoice.lineCount, 'line')}` },
    { key: 'VAT', value: 'Exempt: welfare services' },
    ...(isOpen(invoice.status) ? factsToCome(invoice, state, today) : factsSent(invoice, state)),
  ]
}

function factsToCome(invoice: Invoice, state: InvoiceState, today: LocalDate): readonly SummaryRow[] {
  return [
    {
      key: 'Payment expected',
      value: `${expectedWords(invoice, state)}, if you send it in time and the council approves it`,
    },
    { key: 'Due if sent today', value: `${formatDay(addDays(today, 30))}: thirty days from the day you send it` },
  ]
}

function factsSent(invoice: Invoice, state: InvoiceState): readonly SummaryRow[] {
  const { submittedAt, submittedName, decidedAt, decidedName, dueOn } = invoice
  const row = (key: string, value: string | null): SummaryRow[] => (value === null ? [] : [{ key, value }])
  const by = (at: Date, name: string | null) => `${formatInstant(at)} by ${name ?? 'the portal'}`
  return [
    { key: 'Your number', value: invoice.ownNumber ?? 'None' },
    ...row('Sent', submittedAt === null ? null : by(submittedAt, submittedName)),
    ...row('Due for payment by', dueOn === null ? null : formatDay(dueOn)),
    ...row('Approved', decidedAt === null || isWaiting(state) ? null : by(decidedAt, decidedName)),
    { key: state === 'paid' ? 'Paid' : 'Payment expected', value: expectedWords(invoice, state) },
    ...(invoice.remittanceId === null
      ? []
      : [{ key: 'Remittance', value: { text: <RemittanceLink id={invoice.remittanceId} /> } }]),
  ]
}

function RemittanceLink({ id }: { readonly id: string }) {
  return (
    <a class="govuk-link" href={`/provider/remittances/${id}`}>
      See the remittance
    </a>
  )
}

function isWaiting(state: InvoiceState): boolean {
  return state === 'checking' || state === 'overdue'
}

function StateAndMove({ state }: { readonly state: InvoiceState }) {
  return (
    <>
      <StateTag state={state} />
      <br />
      {STATE_WORDS[state].meaning}. Whose move: {moveWords(state, 'provider')}.
    </>
  )
}

function SentBack({ invoice }: { readonly invoice: Invoice }) {
  return (
    <InsetText>
      <h2 class="govuk-heading-s">The council sent this invoice back</h2>
      <p class="govuk-body">{invoice.rejectReason}</p>
      <p class="govuk-body">Correct the weeks it names, update the lines here, and send the invoice again.</p>
    </InsetText>
  )
}

function Changed({ invoice, weeksChanged, form }: Pick<InvoiceProps, 'invoice' | 'weeksChanged' | 'form'>) {
  return (
    <PostForm action={`/provider/invoices/${invoice.id}/lines`} form={form} id="changed">
      <WarningText>
        {plural(weeksChanged, 'week was', 'weeks were')} changed after this invoice was made. Update the lines before
        you send it.
      </WarningText>
      <input type="hidden" name="version" value={String(invoice.version)} />
      <Button classes="govuk-button--secondary" preventDoubleClick>
        Update the lines
      </Button>
    </PostForm>
  )
}

function Send({ invoice, today, form }: Pick<InvoiceProps, 'invoice' | 'today' | 'form'>) {
  return (
    <>
      <h2 class="govuk-heading-m">Send it to the council</h2>
      <PostForm action={`/provider/invoices/${invoice.id}/submission`} form={form} id="send" draft>
        <input type="hidden" name="version" value={String(invoice.version)} />
        <Input
          {...typed(form, 'ownNumber')}
          label="Your own invoice number (optional)"
          hint="Up to 40 letters, digits, spaces and / . - _ #. Both numbers are then on the remittance."
          classes="govuk-input--width-20"
          autocomplete="off"
          spellcheck={false}
        />
        <p class="govuk-body">
          You claim {formatPounds(invoice.total)}. Once it is sent you cannot change it. If you send it today it is due
          for payment by {formatDay(addDays(today, 30))}.
        </p>
        <div class="govuk-button-group">
          <Button preventDoubleClick>Send invoice</Button>
          <Button
            classes="govuk-button--secondary"
            attributes={{ formaction: `/provider/invoices/${invoice.id}/own-number` }}
          >
            Save for later
          </Button>
          <a class="govuk-link" href={`/provider/invoices/${invoice.id}/deletion`}>
            Delete this draft
          </a>
        </div>
      </PostForm>
    </>
  )
}
