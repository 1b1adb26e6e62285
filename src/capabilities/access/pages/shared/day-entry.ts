import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'

type Boxes = Readonly<Record<string, unknown>>

/** The three boxes of a date, as typed. */
export function typedDay(body: Boxes, field: string): Readonly<Record<string, string>> {
  const names = ['day', 'month', 'year'].map((part) => `${field}-${part}`)
  return Object.fromEntries(names.map((name) => [name, textOf(body[name])]))
}

type Read = { readonly day: LocalDate; readonly error?: never } | { readonly day?: never; readonly error: FieldError }

/** "It" is what the day is called in the middle of a sentence: "the last day". */
export function readDay(body: Boxes, field: string, it: string): Read {
  const [day = '', month = '', year = ''] = Object.values(typedDay(body, field))
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const read = /^\d{4}$/.test(year) ? parseLocalDate(text) : undefined
  if (read !== undefined) return { day: read }
  const missing = [day, month, year].every((box) => box === '')
  return {
    error: { field: `${field}-day`, text: missing ? `Enter ${it}` : `Enter ${it} as a real date, like 27 3 2026` },
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 10) : ''
}
