import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import { isTooFarToCommission } from '../../rules/far-ahead.ts'

type Typed = Readonly<Partial<Record<string, string>>>

const text = z.string().max(200).default('')

/** The three boxes of a day, as a form sends them. */
export function sentDay(field: string) {
  return { [`${field}-day`]: text, [`${field}-month`]: text, [`${field}-year`]: text }
}

/** A day from its three boxes; undefined when they hold none. */
export function typedDay(typed: Typed, field: string): LocalDate | undefined {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) => typed[`${field}-${part}`]?.trim())
  return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** A first day that the council decides is within some years: a later one is a mistyped year. */
export function farAhead(field: string, day: LocalDate | undefined, today: LocalDate): readonly FieldError[] {
  if (day === undefined || !isTooFarToCommission(day, today)) return []
  return [{ field: `${field}-day`, text: 'The day must be within five years from today. Check the year' }]
}

export function isLeftEmpty(typed: Typed, field: string): boolean {
  return ['day', 'month', 'year'].every((part) => (typed[`${field}-${part}`] ?? '').trim() === '')
}

/** The three boxes as they are filled for a day. */
export function boxesOf(field: string, day: LocalDate): Readonly<Record<string, string>> {
  const [year = '', month = '', date = ''] = day.split('-').map((part) => String(Number(part)))
  return { [`${field}-day`]: date, [`${field}-month`]: month, [`${field}-year`]: year }
}
