import { errorFor, type FormView } from '../../../../platform/web/forms.tsx'
import { Select, type SelectProps } from '../../../../platform/web/govuk/select.tsx'
import type { Reason } from '../../store/reasons.ts'

interface Props {
  readonly form: FormView
  readonly id: string
  readonly label: SelectProps['label']
  readonly reasons: readonly Reason[]
  /** Whose row it is: the fault beside the list need not name them again. */
  readonly person?: string
  readonly classes?: string
}

/** The council's reasons. One that was chosen and has ended since can stay. */
export function ReasonSelect({ form, id, label, reasons, person, classes }: Props) {
  const value = form.values[id] ?? ''
  const ended = value === '' || reasons.some(({ code }) => code === value) ? [] : [{ value, text: value }]
  const fault = errorFor(form, id)
  return (
    <Select
      id={id}
      name={id}
      label={label}
      value={value}
      items={[
        { value: '', text: 'No reason' },
        ...reasons.map(({ code, label: text }) => ({ value: code, text })),
        ...ended,
      ]}
      errorMessage={person === undefined ? fault : fault?.replace(`${person}: `, '')}
      classes={classes}
      formGroup={classes === undefined ? undefined : { classes: 'govuk-!-margin-bottom-0' }}
    />
  )
}
