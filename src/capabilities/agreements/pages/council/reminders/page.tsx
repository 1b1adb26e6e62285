import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import { ResponsiveTable } from '../../../../../platform/web/patterns/responsive-table.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { ORDERS, type Party } from '../../../rules/wet-signature.ts'
import type { KeptRule } from '../../../store/reminders.ts'

interface RemindersProps {
  readonly rules: readonly KeptRule[]
  readonly form: FormView
  readonly view: ViewContext
}

export function RemindersPage({ rules, form, view }: RemindersProps) {
  return (
    <Page
      heading="Reminders and rules for agreements"
      errors={form.errors}
      backLink={{ href: '/council/agreements', text: 'Agreements' }}
      view={view}
    >
      <p class="govuk-body">
        Only people who may sign are reminded, on working days, with one message a day however many agreements wait.
        After a while the organisation’s administrators are told too, and by e-mail whom it names as its contact for
        contracts. The rule of an agreement goes before its provider’s, and that before the council’s.
      </p>
      <Rules rules={rules} form={form} />
      <h2 class="govuk-heading-m">Set a rule</h2>
      <PostForm action="/council/agreements/reminders" form={form}>
        <Input
          {...typed(form, 'target')}
          label="For which provider or agreement? (optional)"
          hint="A provider’s name or number, or an agreement’s reference. Empty for everything else of the council"
          classes="govuk-input--width-20"
        />
        <Days form={form} field="firstAfter" label="First reminder" hint="Working days after publication" />
        <Days form={form} field="thenEvery" label="Then every" hint="Working days" />
        <Days
          form={form}
          field="escalateAfter"
          label="Tell administrators and the contact for contracts after"
          hint="Working days after publication"
        />
        <Days form={form} field="most" label="At most" hint="Reminders of one agreement. 0 for none" />
        <Button preventDoubleClick>Save the rule</Button>
      </PostForm>
      <Answering form={form} />
    </Page>
  )
}

function Answering({ form }: { readonly form: FormView }) {
  return (
    <>
      <h2 class="govuk-heading-m">Answering</h2>
      <PostForm
        action="/council/agreements/reminders/settings"
        form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-settings` }}
      >
        <Days
          form={form}
          field="respondWithin"
          label="Answers are asked for within"
          hint="Working days after publication. It is shown as the day to answer by"
        />
        <Checkboxes
          {...chosen(form, 'startUndisputed')}
          values={[form.values['startUndisputed'] ?? '']}
          legend="Rejections of one line among several"
          items={[
            {
              value: 'yes',
              text: 'Signatories may let the lines that are right start now',
              hint: 'Their care can then be recorded and claimed while the others are put right',
            },
          ]}
        />
        <Radios
          {...chosen(form, 'paperOrder')}
          legend="Who signs first where people sign by hand?"
          hint="Scans of signed sheets are taken in this order. Agreeing in the portal waits for no paper"
          items={ORDERS.map((order) => ({ value: order.join(), text: orderText(order) }))}
        />
        <Checkboxes
          {...chosen(form, 'providerByScan')}
          values={[form.values['providerByScan'] ?? '']}
          legend="Providers that sign by hand"
          items={[
            {
              value: 'yes',
              text: 'A provider may file a signed sheet in place of agreeing in the portal',
              hint: 'It counts once somebody here has looked at the scan and confirmed it',
            },
          ]}
        />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Save
        </Button>
      </PostForm>
    </>
  )
}

const PARTY_NAMES: Readonly<Record<Party, string>> = {
  provider: 'provider',
  council: 'council',
  person: 'person or representative',
}

function orderText(order: readonly Party[]): string {
  const text = order.map((party) => PARTY_NAMES[party]).join(', then ')
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

interface DaysProps {
  readonly form: FormView
  readonly field: string
  readonly label: string
  readonly hint: string
}

function Days({ form, field, label, hint }: DaysProps) {
  return <Input {...typed(form, field)} label={label} hint={hint} inputmode="numeric" classes="govuk-input--width-3" />
}

function Rules({ rules, form }: Pick<RemindersProps, 'rules' | 'form'>) {
  return (
    <ResponsiveTable
      caption="Rules in force"
      columns={[
        { heading: 'For' },
        { heading: 'First after', numeric: true },
        { heading: 'Then every', numeric: true },
        { heading: 'Others told after', numeric: true },
        { heading: 'At most', numeric: true },
        { heading: 'Change' },
      ]}
      rows={rules.map(({ id, name, firstAfter, thenEvery, escalateAfter, most }) => [
        name ?? 'Everything else',
        String(firstAfter),
        String(thenEvery),
        String(escalateAfter),
        String(most),
        <PostForm
          action={`/council/agreements/reminders/${id}/removal`}
          form={{ csrf: form.csrf, idempotencyKey: `${form.idempotencyKey}-${id}` }}
        >
          <button class="portal-link-button" type="submit">
            Remove<span class="govuk-visually-hidden"> the rule for {name ?? 'everything else'}</span>
          </button>
        </PostForm>,
      ])}
      empty="No rule is set: the first reminder goes out 3 working days after publication, then every 3, at most 3, and administrators and the contact for contracts are told after 8."
    />
  )
}
