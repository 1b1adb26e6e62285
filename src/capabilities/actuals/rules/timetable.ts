import { addDays, daysBetween, weekdayOf } from '../../../core/dates.ts'
import type { LocalDate, Weekday } from '../../../core/dates.ts'
import { minutes } from '../../../core/decimal.ts'
import { quantity } from '../../../core/money.ts'
import type { Quantity } from '../../../core/money.ts'
import { daysIn, weekOf } from '../../../core/periods.ts'
import type { DayRange } from '../../../core/periods.ts'
import { paidMinutes } from '../../../core/visit-minutes.ts'
import type { Rounding } from '../../../core/visit-minutes.ts'
import { minuteOf, type TimedVisit } from '../../../core/visit-times.ts'
import type { Plan } from './planned.ts'
import type { Entry } from './week.ts'

/** A visit of the timetable, in the version of the package that is in force on some days. */
export type TimetableEntry = DayRange & {
  readonly weekday: Weekday
  readonly startsAt: string
  readonly minutes: number
  readonly carers: number
}

/** One visit as it is planned on its day. `endsAt` is the wall clock's: a night ends at the same hour when clocks change. */
export type PlannedVisit = {
  readonly day: LocalDate
  readonly startsAt: string
  readonly endsAt: string
  readonly minutes: number
  readonly carers: number
}

export const OUTCOMES = ['delivered', 'frustrated', 'missed'] as const
export type VisitOutcome = (typeof OUTCOMES)[number]

/** What became of a planned visit, which may have moved to another day of its week, or of one that was added. */
export type SaidVisit = {
  readonly planned: PlannedVisit | undefined
  readonly outcome: VisitOutcome
  readonly day: LocalDate
  readonly startsAt: string
  readonly endsAt: string
  readonly carers: number
}

/** Minutes that pass from a start until the next time the clock shows the end. */
export type MinutesBetween = (day: LocalDate, startsAt: string, endsAt: string) => number

/** The visits of one week in order of time: those of the version in force on each day of the package. */
export function plannedVisits(
  entries: readonly TimetableEntry[],
  { startsOn, endsOn }: Pick<Plan, 'startsOn' | 'endsOn'>,
  weekStart: LocalDate,
): readonly PlannedVisit[] {
  return daysIn(weekOf(weekStart))
    .filter((day) => startsOn <= day && (endsOn === null || day <= endsOn))
    .flatMap((day) =>
      entries
        .filter(({ weekday, from, until }) => weekday === weekdayOf(day) && from <= day && day < until)
        .toSorted((first, second) => (first.startsAt < second.startsAt ? -1 : 1))
        .map(({ startsAt, minutes: length, carers }) => {
          return { day, startsAt, endsAt: clockAfter(startsAt, length), minutes: length, carers }
        }),
    )
}

export function asPlanned(planned: PlannedVisit): SaidVisit {
  const { day, startsAt, endsAt, carers } = planned
  return { planned, outcome: 'delivered', day, startsAt, endsAt, carers }
}

export type CountedVisit = SaidVisit & {
  /** Minutes of one carer that passed, and those that the contract's rounding pays. */
  readonly logged: number
  readonly paid: number
}
export type CountedWeek = {
  readonly visits: readonly CountedVisit[]
  readonly entry: Omit<Entry, 'comment'>
  readonly actualByDay: readonly Quantity[]
  readonly frustratedByDay: readonly Quantity[]
  /** When each carer's visit was that is paid. */
  readonly times: readonly TimedVisit[]
  /** Only the clocks, which went forward or back in a night, make the week differ from its plan. */
  readonly clocksOnly: boolean
}

type Counting = {
  readonly weekStart: LocalDate
  readonly rounding: Rounding
  readonly minutesBetween: MinutesBetween
}

/** The week that its visits add up to. Each carer's visit is rounded on its own, as call-monitoring records are. */
export function countVisits(said: readonly SaidVisit[], counting: Counting): CountedWeek {
  const visits = said.map((visit) => countVisit(visit, counting))
  const parts = visits.map(partsOf)
  const moved = movedMinutes(visits, parts)
  const total = (of: keyof Parts, less = 0) => minutes(parts.reduce((sum, part) => sum + part[of], 0) - less)
  const onDays = (of: keyof Parts) =>
    Array.from({ length: 7 }, (_, offset) =>
      minutes(
        visits.reduce((sum, { day }, place) => {
          return daysBetween(counting.weekStart, day) === offset ? sum + (parts[place]?.[of] ?? 0) : sum
        }, 0),
      ),
    )
  const differs = visits.filter((visit, place) => isDifferent(parts[place]) && !isByClocks(visit))
  return {
    visits,
    entry: {
      frustrated: total('frustrated'),
      missed: total('missed', moved),
      extra: total('extra', moved),
      visits: visits.filter(({ outcome }) => outcome === 'delivered').length,
    },
    actualByDay: onDays('actual'),
    frustratedByDay: onDays('frustrated'),
    times: visits.flatMap((visit) => timesOf(visit, counting.weekStart)),
    clocksOnly: differs.length === 0 && parts.some(isDifferent),
  }
}

