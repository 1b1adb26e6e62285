import { isBankHoliday } from '../../../core/bank-holidays.ts'
import { addDays, weekdayOf } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Band, BandDay, CalendarDay } from '../../../core/visit-prices.ts'

export type BandCalendar = {
  readonly isBankHoliday: (day: LocalDate) => boolean
  readonly isSpecialDay: (day: LocalDate) => boolean
}

/** The bank holidays of England and Wales, as far as the council does not say otherwise. */
export function calendarOf(days: readonly CalendarDay[]): BandCalendar {
  const kinds = new Map(days.map(({ day, kind }) => [day, kind]))
  return {
    isBankHoliday: (day) => {
      const kind = kinds.get(day)
      return kind === 'bank-holiday' || (kind !== 'ordinary-day' && isBankHoliday(day))
    },
    isSpecialDay: (day) => kinds.get(day) === 'special-day',
  }
}

const MINUTES_IN_DAY = 1440
const NAMED = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** What the day is, the most particular first: special day, bank holiday, its name, weekday or weekend. */
function kindsOf(day: LocalDate, calendar: BandCalendar): readonly BandDay[] {
  const weekday = weekdayOf(day)
  return [
    ...(calendar.isSpecialDay(day) ? (['special-day'] as const) : []),
    ...(calendar.isBankHoliday(day) ? (['bank-holiday'] as const) : []),
    NAMED[weekday - 1] ?? 'mon',
    weekday > 5 ? 'weekend' : 'weekday',
  ]
}

export type BandInForce = { readonly band: Band; readonly kind: BandDay }

/** The band in force at a moment: the most particular kind of day wins, then the band listed first. */
export function bandAt(
  bands: readonly Band[],
  day: LocalDate,
  minute: number,
  calendar: BandCalendar,
): BandInForce | undefined {
  const open = bands.filter((band) => band.from <= minute && minute < band.until)
  for (const kind of kindsOf(day, calendar)) {
    const band = open.find(({ days }) => days.includes(kind))
    if (band !== undefined) return { band, kind }
  }
  return undefined
}

export type BandedTime = { readonly day: LocalDate; readonly startMinute: number; readonly minutes: number }

/** The time from so many minutes after the start of a day, which may be beyond its midnight. */
export function timeFrom(day: LocalDate, minute: number, minutes: number): BandedTime {
  const nights = Math.floor(minute / MINUTES_IN_DAY)
  return { day: addDays(day, nights), startMinute: minute - nights * MINUTES_IN_DAY, minutes }
}

/** The time cut at every edge of a band and at midnight, so that each piece has one price. */
export function cutAtEdges(time: BandedTime, bands: readonly Band[]): readonly BandedTime[] {
  const edges = [...new Set([...bands.flatMap(({ from, until }) => [from, until]), MINUTES_IN_DAY])]
  const pieces: BandedTime[] = []
  let rest = time
  while (rest.minutes > 0) {
    const { day, startMinute, minutes } = rest
    const edge = Math.min(...edges.filter((each) => each > startMinute))
    const spent = Math.min(minutes, edge - startMinute)
    pieces.push({ day, startMinute, minutes: spent })
    rest = timeFrom(day, startMinute + spent, minutes - spent)
  }
  return pieces
}
