import { addDays, daysBetween, type LocalDate } from '../../../../core/dates.ts'
import { londonInstant } from '../../../../platform/clock.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import { readDay, typedDay } from '../shared/day-entry.ts'

export type Days = { readonly from: LocalDate; readonly until: LocalDate }
type Bounds = { readonly usual: Days; readonly longestDays: number; readonly tooLong: string }
type Period = {
  readonly days: Days
  /** The boxes as typed, or as the usual days would be. */
  readonly typed: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

/** A first and a last day as typed in their boxes; the usual ones when nothing was. */
export function readPeriod(query: Readonly<Record<string, unknown>>, { usual, longestDays, tooLong }: Bounds): Period {
  const typed = { ...typedDay(query, 'from'), ...typedDay(query, 'until') }
  if (Object.values(typed).every((box) => box === '')) return { days: usual, typed: boxesOf(usual), errors: [] }
  const [from, until] = [readDay(query, 'from', 'the first day'), readDay(query, 'until', 'the last day')]
  const errors = [from.error, until.error].filter((error) => error !== undefined)
  const days = { from: from.day ?? usual.from, until: until.day ?? usual.until }
  const length = daysBetween(days.from, days.until)
  if (errors.length === 0 && (length < 0 || length > longestDays)) errors.push({ field: 'until-day', text: tooLong })
  return { days, typed, errors }
}

/** Days in London, as instants. */
export function instantsOf({ from, until }: Days): { readonly from: Date; readonly until: Date } {
  return { from: londonInstant(from, '00:00'), until: londonInstant(addDays(until, 1), '00:00') }
}

function boxesOf(days: Days): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(days).flatMap(([field, day]) => {
      const [year = '', month = '', date = ''] = day.split('-')
      return [
        [`${field}-day`, String(Number(date))],
        [`${field}-month`, String(Number(month))],
        [`${field}-year`, year],
      ]
    }),
  )
}
