import type { Weekday } from '../../../core/dates.ts'

/** A number that the database keeps between 1 and 7. */
export function weekdayFrom(number: number): Weekday {
  const days = [1, 2, 3, 4, 5, 6, 7] as const
  return days[number - 1] ?? 1
}
