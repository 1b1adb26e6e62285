/** A calendar day as 'YYYY-MM-DD'. Compared as text; it has no time and no zone. */
export type LocalDate = string & { readonly __unit: 'day' }

/** Monday is 1, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const
const SHORTEST_MONTH = 28
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
/** 1 January 1970, the day from which days are counted here, was a Thursday. */
const WEEKDAY_OF_DAY_ZERO = 3

/** A day that is in the calendar, in the years 1 to 9999; 30 February and '2025-3-1' are not. */
export function parseLocalDate(text: string): LocalDate | undefined {
  const [, year, month, day] = SHAPE.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const length = daysInMonth(Number(year), Number(month))
  return Number(year) > 0 && Number(day) >= 1 && Number(day) <= length ? (text as LocalDate) : undefined
}

/** For days written in the code and rows read from the database; anything else is parsed. */
export function localDate(text: string): LocalDate {
  const day = parseLocalDate(text)
  if (day === undefined) throw new RangeError(`${text} is not a day`)
  return day
}

export function addDays(day: LocalDate, days: number): LocalDate {
  const inMonth = Number(day.slice(8)) + days
  // Most steps stay within a month, and a page of prices takes thousands of them.
  if (inMonth >= 1 && inMonth <= SHORTEST_MONTH) return dayOf(day.slice(0, 8), inMonth)
  return fromDayNumber(toDayNumber(day) + days)
}

/** How many nights lie between two days; negative when the second is the earlier one. */
export function daysBetween(first: LocalDate, second: LocalDate): number {
  return toDayNumber(second) - toDayNumber(first)
}

export function weekdayOf(day: LocalDate): Weekday {
  return WEEKDAYS[modulo(toDayNumber(day) + WEEKDAY_OF_DAY_ZERO, 7)] ?? 1
}

/** The last day at or before this one that falls on the weekday on which the council's weeks begin. */
export function startOfWeek(day: LocalDate, weekStartsOn: Weekday): LocalDate {
  return addDays(day, -modulo(weekdayOf(day) - weekStartsOn, 7))
}

export function compareDays(first: LocalDate, second: LocalDate): -1 | 0 | 1 {
  if (first === second) return 0
  return first < second ? -1 : 1
}
export function isBefore(first: LocalDate, second: LocalDate): boolean {
  return first < second
}
export function isAfter(first: LocalDate, second: LocalDate): boolean {
  return first > second
}
export function earliest(first: LocalDate, ...others: readonly LocalDate[]): LocalDate {
  return others.reduce((best, day) => (day < best ? day : best), first)
}
export function latest(first: LocalDate, ...others: readonly LocalDate[]): LocalDate {
  return others.reduce((best, day) => (day > best ? day : best), first)
}

function daysInMonth(year: number, month: number): number {
  if (month < 1 || month > 12) return 0
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function daysBeforeYear(year: number): number {
  const past = year - 1
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400)
}

function daysBeforeMonth(year: number, month: number): number {
  return (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0)
}

const DAYS_BEFORE_1970 = 719_162

function toDayNumber(day: LocalDate): number {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + Number(day.slice(8, 10)) - 1 - DAYS_BEFORE_1970
}

function fromDayNumber(number: number): LocalDate {
  const sinceYearOne = number + DAYS_BEFORE_1970
  let year = Math.floor(sinceYearOne / 365.2425) + 1
  while (daysBeforeYear(year) > sinceYearOne) year -= 1
  while (daysBeforeYear(year + 1) <= sinceYearOne) year += 1
  const dayOfYear = sinceYearOne - daysBeforeYear(year)
  let month = 12
  while (daysBeforeMonth(year, month) > dayOfYear) month -= 1
  if (year < 1 || year > 9999) throw new RangeError(`the year ${String(year)} is outside the calendar`)
  return dayOf(`${padded(year, 4)}-${padded(month, 2)}-`, dayOfYear - daysBeforeMonth(year, month) + 1)
}

/** A day that is known to be in its month, which begins as the month is written. */
function dayOf(month: string, day: number): LocalDate {
  return `${month}${padded(day, 2)}` as LocalDate
}

function padded(number: number, width: number): string {
  return String(number).padStart(width, '0')
}

function modulo(dividend: number, divisor: number): number {
  return ((dividend % divisor) + divisor) % divisor
}
