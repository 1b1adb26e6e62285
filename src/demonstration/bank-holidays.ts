import { isBankHoliday } from '../core/bank-holidays.ts'
import { addDays, localDate, weekdayOf, type LocalDate } from '../core/dates.ts'

export function isWorkingDay(day: LocalDate): boolean {
  return weekdayOf(day) < 6 && !isBankHoliday(day)
}

/** The so-many-th working day after this one. */
export function workingDaysAfter(day: LocalDate, count: number): LocalDate {
  let at = day
  for (let left = count; left > 0;) {
    at = addDays(at, 1)
    if (isWorkingDay(at)) left -= 1
  }
  return at
}

/** This day, or the last working day before it: money is never late because of a weekend. */
export function workingDayBy(day: LocalDate): LocalDate {
  let at = localDate(day)
  while (!isWorkingDay(at)) at = addDays(at, -1)
  return at
}
