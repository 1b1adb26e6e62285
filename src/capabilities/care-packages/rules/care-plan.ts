import { PARTS_PER_UNIT, quantity, type Quantity } from '../../../core/money.ts'
import { minutes } from '../../../core/decimal.ts'
import type { Package, TimetableEntry } from './package.ts'

/** A visit as it is planned every week. */
export type PlannedVisit = Omit<TimetableEntry, 'version'>

/** What is planned for a week. */
export type CarePlan = {
  readonly planned: Quantity
  /** Monday to Sunday, where it is planned by day. */
  readonly plannedByDay: readonly Quantity[] | null
  /** None where there is no timetable. */
  readonly visits: readonly PlannedVisit[]
}

/** A timetable says the hours itself: the minutes of every visit, once for each carer. Other units count visits. */
export function planOfVisits(visits: readonly PlannedVisit[], unit: Package['unit']): CarePlan {
  const unitsOf = ({ minutes: length, carers }: PlannedVisit) =>
    unit === 'hour' ? minutes(length * carers) : PARTS_PER_UNIT * BigInt(carers)
  const plannedByDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
    quantity(visits.filter((visit) => visit.weekday === weekday).reduce((sum, visit) => sum + unitsOf(visit), 0n)),
  )
  return { planned: quantity(plannedByDay.reduce((sum, day) => sum + day, 0n)), plannedByDay, visits: inOrder(visits) }
}

/** A day has 24 hours, for each carer of its visits. Where there are none, two people may be there all day. */
const HOURS_IN_A_DAY = 24n * PARTS_PER_UNIT
const MOST_CARERS_UNSAID = 2

export function hasOverfullDay({ plannedByDay, visits = [] }: DaysOfPlan, unit: Package['unit']): boolean {
  if (unit !== 'hour') return false
  return (plannedByDay ?? []).some((planned, index) => {
    const carers = visits.filter(({ weekday }) => weekday === index + 1).map((visit) => visit.carers)
    const most = visits.length === 0 ? MOST_CARERS_UNSAID : Math.max(1, ...carers)
    return planned > HOURS_IN_A_DAY * BigInt(most)
  })
}
type DaysOfPlan = Pick<CarePlan, 'plannedByDay'> & Partial<Pick<CarePlan, 'visits'>>

/** Two visits that begin at the same minute of one day are one with two carers. */
export function hasTwoAtOnce(visits: readonly PlannedVisit[]): boolean {
  return new Set(visits.map(({ weekday, startsAt }) => `${String(weekday)} ${startsAt}`)).size < visits.length
}

export function isSameTimetable(one: readonly PlannedVisit[], other: readonly PlannedVisit[]): boolean {
  const words = (visits: readonly PlannedVisit[]) =>
    inOrder(visits)
      .map(({ weekday, startsAt, minutes: length, carers }) => [weekday, startsAt, length, carers].join())
      .join(';')
  return words(one) === words(other)
}

export type VisitChange = PlannedVisit & { readonly change: 'same' | 'new' | 'gone' }

/** The visits of two timetables beside each other, in the order of the week. */
export function timetableChanges(now: readonly PlannedVisit[], then: readonly PlannedVisit[]): readonly VisitChange[] {
  const isIn = (visits: readonly PlannedVisit[], visit: PlannedVisit) =>
    visits.some((one) => isSameTimetable([one], [visit]))
  const kept = then.map((visit) => ({ ...visit, change: isIn(now, visit) ? ('same' as const) : ('new' as const) }))
  const gone = now.filter((visit) => !isIn(then, visit)).map((visit) => ({ ...visit, change: 'gone' as const }))
  return [...kept, ...gone].toSorted(byTime)
}

function byTime(a: PlannedVisit, b: PlannedVisit): number {
  if (a.weekday !== b.weekday) return a.weekday - b.weekday
  return a.startsAt === b.startsAt ? 0 : a.startsAt < b.startsAt ? -1 : 1
}

function inOrder(visits: readonly PlannedVisit[]): readonly PlannedVisit[] {
  return visits.toSorted(byTime)
}
