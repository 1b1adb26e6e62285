import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { asPlanned, type PlannedVisit, type SaidVisit, type VisitOutcome } from './timetable.ts'
import { dayInWeek, readTime } from './typed-visits.ts'

/** What a program says of one visit: of a planned one by its day and start, perhaps on another day, or of one that was added. */
export type SentVisitOfWeek = {
  readonly planned: { readonly day: string; readonly startsAt: string } | null
  readonly outcome: VisitOutcome
  readonly day?: string | undefined
  readonly startsAt?: string | undefined
  readonly endsAt?: string | undefined
  readonly carers?: number | undefined
}
export type SentVisitFault = {
  /** Its place in what was sent. */
  readonly at: number
  readonly member: 'planned' | 'day' | 'startsAt' | 'endsAt'
  readonly code: 'no-such-visit' | 'named-twice' | 'not-a-time' | 'no-length' | 'other-week' | 'incomplete'
}

type Refusal = { readonly code: 'misread'; readonly faults: readonly SentVisitFault[] }
type Read = { readonly visit: SaidVisit } | { readonly faults: readonly SentVisitFault[] }

/** The whole week: a planned visit that nothing is said of was delivered as it was planned. */
export function readSentVisits(
  planned: readonly PlannedVisit[],
  sent: readonly SentVisitOfWeek[],
  weekStart: LocalDate,
): Outcome<readonly SaidVisit[], Refusal> {
  const places = new Map<PlannedVisit, number>()
  const read = sent.map((visit, at): Read => {
    if (visit.planned === null) return readAdded(visit, at, weekStart)
    const meant = findPlanned(planned, visit.planned)
    if (meant === undefined) return fault(at, 'planned', 'no-such-visit')
    if (places.has(meant)) return fault(at, 'planned', 'named-twice')
    places.set(meant, at)
    return readPlanned(meant, visit, { at, weekStart })
  })
  const faults = read.flatMap((one) => ('faults' in one ? one.faults : []))
  if (faults.length > 0) return refused({ code: 'misread', faults })
  const said = read.flatMap((one) => ('visit' in one ? [one.visit] : []))
  const saidOf = new Map(said.map((visit) => [visit.planned, visit]))
  const added = said.filter((visit) => visit.planned === undefined)
  return done([...planned.map((visit) => saidOf.get(visit) ?? asPlanned(visit)), ...added])
}

function fault(at: number, member: SentVisitFault['member'], code: SentVisitFault['code']): Read {
  return { faults: [{ at, member, code }] }
}

function findPlanned(planned: readonly PlannedVisit[], { day, startsAt }: { day: string; startsAt: string }) {
  const time = readTime(startsAt)
  return planned.find((visit) => visit.day === day && visit.startsAt === time)
}

type About = { readonly at: number; readonly weekStart: LocalDate }

function readPlanned(planned: PlannedVisit, visit: SentVisitOfWeek, { at, weekStart }: About): Read {
  const whole = asPlanned(planned)
  const { outcome, startsAt = planned.startsAt, endsAt = planned.endsAt, carers = planned.carers } = visit
  if (outcome !== 'delivered') return { visit: { ...whole, outcome } }
  const day = dayInWeek(visit.day ?? planned.day, weekStart)
  if (day === undefined) return fault(at, 'day', 'other-week')
  return readTimes({ ...whole, day, startsAt, endsAt, carers }, at)
}

function readAdded(visit: SentVisitOfWeek, at: number, weekStart: LocalDate): Read {
  const { outcome, startsAt, endsAt, carers = 1 } = visit
  const day = dayInWeek(visit.day ?? '', weekStart)
  if (day === undefined) return fault(at, 'day', visit.day === undefined ? 'incomplete' : 'other-week')
  if (startsAt === undefined) return fault(at, 'startsAt', 'incomplete')
  if (endsAt === undefined) return fault(at, 'endsAt', 'incomplete')
  return readTimes({ planned: undefined, outcome, day, startsAt, endsAt, carers }, at)
}

function readTimes(visit: SaidVisit, at: number): Read {
  const [startsAt, endsAt] = [readTime(visit.startsAt), readTime(visit.endsAt)]
  if (startsAt === undefined) return fault(at, 'startsAt', 'not-a-time')
  if (endsAt === undefined) return fault(at, 'endsAt', 'not-a-time')
  return startsAt === endsAt ? fault(at, 'endsAt', 'no-length') : { visit: { ...visit, startsAt, endsAt } }
}
