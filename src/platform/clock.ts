import { AsyncLocalStorage } from 'node:async_hooks'
import { localDate } from '../core/dates.ts'
import type { LocalDate } from '../core/dates.ts'

export type Clock = { readonly now: () => Date }

/** A day and a time of day as a wall clock in England shows them; the time is 'HH:MM'. */
export type LocalMoment = { readonly date: LocalDate; readonly time: string }

const LONDON = 'Europe/London'

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still, for tests and for replaying a day. */
export function fixedClock(instant: string): Clock {
  const stopped = Temporal.Instant.from(instant).epochMilliseconds
  return { now: () => new Date(stopped) }
}

/** A clock that shows another day inside a sandbox: to whatever `act` begins, until that has ended, and to nobody else. */
export type TravellingClock = Clock & { readonly ahead: <T>(days: number, act: () => T) => T }

const DAY_MILLISECONDS = 86_400_000

export function travellingClock(clock: Clock): TravellingClock {
  const daysAhead = new AsyncLocalStorage<number>()
  return {
    now: () => new Date(clock.now().getTime() + (daysAhead.getStore() ?? 0) * DAY_MILLISECONDS),
    ahead: (days, act) => daysAhead.run(days, act),
  }
}

const HOUR_MILLISECONDS = 3_600_000
let lastHour = { hour: Number.NaN, day: localDate('1970-01-01') }

/** Asked several times for every page. England's clock is whole hours from UTC, so no day changes within an hour. */
export function londonToday(now: Date): LocalDate {
  const hour = Math.floor(now.getTime() / HOUR_MILLISECONDS)
  if (hour !== lastHour.hour) lastHour = { hour, day: localDate(inLondon(now).toPlainDate().toString()) }
  return lastHour.day
}

const MINUTE_MILLISECONDS = 60_000
let lastMinute = { minute: Number.NaN, moment: { date: localDate('1970-01-01'), time: '00:00' } }

/** Every page says until when it is open. */
export function londonMoment(now: Date): LocalMoment {
  const minute = Math.floor(now.getTime() / MINUTE_MILLISECONDS)
  if (minute !== lastMinute.minute) lastMinute = { minute, moment: momentIn(inLondon(now)) }
  return lastMinute.moment
}

function momentIn(there: Temporal.ZonedDateTime): LocalMoment {
  return {
    date: localDate(there.toPlainDate().toString()),
    time: there.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}

/**
 * The instant of a wall-clock time. In the spring gap the clock's jump is added (01:30 means 02:30); in the autumn
 * hour that happens twice the first one is meant.
 */
export function londonInstant(date: LocalDate, time: string): Date {
  return new Date(zoned({ date, time }).epochMilliseconds)
}

/** Minutes that passed, not minutes on the dial: a night shift is an hour shorter or longer when clocks change. */
export function elapsedMinutes(start: LocalMoment, end: LocalMoment): number {
  return Math.round((zoned(end).epochMilliseconds - zoned(start).epochMilliseconds) / 60_000)
}

function inLondon(now: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(LONDON)
}

function zoned({ date, time }: LocalMoment): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(LONDON)
}
