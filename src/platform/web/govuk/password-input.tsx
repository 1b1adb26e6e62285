import { classNames } from './common.ts'
import { Button } from './button.tsx'
import type { FieldProps } from './form-group.tsx'
import { Input } from './input.tsx'

export interface PasswordInputProps extends FieldProps {
  readonly value?: string | undefined
  readonly autocomplete?: string | undefined
  readonly button?: { readonly classes?: string | undefined } | undefined
}

/** The Show button stays hidden until the script has taken charge of it. */
export function PasswordInput(props: PasswordInputProps) {
  const { name, id = name, classes, formGroup, autocomplete = 'current-password', button, ...rest } = props
  const toggle = (
    <Button
      type="button"
      classes={classNames(
        'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
        button?.classes,
      )}
      attributes={{ 'aria-controls': id, 'aria-label': 'Show password', hidden: true }}
    >
      Show
    </Button>
  )
  return (
    <Input
      {...rest}
      name={name}
      id={id}
      type="password"
      spellcheck={false}
      autocapitalize="none"
      autocomplete={autocomplete}
      classes={classNames('govuk-password-input__input govuk-js-password-input-input', classes)}
      inputWrapper={{ classes: 'govuk-password-input__wrapper' }}
      formGroup={{
        classes: classNames('govuk-password-input', formGroup?.classes),
        attributes: { 'data-module': 'govuk-password-input', ...formGroup?.attributes },
        beforeInput: formGroup?.beforeInput,
        afterInput: (
          <>
            {toggle}
            {formGroup?.afterInput}
          </>
        ),
      }}
    />
  )
}
