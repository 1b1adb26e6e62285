import { errorFor, type FieldError, type FormView } from '../../../../platform/web/forms.tsx'
import { Input } from '../../../../platform/web/govuk/input.tsx'
import { Select } from '../../../../platform/web/govuk/select.tsx'
import { Textarea } from '../../../../platform/web/govuk/textarea.tsx'
import { LATE_REASONS, LONGEST_LATE_NOTE, type LateFault, type LateSaid } from '../../rules/late.ts'
import type { SheetRow } from '../../rules/sheet-row.ts'
import type { Line } from './lines.ts'

type Values = Readonly<Record<string, unknown>>

/** Asked once for all that is confirmed together; only what is confirmed needs it. */
export function LateReason({ form }: { readonly form: FormView }) {
  return (
    <>
      <Select
        {...boxOf(form, 'late-reason')}
        label="Why is this confirmed after its deadline?"
        hint="The council sees the reason beside the week. A draft does not need it."
        items={lateItems}
      />
      <Textarea
        {...boxOf(form, 'late-note')}
        label="More about it"
        hint="Needed for another reason than those of the list. Name no person who receives care."
        rows={2}
      />
    </>
  )
}

/** The same for one row that is settled by itself. */
export function LateReasonOf({ form, row }: { readonly form: FormView; readonly row: SheetRow }) {
  const hidden = <span class="govuk-visually-hidden">, {row.personName}</span>
  return (
    <>
      <Select
        {...boxOf(form, 'late-reason', row.packageId)}
        label={{ text: <>Why it is late{hidden}</>, classes: 'govuk-!-font-size-16' }}
        items={lateItems}
      />
      <Input
        {...boxOf(form, 'late-note', row.packageId)}
        label={{ text: <>More about it{hidden}</>, classes: 'govuk-!-font-size-16' }}
        autocomplete="off"
      />
    </>
  )
}

export const lateItems = [
  { value: '', text: 'Select a reason' },
  ...LATE_REASONS.map(({ code, label }) => ({ value: code, text: label })),
]

/** A box is named the same wherever it stands; where it stands several times, its id names the row. */
function boxOf(form: FormView, name: 'late-reason' | 'late-note', packageId?: string) {
  const id = packageId === undefined ? name : `${name}-${packageId}`
  return { name, id, value: form.values[id] ?? '', errorMessage: errorFor(form, id) }
}

/** Whether a row can still be confirmed although its last moment has passed. */
export function isWaitingLate({ standing, submitBy }: SheetRow, now: Date): boolean {
  return (standing === undefined || standing.status === 'draft') && submitBy !== null && submitBy < now
}

export function asksWhyLate(lines: readonly Line[], now: Date): boolean {
  return lines.some(({ row, shut }) => shut === undefined && isWaitingLate(row, now))
}

export function lateSaid(body: unknown): LateSaid {
  const sent: Values = typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {}
  const text = (name: string) => {
    const value = sent[name]
    return typeof value === 'string' ? value : ''
  }
  return { reason: text('late-reason'), note: text('late-note') }
}

/** What was typed, for the boxes of the page or of one row. */
export function lateValues({ reason, note }: LateSaid, packageId?: string): Readonly<Record<string, string>> {
  const of = packageId === undefined ? '' : `-${packageId}`
  return { [`late-reason${of}`]: reason, [`late-note${of}`]: note }
}

export function isLateFault(refusal: { readonly code: string }): refusal is LateFault {
  return refusal.code in lateErrors
}

export function lateError({ code }: LateFault, packageId?: string): FieldError {
  const { field, text } = lateErrors[code]
  return { field: packageId === undefined ? field : `${field}-${packageId}`, text }
}

const lateErrors = {
  'late-missing': { field: 'late-reason', text: 'Select why this is confirmed after its deadline' },
  'late-note-missing': { field: 'late-note', text: 'Enter why this is confirmed after its deadline' },
  'late-note-long': {
    field: 'late-note',
    text: `Why this is late must be ${String(LONGEST_LATE_NOTE)} characters or fewer`,
  },
} as const satisfies Record<LateFault['code'], FieldError>
