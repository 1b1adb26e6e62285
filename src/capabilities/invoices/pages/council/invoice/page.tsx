import type { LocalDate } from '../../../../../core/dates.ts'
import { formatDay, formatPounds } from '../../../../../core/format.ts'
import { chosen, errorFor, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { InsetText } from '../../../../../platform/web/govuk/inset-text.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { SummaryList } from '../../../../../platform/web/govuk/summary-list.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { stateOf } from '../../../rules/state.ts'
import type { Invoice } from '../../../store/invoice.ts'
import type { InvoiceLine } from '../../../store/lines.ts'
import { LineTables } from '../../shared/lines.tsx'
import { StateTag } from '../../shared/state-tag.tsx'
import { expectedWords, lineWords, periodWords, plural, STATE_WORDS } from '../../shared/words.ts'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

interface InvoiceProps {
  readonly invoice: Invoice
  readonly lines: readonly InvoiceLine[]
  /** The sentences of each line's working, by line. */
  readonly workings: ReadonlyMap<string, readonly string[]>
  readonly today: LocalDate
  readonly mayDecide: boolean
  readonly form: FormView
  readonly view: ViewContext
}

export function InvoicePage({ invoice, lines, workings, today, mayDecide, form, view }: InvoiceProps) {
  return (
    <Page
      heading={`Invoice ${invoice.reference}`}
      caption={invoice.providerName}
      errors={form.errors}
      view={view}
      backLink={{ href: '/council/invoices', text: 'Invoices' }}
      wide
    >
      {invoice.rejectReason === null ? null : (
        <InsetText>
          <p class="govuk-body">Sent back before, because: {invoice.rejectReason}</p>
        </InsetText>
      )}
      <Facts invoice={invoice} today={today} />
      <LineTables lines={lines} />
      {lines.length === 0 ? null : (
        <Details summary="How each amount was worked out">
          {lines.map((line) => (
            <Working line={line} steps={workings.get(line.id) ?? []} />
          ))}
        </Details>
      )}
      {mayDecide && invoice.status === 'submitted' ? <Decide invoice={invoice} form={form} /> : null}
    </Page>
  )
}

function Facts({ invoice, today }: Pick<InvoiceProps, 'invoice' | 'today'>) {
  const state = stateOf(invoice, today)
  const { submittedAt, submittedName, decidedAt, decidedName } = invoice
  return (
    <SummaryList
      rows={[
        {
          key: 'State',
          value: {
            text: (
              <>
                <StateTag state={state} /> <span>{STATE_WORDS[state].meaning}</span>
              </>
            ),
          },
        },
        { key: 'For', value: `${invoice.serviceName}, contract ${invoice.contractNumber}` },
        { key: 'Period', value: periodWords(invoice) },
        { key: 'Provider’s own number', value: invoice.ownNumber ?? 'None' },
        { key: 'Amount', value: `${formatPounds(invoice.total)} in ${plural(invoice.lineCount, 'line')}` },
        {
          key: 'Sent',
          value:
            submittedAt === null ? 'Not sent' : `${formatInstant(submittedAt)} by ${submittedName ?? 'the provider'}`,
        },
        { key: 'Due for payment by', value: invoice.dueOn === null ? 'Not sent' : formatDay(invoice.dueOn) },
        ...(decidedAt === null
          ? []
          : [{ key: 'Decided', value: `${formatInstant(decidedAt)} by ${decidedName ?? 'the portal'}` }]),
        { key: 'Payment expected', value: expectedWords(invoice, state) },
      ]}
    />
  )
}

function Working({ line, steps }: { readonly line: InvoiceLine; readonly steps: readonly string[] }) {
  const { days, amount } = lineWords(line)
  return (
    <>
      <h3 class="govuk-heading-s">
        {line.personName}, {days}: {amount}
      </h3>
      <ol class="govuk-list govuk-list--number">
        {steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    </>
  )
}

function Decide({ invoice, form }: Pick<InvoiceProps, 'invoice' | 'form'>) {
  return (
    <PostForm action={`/council/invoices/${invoice.id}/decision`} form={form} draft>
      <input type="hidden" name="version" value={String(invoice.version)} />
      <Radios
        {...chosen(form, 'kind')}
        legend={{ text: 'What do you decide?', classes: 'govuk-fieldset__legend--m' }}
        items={[
          { value: 'approve', text: 'Approve it', hint: 'It joins the next payment run of its calendar' },
          { value: 'reject', text: 'Send it back', hint: 'The provider corrects it and sends it again' },
        ]}
      />
      <Textarea
        {...typed(form, 'reason')}
        errorMessage={errorFor(form, 'reason')}
        label="If you send it back: what must the provider correct?"
        hint="The provider reads this. Name the person and the week."
        rows={4}
      />
      <Button preventDoubleClick>Decide</Button>
    </PostForm>
  )
}
