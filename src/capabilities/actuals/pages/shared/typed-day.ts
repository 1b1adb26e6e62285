import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../../core/outcome.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'

export type Values = Readonly<Record<string, string>>
export type Faulty = FieldError & { readonly code: 'faulty' }
export type Faults = { readonly code: 'faulty'; readonly faults: readonly FieldError[] }

/** Three boxes, `from-day` and so on. */
export function dayTyped(values: Values, prefix: string, what: string): Outcome<LocalDate, Faulty> {
  const [day = '', month = '', year = ''] = partsOf(values, prefix)
  const field = `${prefix}-day`
  if (`${day}${month}${year}` === '') return refused({ code: 'faulty', field, text: `Enter ${what}` })
  const parsed = parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (parsed === undefined)
    return refused({ code: 'faulty', field, text: `Enter ${what} as a real date, like 1 4 2026` })
  return done(parsed)
}

/** What is wrong with some of several boxes. */
export function faultsIn(read: readonly Outcome<unknown, Faulty>[]): readonly FieldError[] {
  return read.flatMap((one) => (one.ok ? [] : [one.refusal]))
}

export function isDayEmpty(values: Values, prefix: string): boolean {
  return partsOf(values, prefix).every((part) => part === '')
}

/** The three boxes as they are filled for a day. */
export function boxesOf(prefix: string, day: LocalDate): Values {
  const [year = '', month = '', date = ''] = day.split('-').map((part) => String(Number(part)))
  return { [`${prefix}-day`]: date, [`${prefix}-month`]: month, [`${prefix}-year`]: year }
}

function partsOf(values: Values, prefix: string): readonly string[] {
  return ['day', 'month', 'year'].map((part) => (values[`${prefix}-${part}`] ?? '').trim())
}

export function textOf(values: Values, field: string): string {
  return values[field] ?? ''
}

/** What a form sent, as texts. */
export function textsIn(body: unknown): Values {
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(
    Object.entries(body).filter((field): field is [string, string] => typeof field[1] === 'string'),
  )
}
