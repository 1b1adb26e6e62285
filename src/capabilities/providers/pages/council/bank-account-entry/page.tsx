import { dated, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { DateInput } from '../../../../../platform/web/govuk/date-input.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import type { Organisation } from '../../../store/organisation.ts'

interface EntryProps {
  readonly organisation: Organisation
  readonly form: FormView
  readonly view: ViewContext
}

export function BankAccountEntryPage({ organisation, form, view }: EntryProps) {
  const address = `/council/organisations/${organisation.id}/bank-account`
  return (
    <Page
      heading="Enter another bank account"
      caption={organisation.tradingName}
      errors={form.errors}
      view={view}
      backLink={{ href: address, text: 'Bank account' }}
    >
      <WarningText>
        Telephone the provider before you enter anything, on a number that you knew before: never one from the letter or
        e-mail that asks for the change.
      </WarningText>
      <PostForm action={`${address}/new`} form={form} id="entry" draft>
        <Account form={form} />
        <Call form={form} />
        <p class="govuk-body">
          A second person has to approve the account. The provider is told by email at every step.
        </p>
        <Button preventDoubleClick>Send to a second person</Button>
      </PostForm>
    </Page>
  )
}

function Account({ form }: { readonly form: FormView }) {
  return (
    <>
      <h2 class="govuk-heading-m">The account</h2>
      <Input
        {...typed(form, 'accountName')}
        label="Name on the account"
        hint="Exactly as the bank knows it"
        autocomplete="off"
      />
      <Input
        {...typed(form, 'sortCode')}
        label="Sort code"
        hint="6 digits, for example 309430"
        inputmode="numeric"
        autocomplete="off"
        spellcheck={false}
        classes="govuk-input--width-5"
      />
      <Input
        {...typed(form, 'accountNumber')}
        label="Account number"
        hint="8 digits. After this page only the last four are shown"
        inputmode="numeric"
        autocomplete="off"
        spellcheck={false}
        classes="govuk-input--width-10"
      />
    </>
  )
}

function Call({ form }: { readonly form: FormView }) {
  return (
    <>
      <h2 class="govuk-heading-m">The call</h2>
      <Input
        {...typed(form, 'calledName')}
        label="Whom did you speak to?"
        hint="Name and what they do at the provider"
      />
      <Input
        {...typed(form, 'calledNumber')}
        label="On which number?"
        inputmode="tel"
        autocomplete="off"
        classes="govuk-input--width-20"
      />
      <Input
        {...typed(form, 'numberSource')}
        label="Where did you have the number from?"
        hint="For example: the signed contract, or the CQC register"
      />
      <DateInput {...dated(form, 'calledOn')} legend="When did you call?" hint="For example 27 3 2026" />
    </>
  )
}
