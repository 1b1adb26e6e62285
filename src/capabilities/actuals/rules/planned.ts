import { addDays, compareDays, earliest, latest, weekdayOf } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { divideHalfAwayFromZero, PARTS_PER_UNIT, quantity } from '../../../core/money.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import { countDays, daysIn, isEmpty, overlapOf, weekOf } from '../../../core/periods.ts'
import type { DayRange } from '../../../core/periods.ts'
import type { CalendarDay, VisitLine, VisitTable } from '../../../core/visit-prices.ts'
import { stepOf } from './week.ts'
import type { Unit } from './week.ts'

/** One version of a package as it is in force: what one whole week plans, and on which days if that is known. */
export type PlanVersion = DayRange & {
  readonly planned: Quantity
  /** Monday to Sunday. */
  readonly byDay: readonly Quantity[] | undefined
  readonly prices: readonly PlanPrice[]
  /** Prices of visits by date, where the line has some. */
  readonly tables?: readonly VisitTable[]
}
export type PlanPrice = DayRange & { readonly price: Rate }

export type Plan = {
  readonly unit: Unit
  readonly stepMinutes: number
  /** First and last day of the package. */
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly versions: readonly PlanVersion[]
  /** The council's own days in and about the week, where visits are priced by the kind of day. */
  readonly calendar?: readonly CalendarDay[]
}

/**
 * What is planned in one week. A version that plans by day counts its days in force; one that does not counts a
 * seventh of its week for each day in force. A week that is whole under one version is its plan exactly; a share of a
 * week is rounded, half up, to the step in which the unit is planned.
 */
export function plannedInWeek(plan: Plan, weekStart: LocalDate): Quantity {
  const segments = segmentsOf(plan, weekStart)
  const sevenths = segments.reduce((total, segment) => total + seventhsOf(segment), 0n)
  if (segments.every(isExact)) return quantity(sevenths / 7n)
  const step = planStep(plan.unit, plan.stepMinutes)
  return quantity(divideHalfAwayFromZero(sevenths, 7n * step) * step)
}

/** Units planned on each of the seven days; undefined when some version does not say. */
export function plannedByDay(plan: Plan, weekStart: LocalDate): readonly Quantity[] | undefined {
  const segments = segmentsOf(plan, weekStart)
  if (segments.length === 0 || segments.some(({ byDay }) => byDay === undefined)) return undefined
  return daysIn(weekOf(weekStart)).map((day) => {
    const inForce = segments.find(({ days }) => days.from <= day && day < days.until)
    return inForce === undefined ? quantity(0n) : onDay(inForce, day)
  })
}

/** The prices that could apply on the days of the week, each on the days of its own version. */
export function pricesInWeek(plan: Plan, weekStart: LocalDate): readonly PlanPrice[] {
  return segmentsOf(plan, weekStart)
    .flatMap(({ days, prices }) => prices.map(({ price, ...inForce }) => ({ ...overlapOf(days, inForce), price })))
    .filter((row) => !isEmpty(row))
    .toSorted((first, second) => compareDays(first.from, second.from))
}

/** The line that pays on the days of each version, with its prices of visits. */
export function visitLines({ versions }: Plan): readonly VisitLine[] {
  return versions.map(({ from, until, prices, tables = [] }) => ({ days: { from, until }, prices, tables }))
}

/** Planned shares of a week: hours in the contract's steps, sessions, days and nights whole, weeks in hundredths. */
export function planStep(unit: Unit, stepMinutes: number): bigint {
  return unit === 'hour' || unit === 'week' ? stepOf(unit, stepMinutes) : PARTS_PER_UNIT
}

type Segment = Pick<PlanVersion, 'planned' | 'byDay' | 'prices'> & { readonly days: DayRange }

function segmentsOf({ startsOn, endsOn, versions }: Plan, weekStart: LocalDate): readonly Segment[] {
  const week = weekOf(weekStart)
  const from = latest(week.from, startsOn)
  const cared = { from, until: endsOn === null ? week.until : earliest(week.until, addDays(endsOn, 1)) }
  return versions
    .map(({ planned, byDay, prices, ...inForce }) => ({ planned, byDay, prices, days: overlapOf(inForce, cared) }))
    .filter(({ days }) => !isEmpty(days))
}

function seventhsOf({ planned, byDay, days }: Segment): bigint {
  if (byDay === undefined) return planned * BigInt(countDays(days))
  return daysIn(days).reduce((total, day) => total + 7n * (byDay[weekdayOf(day) - 1] ?? 0n), 0n)
}

function isExact({ byDay, days }: Segment): boolean {
  return byDay !== undefined || countDays(days) === 7
}

function onDay({ byDay }: Segment, day: LocalDate): Quantity {
  return byDay?.[weekdayOf(day) - 1] ?? quantity(0n)
}
