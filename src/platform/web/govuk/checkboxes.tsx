import { Choices, type Choice, type Divider } from './choice.tsx'
import { classNames, idList } from './common.ts'
import { ControlGroup, hasFieldset, noteIds, type GroupProps } from './form-group.tsx'

export interface CheckboxesProps extends GroupProps {
  readonly name: string
  readonly idPrefix?: string | undefined
  readonly values?: readonly (string | number)[] | undefined
  readonly describedBy?: string | undefined
  readonly items: readonly (Choice | Divider)[]
}

export function Checkboxes(props: CheckboxesProps) {
  const { name, idPrefix = name, values = [], items, classes, attributes, formGroup } = props
  const describedBy = idList(props.fieldset?.describedBy ?? props.describedBy, ...noteIds(idPrefix, props))
  return (
    <ControlGroup id={idPrefix} group={props} describedBy={describedBy}>
      <div class={classNames('govuk-checkboxes', classes)} {...attributes} data-module="govuk-checkboxes">
        {formGroup?.beforeInputs}
        <Choices
          kind="checkbox"
          idPrefix={idPrefix}
          name={name}
          items={items}
          isChecked={(item) => item.checked ?? values.map(String).includes(String(item.value))}
          describedBy={hasFieldset(props) ? undefined : describedBy}
        />
        {formGroup?.afterInputs}
      </div>
    </ControlGroup>
  )
}