/** What the timetable itself comes to, to be held against what the package plans for the week. */
export function plannedMinutes(planned: readonly PlannedVisit[]): Quantity {
  return quantity(planned.reduce((sum, { minutes: length, carers }) => sum + minutes(length * carers), 0n))
}

function countVisit(visit: SaidVisit, { rounding, minutesBetween }: Counting): CountedVisit {
  const { planned, outcome, day, startsAt, endsAt } = visit
  const logged = minutesBetween(day, startsAt, endsAt)
  // The cap of a night in which clocks change is the time that passes between its planned hours.
  const cap = planned === undefined ? undefined : minutesBetween(planned.day, planned.startsAt, planned.endsAt)
  const { paid } = paidMinutes({ minutes: logged, plannedMinutes: cap, status: outcome }, rounding)
  // A visit as it was planned is what was planned, whatever the rounding makes of other visits.
  const exact = cap !== undefined && logged === cap && outcome === 'delivered'
  return { ...visit, logged, paid: exact ? logged : paid }
}

/** A frustrated visit is paid as it was planned; one that was added, as long as it would have been. */
function timesOf(visit: CountedVisit, weekStart: LocalDate): readonly TimedVisit[] {
  const { planned, outcome, day, startsAt } = visit
  if (outcome === 'missed') return []
  const frustrated = outcome === 'frustrated'
  const { minutes: lasted, carers } = (frustrated ? planned : undefined) ?? { ...visit, minutes: visit.paid }
  const time = { minute: daysBetween(weekStart, day) * 1440 + minuteOf(startsAt), paid: lasted, frustrated }
  return Array.from({ length: carers }, () => time)
}

type Parts = Readonly<Record<'actual' | 'frustrated' | 'missed' | 'extra', number>>

const NOTHING: Parts = { actual: 0, frustrated: 0, missed: 0, extra: 0 }

function partsOf({ planned, outcome, carers, paid }: CountedVisit): Parts {
  if (planned === undefined) return addedParts(outcome, paid * carers)
  const whole = planned.minutes * planned.carers
  if (outcome === 'frustrated') return { ...NOTHING, frustrated: whole }
  if (outcome === 'missed') return { ...NOTHING, missed: whole }
  const actual = paid * carers
  return { actual, frustrated: 0, missed: Math.max(0, whole - actual), extra: Math.max(0, actual - whole) }
}

/** On top of the plan, whatever became of it: what was frustrated was extra and is not delivered, one that was missed is neither. */
function addedParts(outcome: VisitOutcome, length: number): Parts {
  if (outcome === 'missed') return NOTHING
  return outcome === 'frustrated'
    ? { ...NOTHING, frustrated: length, extra: length }
    : { ...NOTHING, actual: length, extra: length }
}

/**
 * A visit that was not made when it was planned and is added at another time of the week has moved: as far as the two go
 * together, nothing was missed and nothing is extra. A visit that was shorter or longer has not moved.
 */
function movedMinutes(visits: readonly CountedVisit[], parts: readonly Parts[]): number {
  const sum = (of: 'missed' | 'extra', isMeant: (visit: CountedVisit) => boolean) =>
    visits.reduce((total, visit, place) => total + (isMeant(visit) ? (parts[place]?.[of] ?? 0) : 0), 0)
  return Math.min(
    sum('missed', ({ planned, outcome }) => planned !== undefined && outcome === 'missed'),
    sum('extra', ({ planned }) => planned === undefined),
  )
}

function isDifferent(parts: Parts | undefined): boolean {
  return parts !== undefined && parts.frustrated + parts.missed + parts.extra > 0
}

function isByClocks({ planned, outcome, day, startsAt, endsAt, carers }: CountedVisit): boolean {
  return (
    planned !== undefined &&
    outcome === 'delivered' &&
    planned.day === day &&
    planned.startsAt === startsAt &&
    planned.endsAt === endsAt &&
    planned.carers === carers
  )
}

/** '07:00' for eight hours from '23:00'. */
export function clockAfter(startsAt: string, length: number): string {
  const [hours = 0, rest = 0] = startsAt.split(':').map(Number)
  const end = (hours * 60 + rest + length) % 1440
  return `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`
}

/** The day on which a visit ends: the next one when its end is not after its start. */
export function endDay(day: LocalDate, startsAt: string, endsAt: string): LocalDate {
  return endsAt > startsAt ? day : addDays(day, 1)
}
