import { classNames } from './common.ts'
import { FieldGroup, type FieldProps } from './form-group.tsx'

export interface TextareaProps extends FieldProps {
  readonly value?: string | undefined
  readonly rows?: number | string | undefined
  readonly spellcheck?: boolean | undefined
  readonly autocomplete?: string | undefined
}

export function Textarea(props: TextareaProps) {
  const { name, value, rows = 5, errorMessage, classes, formGroup } = props
  return (
    <FieldGroup field={props}>
      {({ id, describedBy }) => (
        <>
          {formGroup?.beforeInput}
          <textarea
            class={classNames('govuk-textarea', errorMessage !== undefined && 'govuk-textarea--error', classes)}
            id={id}
            name={name}
            rows={Number(rows)}
            spellcheck={props.spellcheck}
            disabled={props.disabled}
            aria-describedby={describedBy}
            autocomplete={props.autocomplete}
            {...props.attributes}
          >
            {value}
          </textarea>
          {formGroup?.afterInput}
        </>
      )}
    </FieldGroup>
  )
}
