import { chosen, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Checkboxes } from '../../../../../platform/web/govuk/checkboxes.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { WarningText } from '../../../../../platform/web/govuk/warning-text.tsx'

interface SignatureFieldsProps {
  readonly form: FormView
  readonly name: string
  readonly statements: readonly { readonly value: string; readonly text: string }[]
  readonly warning: string
  readonly button: string
}

/** Statements, name and button of a signature; what is signed stands above them. */
export function SignatureFieldset({ form, name, statements, warning, button }: SignatureFieldsProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Your signature</h2>
      <Checkboxes
        {...chosen(form, 'statements')}
        values={(form.values['statements'] ?? '').split(' ')}
        legend="Tick each statement"
        items={statements}
      />
      <Input
        {...typed(form, 'signedName')}
        label="Your full name"
        hint={`Typing it signs. You are signed in as ${name}.`}
        autocomplete="name"
        spellcheck={false}
      />
      <WarningText>{warning}</WarningText>
      <Button preventDoubleClick>{button}</Button>
    </>
  )
}
