import { Choices, type Choice, type Divider } from './choice.tsx'
import { classNames, idList } from './common.ts'
import { ControlGroup, noteIds, type GroupProps } from './form-group.tsx'

export interface RadiosProps extends GroupProps {
  readonly name: string
  readonly idPrefix?: string | undefined
  readonly value?: string | number | undefined
  readonly items: readonly (Choice | Divider)[]
}

export function Radios(props: RadiosProps) {
  const { name, idPrefix = name, value, items, classes, attributes, formGroup } = props
  const describedBy = idList(props.fieldset?.describedBy, ...noteIds(idPrefix, props))
  return (
    <ControlGroup id={idPrefix} group={props} describedBy={describedBy}>
      <div class={classNames('govuk-radios', classes)} {...attributes} data-module="govuk-radios">
        {formGroup?.beforeInputs}
        <Choices kind="radio" idPrefix={idPrefix} name={name} items={items} isChecked={(item) => isOn(item, value)} />
        {formGroup?.afterInputs}
      </div>
    </ControlGroup>
  )
}

function isOn({ checked, value: own }: Choice, value: string | number | undefined): boolean {
  if (checked !== undefined) return checked
  return value !== undefined && value !== '' && String(own) === String(value)
}
