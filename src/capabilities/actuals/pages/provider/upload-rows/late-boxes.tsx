import { errorFor, type FormView } from '../../../../../platform/web/forms.tsx'
import { Input } from '../../../../../platform/web/govuk/input.tsx'
import { Select } from '../../../../../platform/web/govuk/select.tsx'
import type { CellName } from '../../../commands/upload/fix-rows.ts'
import { lateItems } from '../../shared/late-reason.tsx'

type Props = { readonly form: FormView; readonly line: number; readonly texts: (cell: CellName) => string }

/** Why a row is late, where what the file says of it is not understood; both left empty say nothing of it. */
export function LateBoxes({ form, line, texts }: Props) {
  const box = (cell: CellName, label: string) => {
    const id = `r${String(line)}-${cell}`
    const hidden = <span class="govuk-visually-hidden">, row {line}</span>
    const text = (
      <>
        {label}
        {hidden}
      </>
    )
    const value = form.values[id] ?? texts(cell)
    const small = { text, classes: 'govuk-!-font-size-16' }
    // The longest reason would take the room of all other boxes of the row.
    return { id, name: id, value, label: small, classes: 'govuk-!-width-full', errorMessage: errorFor(form, id) }
  }
  return (
    <>
      <Select {...box('lateReason', 'Why it is late')} items={lateItems} />
      <Input {...box('lateNote', 'More about it')} autocomplete="off" />
    </>
  )
}
