import { classNames, type Attributes } from './common.ts'
import { FieldGroup, type FieldProps } from './form-group.tsx'

interface SelectItem {
  readonly value?: string | number | undefined
  readonly text: string | number
  readonly selected?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly attributes?: Attributes | undefined
}

export interface SelectProps extends FieldProps {
  readonly value?: string | number | undefined
  readonly items: readonly SelectItem[]
}

export function Select(props: SelectProps) {
  const { name, items, value, errorMessage, classes, formGroup } = props
  return (
    <FieldGroup field={props}>
      {({ id, describedBy }) => (
        <>
          {formGroup?.beforeInput}
          <select
            class={classNames('govuk-select', classes, errorMessage !== undefined && 'govuk-select--error')}
            id={id}
            name={name}
            disabled={props.disabled}
            aria-describedby={describedBy}
            {...props.attributes}
          >
            {items.map((item) => (
              <option
                value={item.value}
                selected={isSelected(item, value)}
                disabled={item.disabled}
                {...item.attributes}
              >
                {item.text}
              </option>
            ))}
          </select>
          {formGroup?.afterInput}
        </>
      )}
    </FieldGroup>
  )
}

function isSelected(item: SelectItem, value: string | number | undefined): boolean {
  if (item.selected !== undefined) return item.selected
  return value !== undefined && value !== '' && String(item.value ?? item.text) === String(value)
}
