import { weekdayOf } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { paidMinutes, type Rounding } from '../../../core/visit-minutes.ts'
import { minuteOf } from '../../../core/visit-times.ts'
import type { TimetableEntry } from './timetable.ts'
import type { LoggedVisit } from './visit-row.ts'

/** A package on which a visit may be placed, with the rule of its contract and its timetable. */
export type Candidate = {
  readonly packageId: string
  readonly reference: string
  readonly personName: string
  readonly serviceId: string
  readonly serviceName: string
  readonly contractId: string
  readonly clientRef: string
  /** The days [from, until) on which it takes visits under this rule of its contract; another rule makes another candidate. */
  readonly from: LocalDate
  readonly until: LocalDate
  readonly diedOn: LocalDate | null
  readonly rounding: Rounding
  readonly windowMinutes: number
  readonly timetable: readonly TimetableEntry[]
}
export type Placeable = Pick<
  LoggedVisit,
  'day' | 'claimedAt' | 'plannedAt' | 'plannedMinutes' | 'logged' | 'outcome'
> & {
  readonly clientRef: string
}
export type Match =
  | { readonly candidate: Candidate; readonly planned: TimetableEntry | undefined }
  | { readonly why: 'no-package' | 'no-time' | 'several' }

/**
 * The package whose planned visit begins nearest, within the window of its contract. A package without a timetable takes
 * any visit on its days. Two that fit alike are for a person to choose between. `store/upload/judge-visits.ts` is the same
 * for sets.
 */
export function matchVisit(visit: Placeable, candidates: readonly Candidate[]): Match {
  const inDates = candidates.filter((candidate) => takes(candidate, visit))
  if (inDates.length === 0) return { why: 'no-package' }
  const near = inDates
    .map((candidate) => ({ candidate, ...nearest(visit, candidate) }))
    .filter(({ apart, candidate }) => apart <= candidate.windowMinutes)
    .toSorted((first, second) => first.apart - second.apart)
  const [best, next] = near
  if (best === undefined) return { why: 'no-time' }
  if (next?.apart === best.apart) return { why: 'several' }
  return { candidate: best.candidate, planned: best.planned }
}

function takes({ clientRef, from, until }: Candidate, visit: Pick<Placeable, 'clientRef' | 'day'>): boolean {
  return clientRef === visit.clientRef && from <= visit.day && visit.day < until
}

/** The packages of the person that take visits on the day, those nearest in time first, for a person to choose from. */
export function suggestions(visit: Placeable, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates
    .filter((candidate) => takes(candidate, visit))
    .map((candidate) => ({ candidate, ...nearest(visit, candidate) }))
    .toSorted((first, second) => first.apart - second.apart)
    .map(({ candidate }) => candidate)
}

/** Minutes of one carer that are paid: rounded and capped as the contract says. */
export function paidFor(visit: Placeable, { rounding }: Candidate, planned: TimetableEntry | undefined): number {
  const plannedLength = visit.plannedMinutes ?? planned?.minutes
  return paidMinutes({ minutes: visit.logged, plannedMinutes: plannedLength, status: visit.outcome }, rounding).paid
}

type Nearest = { readonly apart: number; readonly planned: TimetableEntry | undefined }

function nearest({ day, claimedAt, plannedAt }: Placeable, { timetable, windowMinutes }: Candidate): Nearest {
  if (timetable.length === 0) return { apart: windowMinutes, planned: undefined }
  const start = minuteOf(plannedAt ?? claimedAt)
  const [best] = timetable
    .filter(({ weekday, from, until }) => weekday === weekdayOf(day) && from <= day && day < until)
    .map((planned) => ({ planned, apart: Math.abs(minuteOf(planned.startsAt) - start) }))
    .toSorted((first, second) => first.apart - second.apart || compared(first.planned, second.planned))
  return best ?? { apart: Number.POSITIVE_INFINITY, planned: undefined }
}

/** Two that are equally near: the earlier, and of those the shorter. */
function compared(first: TimetableEntry, second: TimetableEntry): number {
  return minuteOf(first.startsAt) - minuteOf(second.startsAt) || first.minutes - second.minutes
}
