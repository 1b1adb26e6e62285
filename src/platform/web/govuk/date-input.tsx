import { classNames, idList, type Attributes } from './common.ts'
import { ControlGroup, noteIds, type GroupProps } from './form-group.tsx'
import { Input } from './input.tsx'

interface DatePart {
  readonly name: string
  readonly id?: string | undefined
  readonly label?: string | undefined
  readonly value?: string | number | undefined
  readonly classes?: string | undefined
  readonly error?: boolean | undefined
  readonly inputmode?: 'numeric' | 'text' | undefined
  readonly autocomplete?: string | undefined
  readonly pattern?: string | undefined
  readonly attributes?: Attributes | undefined
}

/** Three boxes, never a picker alone. Values are looked up under the full name of each box. */
export interface DateInputProps extends GroupProps {
  readonly id: string
  readonly namePrefix?: string | undefined
  readonly values?: Readonly<Record<string, string | number | undefined>> | undefined
  readonly items?: readonly DatePart[] | undefined
}

const DAY_MONTH_YEAR: readonly DatePart[] = [{ name: 'day' }, { name: 'month' }, { name: 'year' }]

export function DateInput(props: DateInputProps) {
  const { id, items = DAY_MONTH_YEAR, classes, attributes, formGroup } = props
  const describedBy = idList(props.fieldset?.describedBy, ...noteIds(id, props))
  // Without a word on which box is wrong, all of them are marked.
  const marksAll = props.errorMessage !== undefined && !items.some(hasOwnError)
  return (
    <ControlGroup id={id} group={props} describedBy={describedBy} role="group">
      <div class={classNames('govuk-date-input', classes)} {...attributes} id={id}>
        {formGroup?.beforeInputs}
        {items.map((item) => (
          <DateBox date={props} item={item} marked={hasOwnError(item) || (marksAll && item.error !== false)} />
        ))}
        {formGroup?.afterInputs}
      </div>
    </ControlGroup>
  )
}

interface DateBoxProps {
  readonly date: DateInputProps
  readonly item: DatePart
  readonly marked: boolean
}

function DateBox({ date, item, marked }: DateBoxProps) {
  const name = date.namePrefix === undefined ? item.name : `${date.namePrefix}-${item.name}`
  return (
    <div class="govuk-date-input__item">
      <Input
        label={{ text: item.label ?? capitalise(item.name), classes: 'govuk-date-input__label' }}
        id={item.id ?? `${date.id}-${item.name}`}
        name={name}
        classes={classNames('govuk-date-input__input', ...boxClasses(item, marked))}
        value={item.value ?? date.values?.[name]}
        inputmode={item.inputmode ?? 'numeric'}
        autocomplete={item.autocomplete}
        pattern={item.pattern}
        attributes={item.attributes}
      />
    </div>
  )
}

function boxClasses({ name, classes = '' }: DatePart, marked: boolean): readonly (string | false)[] {
  return [
    marked && !classes.includes('govuk-input--error') && 'govuk-input--error',
    !classes.includes('govuk-input--width-') && `govuk-input--width-${name === 'year' ? '4' : '2'}`,
    classes,
  ]
}

function hasOwnError({ error, classes = '' }: DatePart): boolean {
  return error === true || classes.includes('govuk-input--error')
}

function capitalise(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).toLowerCase()
}
