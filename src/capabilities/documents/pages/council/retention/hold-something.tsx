import { chosen, errorFor, isBegun, PostForm, typed, type FormView } from '../../../../../platform/web/forms.tsx'
import { Button } from '../../../../../platform/web/govuk/button.tsx'
import { Details } from '../../../../../platform/web/govuk/details.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Radios } from '../../../../../platform/web/govuk/radios.tsx'
import { Textarea } from '../../../../../platform/web/govuk/textarea.tsx'

const ADDRESS = '/council/documents/holds'
const FIELDS = ['kind', 'person', 'conversation', 'agreement', 'hold-reason']

/** For what has no page of its own here: all about a person, the files of a conversation, the scans of an agreement. */
export function HoldSomething({ form }: { readonly form: FormView }) {
  const reference = (name: string, label: string, hint: string) => (
    <Input {...typed(form, name)} label={label} hint={hint} classes="govuk-input--width-20" />
  )
  return (
    <Details
      summary="Put something on legal hold"
      open={isBegun(form, ADDRESS) || FIELDS.some((field) => errorFor(form, field) !== undefined)}
    >
      <PostForm action={ADDRESS} form={{ ...form, idempotencyKey: `${form.idempotencyKey}-hold` }} draft>
        <Radios
          {...chosen(form, 'kind')}
          legend="What is kept?"
          items={[
            {
              value: 'person',
              text: 'Everything about a person',
              hint: 'Documents, files sent with messages about them and scans of their agreements, now and later',
              conditional: reference('person', 'Reference of the person', 'As the council’s systems show it'),
            },
            {
              value: 'conversation',
              text: 'Files of a conversation',
              conditional: reference('conversation', 'Address of the conversation', 'Copy it from the address bar'),
            },
            {
              value: 'agreement',
              text: 'Scans of an agreement',
              conditional: reference('agreement', 'Reference of the agreement', 'As it stands on the agreement'),
            },
          ]}
        />
        <Textarea
          {...typed(form, 'hold-reason')}
          label="Why is it on hold?"
          hint="For example, a complaint or a claim. It is kept until somebody lifts the hold."
          rows={3}
        />
        <Button classes="govuk-button--secondary" preventDoubleClick>
          Put on hold
        </Button>
      </PostForm>
    </Details>
  )
}
