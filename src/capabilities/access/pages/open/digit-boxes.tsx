import { errorFor, type FormView } from '../../../../platform/web/forms.tsx'
import { ControlGroup } from '../../../../platform/web/govuk/form-group.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { ordinal, ordinals } from '../../rules/security-code.ts'

type Props = {
  readonly form: FormView
  readonly positions: readonly number[]
  /** Of the boxes' names: the position follows. */
  readonly prefix: string
  readonly hint?: string
}

/** One box for each digit that is asked for. */
export function DigitBoxes({ form, positions, prefix, hint = 'Not the whole code: one digit in each box.' }: Props) {
  const wrong = form.errors.find(({ field }) => field.startsWith(prefix))?.text
  return (
    <ControlGroup
      id={`${prefix}boxes`}
      role="group"
      describedBy={wrong === undefined ? `${prefix}boxes-hint` : `${prefix}boxes-hint ${prefix}boxes-error`}
      group={{
        legend: {
          text: `Enter the ${ordinals(positions)} digit of your six-digit security code`,
          classes: 'govuk-fieldset__legend--m',
        },
        hint,
        errorMessage: wrong,
      }}
    >
      <div class="govuk-date-input">
        {positions.map((position) => (
          <DigitBox form={form} name={`${prefix}${String(position)}`} position={position} />
        ))}
      </div>
    </ControlGroup>
  )
}

type BoxProps = { readonly form: FormView; readonly name: string; readonly position: number }

function DigitBox({ form, name, position }: BoxProps) {
  const wrong = errorFor(form, name) !== undefined
  return (
    <div class="govuk-date-input__item">
      <Input
        name={name}
        label={{ text: `${ordinal(position)} digit`, classes: 'govuk-date-input__label' }}
        value={form.values[name] ?? ''}
        inputmode="numeric"
        autocomplete="off"
        spellcheck={false}
        classes={`govuk-date-input__input govuk-input--width-2${wrong ? ' govuk-input--error' : ''}`}
      />
    </div>
  )
}
