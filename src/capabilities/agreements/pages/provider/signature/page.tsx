import { chosen, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { PasswordInput } from '../../../../../platform/web/govuk/password-input.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'
import { Page } from '../../../../../platform/web/page.tsx'
import type { ViewContext } from '../../../../../platform/web/view-context.ts'
import { NotAnswerable } from '../not-answerable.tsx'
import type { AgreementView } from '../../shared/load.ts'
import { OfferText } from '../../shared/offer.tsx'
import { PersonBar } from '../../shared/person-bar.tsx'

export const STATEMENTS = [
  { value: 'read', text: 'I have read what the council offers on this page' },
  { value: 'right', text: 'The person, the care, the dates and the price are what my organisation will provide' },
  { value: 'authority', text: 'I have the authority to sign for my organisation' },
] as const

interface SignatureProps {
  readonly shown: AgreementView
  readonly form: FormView
  readonly name: string
  readonly view: ViewContext
}

export function SignaturePage({ shown, form, name, view }: SignatureProps) {
  const { agreement, offer, current, fromPackage } = shown
  const address = `/provider/agreements/${agreement.id}`
  return (
    <Page
      heading={`Agree and sign ${agreement.reference}`}
      errors={form.errors}
      backLink={{ href: address, text: `Agreement ${agreement.reference}` }}
      view={view}
    >
      <PersonBar person={offer.person} />
      {agreement.status === 'published' ? (
        <>
          {fromPackage.length === 0 ? null : (
            <WarningText>
              This agreement is not what the council has commissioned. Go back to see where they differ.
            </WarningText>
          )}
          <OfferText offer={offer} />
          <PostForm action={`${address}/signature`} form={form} id="answer">
            <input type="hidden" name="revision" value={String(current.revision)} />
            <input type="hidden" name="hash" value={current.hash} />
            <h2 class="govuk-heading-m">Your signature</h2>
            <Checkboxes
              {...chosen(form, 'statements')}
              values={(form.values['statements'] ?? '').split(' ')}
              legend="Tick each statement"
              items={STATEMENTS}
            />
            <Input
              {...typed(form, 'signedName')}
              label="Your full name"
              hint={`Typing it signs the agreement. You are signed in as ${name}.`}
              autocomplete="name"
              spellcheck={false}
            />
            <PasswordInput
              name="password"
              label="Your password"
              hint="We ask again so that nobody else can sign on a screen you left open"
              errorMessage={form.errors.find(({ field }) => field === 'password')?.text}
            />
            <WarningText>You cannot undo this. What you sign is exactly the text above.</WarningText>
            <Button preventDoubleClick>Agree and sign</Button>
          </PostForm>
        </>
      ) : (
        <NotAnswerable agreement={agreement} />
      )}
    </Page>
  )
}
