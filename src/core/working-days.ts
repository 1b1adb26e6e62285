import { isBankHoliday } from './bank-holidays.ts'
import { addDays, weekdayOf, type LocalDate } from './dates.ts'

/** The day by which an answer is promised: so many working days after the day on which it was asked for. */
export function addWorkingDays(day: LocalDate, days: number): LocalDate {
  let reached = day
  for (let left = days; left > 0; left -= 1) {
    reached = addDays(reached, 1)
    while (!isWorkingDay(reached)) reached = addDays(reached, 1)
  }
  return reached
}

/** In England and Wales, as far ahead as bank holidays are published. */
export function isWorkingDay(day: LocalDate): boolean {
  return weekdayOf(day) <= 5 && !isBankHoliday(day)
}

/** This day, or the last working day before it: money is never late because of a weekend. */
export function workingDayBy(day: LocalDate): LocalDate {
  let at = day
  while (!isWorkingDay(at)) at = addDays(at, -1)
  return at
}

/** How many working days have come since this day, up to and with the other. */
export function workingDaysSince(day: LocalDate, today: LocalDate): number {
  let count = 0
  for (let at = addDays(day, 1); at <= today; at = addDays(at, 1)) if (isWorkingDay(at)) count += 1
  return count
}
