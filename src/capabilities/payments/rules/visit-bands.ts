import { addDays, weekdayOf } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Rate } from '../../../core/money.ts'

export const BAND_DAYS = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
  'weekday',
  'weekend',
  'bank-holiday',
  'special-day',
] as const
export type BandDay = (typeof BAND_DAYS)[number]

/** An hourly price for a time of day, in minutes after midnight, on some days. It does not cross midnight. */
export type Band = {
  readonly days: readonly BandDay[]
  readonly from: number
  readonly until: number
  readonly price: Rate
}

export type BandCalendar = { readonly bankHolidays: readonly LocalDate[]; readonly specialDays: readonly LocalDate[] }

/** A stretch of paid time at one hourly price. */
export type BandPart = { readonly minutes: number; readonly price: Rate }

const MINUTES_IN_DAY = 1440
const NAMED = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** What the day is, the most particular first: special day, bank holiday, its name, weekday or weekend. */
function kindsOf(day: LocalDate, calendar: BandCalendar): readonly BandDay[] {
  const weekday = weekdayOf(day)
  return [
    ...(calendar.specialDays.includes(day) ? (['special-day'] as const) : []),
    ...(calendar.bankHolidays.includes(day) ? (['bank-holiday'] as const) : []),
    NAMED[weekday - 1] ?? 'mon',
    weekday > 5 ? 'weekend' : 'weekday',
  ]
}

/** The band in force at a moment: the most particular kind of day wins, then the band listed first. */
export function bandAt(
  bands: readonly Band[],
  day: LocalDate,
  minute: number,
  calendar: BandCalendar,
): Band | undefined {
  const open = bands.filter((band) => band.from <= minute && minute < band.until)
  for (const kind of kindsOf(day, calendar)) {
    const found = open.find((band) => band.days.includes(kind))
    if (found !== undefined) return found
  }
  return undefined
}

export type BandedTime = { readonly day: LocalDate; readonly startMinute: number; readonly minutes: number }

/** The time cut at every edge of a band and at midnight; undefined when some of it is in no band. */
export function splitByBand(
  time: BandedTime,
  bands: readonly Band[],
  calendar: BandCalendar,
): readonly BandPart[] | undefined {
  const edges = [...new Set([...bands.flatMap(({ from, until }) => [from, until]), MINUTES_IN_DAY])]
  const parts: BandPart[] = []
  let { day, startMinute: minute, minutes: left } = time
  while (left > 0) {
    const band = bandAt(bands, day, minute, calendar)
    if (band === undefined) return undefined
    const now = minute
    const edge = Math.min(...edges.filter((each) => each > now))
    const spent = Math.min(left, edge - minute)
    parts.push({ minutes: spent, price: band.price })
    left -= spent
    minute += spent
    if (minute === MINUTES_IN_DAY) [day, minute] = [addDays(day, 1), 0]
  }
  return parts
}
