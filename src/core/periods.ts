import { addDays, daysBetween, earliest, latest } from './dates.ts'
import type { LocalDate } from './dates.ts'

/** Days from the first up to, and not including, `until`. */
export type DayRange = { readonly from: LocalDate; readonly until: LocalDate }

/** Payments go in four-weekly periods: 13 of them are 364 days, so their dates drift against the year. */
export const DAYS_IN_PERIOD = 28

export function dayRange(from: LocalDate, until: LocalDate): DayRange {
  return { from, until }
}
/** The same days, told by their first and last, as people and price files name them. */
export function rangeOfDays(first: LocalDate, last: LocalDate): DayRange {
  return { from: first, until: addDays(last, 1) }
}
export function lastDay(range: DayRange): LocalDate {
  return addDays(range.until, -1)
}
export function countDays(range: DayRange): number {
  return Math.max(0, daysBetween(range.from, range.until))
}
export function isEmpty(range: DayRange): boolean {
  return range.until <= range.from
}
export function contains(range: DayRange, day: LocalDate): boolean {
  return range.from <= day && day < range.until
}
/** The days in both; may be empty. */
export function overlapOf(first: DayRange, second: DayRange): DayRange {
  return { from: latest(first.from, second.from), until: earliest(first.until, second.until) }
}
export function overlaps(first: DayRange, second: DayRange): boolean {
  return !isEmpty(overlapOf(first, second))
}
export function daysIn(range: DayRange): readonly LocalDate[] {
  return Array.from({ length: countDays(range) }, (_, offset) => addDays(range.from, offset))
}
export function weekOf(weekStart: LocalDate): DayRange {
  return { from: weekStart, until: addDays(weekStart, 7) }
}

/** The period that holds the day; the anchor is the first day of any one period. */
export function periodContaining(anchor: LocalDate, day: LocalDate, days: number = DAYS_IN_PERIOD): DayRange {
  const from = addDays(anchor, Math.floor(daysBetween(anchor, day) / days) * days)
  return { from, until: addDays(from, days) }
}
export function periodAfter(period: DayRange): DayRange {
  return { from: period.until, until: addDays(period.until, countDays(period)) }
}
export function periodBefore(period: DayRange): DayRange {
  return { from: addDays(period.from, -countDays(period)), until: period.from }
}
/** The first days of the whole weeks in a period that begins with a week. */
export function weeksIn(period: DayRange): readonly LocalDate[] {
  return Array.from({ length: Math.floor(countDays(period) / 7) }, (_, week) => addDays(period.from, week * 7))
}
