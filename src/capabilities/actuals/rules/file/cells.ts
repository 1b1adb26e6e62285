import type { Quantity } from '../../../../core/money.ts'
import { done, refused } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import { parseQuantity } from '../../../../core/quantity-entry.ts'
import { judgeLate, LATE_REASONS, type LateFault, type LateKept } from '../late.ts'
import type { Misreading } from '../week.ts'

type Read<T> = Outcome<T | null, { readonly code: Misreading | 'decimal-comma' }>

const THOUSANDS = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/
const COMMA = /^-?\d+,\d{1,2}$/

/** An amount as a spreadsheet writes it: 1.75, 1:45, 1h45, '1,234.50'. Empty says nothing. */
export function readAmountCell(typed: string): Read<Quantity> {
  const text = typed.normalize('NFKC').replaceAll('\u2212', '-').trim()
  if (text === '' || text === '-') return done(null)
  // 1,75 may be a decimal comma or a slip; 1,234 is what spreadsheets make of a thousand.
  if (COMMA.test(text)) return refused({ code: 'decimal-comma' })
  const read = parseQuantity(THOUSANDS.test(text) ? text.replaceAll(',', '') : text)
  if (read.ok) return read
  return refused({ code: read.refusal.code === 'missing' ? 'not-a-number' : read.refusal.code })
}

/** Whole visits; a spreadsheet may write 7 as 7.0. */
export function readVisitsCell(typed: string): Read<number> {
  const text = typed.normalize('NFKC').replaceAll('\u2212', '-').trim()
  if (text === '') return done(null)
  if (/^-\d/.test(text)) return refused({ code: 'negative' })
  const whole = /^(\d{1,6})(?:\.0+)?$/.exec(text)?.[1]
  if (whole === undefined) return refused({ code: 'not-a-number' })
  return whole.length > 4 ? refused({ code: 'too-large' }) : done(Number(whole))
}

/** The number of a version; anything else is no version that ever stood. */
export function readVersionCell(typed: string): number | null {
  const text = typed.trim()
  if (text === '') return null
  return /^\d{1,9}$/.test(text) ? Number(text) : -1
}

/** Why a week is late, by the code of a reason or by its words; null where nothing is said. The refusal names the column and why. */
export function readLateCells(reason: string, note: string): Outcome<LateKept | null, { readonly code: string }> {
  const [said, words] = [readWords(reason).toLowerCase(), readWords(note)]
  if (said === '' && words === '') return done(null)
  const known = LATE_REASONS.find(({ code, label }) => code === said || label.toLowerCase() === said)
  const judged = judgeLate({ reason: known?.code ?? '', note: words })
  if (judged.ok) return judged
  const fault = said === '' ? 'late_reason:missing' : lateFaults[judged.refusal.code]
  return refused({ code: fault })
}

const lateFaults: Readonly<Record<LateFault['code'], string>> = {
  'late-missing': 'late_reason:not-listed',
  'late-note-missing': 'late_note:missing',
  'late-note-long': 'late_note:over-500',
}

/** Words as they were written before an export made them harmless. */
export function readWords(typed: string): string {
  const text = typed.replaceAll('\r\n', '\n').replaceAll('\u0000', '').trim()
  return /^'[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? text.slice(1) : text
}
