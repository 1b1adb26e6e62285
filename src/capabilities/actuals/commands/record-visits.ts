import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { elapsedMinutes } from '../../../platform/clock.ts'
import type { Work } from '../../../platform/work.ts'
import type { Intent } from '../rules/judge.ts'
import { countVisits, endDay, plannedMinutes, plannedVisits } from '../rules/timetable.ts'
import type { CountedWeek, MinutesBetween, PlannedVisit, SaidVisit } from '../rules/timetable.ts'
import type { Entry, PackageWeek } from '../rules/week.ts'
import type { SheetRow } from '../rules/sheet-row.ts'
import { listSheet } from '../store/sheet.ts'
import { findWeekVisits, keepWeekVisits, listTimetable } from '../store/timetable.ts'
import type { WeekSource } from '../store/weeks.ts'
import { recordWeek } from './record-week.ts'
import type { ListTaken, Recorded, RecordRefusal } from './record-week.ts'

export type RecordVisits = PackageWeek & {
  readonly serviceId: string
  /** The version of the week that was looked at; 0 when nothing had been recorded. */
  readonly basedOn: number
  readonly visits: readonly SaidVisit[]
  readonly comment: string
  /** Of the council's list; undefined leaves what stands. */
  readonly reason?: string | null | undefined
  readonly intent: Intent
  readonly source?: WeekSource
}
/** The plan has changed since the page was opened: what was said is no longer about its visits. */
export type VisitsRefusal = RecordRefusal | { readonly code: 'plan-changed' } | { readonly code: 'not-timetabled' }

/** Says a week visit by visit. What the visits add up to is judged and kept like any other week. */
export async function recordVisits(
  work: Work,
  given: RecordVisits,
  listTaken: ListTaken,
): Promise<Outcome<Recorded, VisitsRefusal>> {
  const { tx } = work
  const { serviceId, weekStart, packageId, basedOn, intent, source = 'screen' } = given
  const [rows, timetable, recorded] = await Promise.all([
    listSheet(tx, given, { packageIds: [packageId] }),
    listTimetable(tx, given),
    findWeekVisits(tx, given),
  ])
  const [row] = rows
  if (row === undefined) throw new NotFound('package')
  if (row.recording !== 'timetabled') return refused({ code: 'not-timetabled' })
  const planned = plannedVisits(timetable, row.plan, weekStart)
  if (plannedMinutes(planned) !== row.planned || !sameVisits(planned, plannedOf(given.visits)))
    return refused({ code: 'plan-changed' })

  const counted = countWeek(row, given.visits)
  const said = { ...counted.entry, comment: commentOf(given.comment, counted), reason: given.reason }
  const otherVisits = recorded !== undefined && !sameVisits(recorded.visits, given.visits)
  const entries = [{ packageId, basedOn, entry: said satisfies Entry, intent, otherVisits }]
  const outcome = await recordWeek(work, { serviceId, weekStart, entries, source }, listTaken)
  if (outcome.ok && isWritten(outcome.value))
    await keepWeekVisits(tx, { ...given, ...counted, contractId: row.contractId, version: basedOn + 1 })
  return outcome
}

/** By the rule of the row's contract and the clocks of London. */
export function countWeek({ weekStart, rounding }: SheetRow, visits: readonly SaidVisit[]): CountedWeek {
  return countVisits(visits, { weekStart, rounding, minutesBetween })
}

export const minutesBetween: MinutesBetween = (day: LocalDate, startsAt: string, endsAt: string) =>
  elapsedMinutes({ date: day, time: startsAt }, { date: endDay(day, startsAt, endsAt), time: endsAt })

const CLOCKS = 'The clocks changed in this week'

/** Nobody has to explain that the clocks change. */
export function commentOf(typed: string, { clocksOnly }: CountedWeek): string {
  return typed.trim() === '' && clocksOnly ? CLOCKS : typed
}

function isWritten({ drafts, confirmed, held }: Recorded): boolean {
  return drafts + confirmed + held > 0
}

function plannedOf(visits: readonly SaidVisit[]) {
  return visits.flatMap(({ planned }) => (planned === undefined ? [] : [planned]))
}

export function sameVisits(some: readonly Partial<SaidVisit & PlannedVisit>[], others: typeof some): boolean {
  return some.map(textOf).join() === others.map(textOf).join()
}

function textOf({
  planned,
  outcome,
  day,
  startsAt,
  endsAt,
  minutes,
  carers,
}: Partial<SaidVisit & PlannedVisit>): string {
  const plan = planned === undefined ? '' : `(${textOf(planned)})`
  return [plan, outcome, day, startsAt, endsAt, minutes, carers].join(' ')
}
