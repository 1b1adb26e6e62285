import { addDays, compareDays, startOfWeek, type LocalDate, type Weekday } from '../../../core/dates.ts'
import { quantity, type Quantity } from '../../../core/money.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { plannedInWeek, type Plan } from './planned.ts'
import { nothingDiffers, sameEntry, stepOf, type Entry } from './week.ts'
import type { SheetRow } from './sheet-row.ts'

export type AbsentDays = { readonly firstDay: LocalDate; readonly lastDay: LocalDate | null }
export type AbsenceCause = 'person' | 'provider'

export type AbsenceRefusal = {
  readonly code:
    | 'note-missing'
    | 'note-long'
    | 'in-the-future'
    | 'too-long-ago'
    | 'days-reversed'
    | 'away-already'
    | 'not-recorded-here'
    | 'not-open'
    | 'changed'
    | 'reason-unknown'
}

const LONGEST_NOTE = 500
/** Nobody records further back at once; older weeks are recorded one by one. */
const DAYS_BACK = 26 * 7

type Said = AbsentDays & { readonly note: string }

/** An absence is told when it has begun: one that is only planned is for the council to agree. */
export function judgeAbsence({ firstDay, lastDay, note }: Said, today: LocalDate): Outcome<null, AbsenceRefusal> {
  if (note.trim() === '') return refused({ code: 'note-missing' })
  if (note.trim().length > LONGEST_NOTE) return refused({ code: 'note-long' })
  if (compareDays(firstDay, today) > 0) return refused({ code: 'in-the-future' })
  if (compareDays(firstDay, addDays(today, -DAYS_BACK)) < 0) return refused({ code: 'too-long-ago' })
  return lastDay !== null && compareDays(lastDay, firstDay) < 0 ? refused({ code: 'days-reversed' }) : done(null)
}

/** The weeks that it touches and that have begun. */
export function weeksTouched(
  { firstDay, lastDay }: AbsentDays,
  { today, weekStartsOn }: { readonly today: LocalDate; readonly weekStartsOn: Weekday },
): readonly LocalDate[] {
  const last = lastDay === null || compareDays(lastDay, today) > 0 ? today : lastDay
  const weeks: LocalDate[] = []
  for (let week = startOfWeek(firstDay, weekStartsOn); compareDays(week, last) <= 0; week = addDays(week, 7))
    weeks.push(week)
  return weeks
}

/**
 * What is planned on the days of the absence: the plan of the week less the plan of its other days. A share that is not
 * in the contract's steps is rounded down, so that no more is said to be lost than is planned.
 */
export function absentInWeek(plan: Plan, weekStart: LocalDate, { firstDay, lastDay }: AbsentDays): Quantity {
  const whole = plannedInWeek(plan, weekStart)
  const before = plannedInWeek({ ...plan, endsOn: earlierEnd(plan.endsOn, addDays(firstDay, -1)) }, weekStart)
  const after =
    lastDay === null
      ? 0n
      : plannedInWeek({ ...plan, startsOn: laterStart(plan.startsOn, addDays(lastDay, 1)) }, weekStart)
  const absent = whole - before - after
  if (absent >= whole || absent <= 0n) return quantity(absent <= 0n ? 0n : whole)
  return quantity(absent - (absent % stepOf(plan.unit, plan.stepMinutes)))
}

function earlierEnd(end: LocalDate | null, other: LocalDate): LocalDate {
  return end !== null && compareDays(end, other) < 0 ? end : other
}

function laterStart(start: LocalDate, other: LocalDate): LocalDate {
  return compareDays(start, other) > 0 ? start : other
}

type Explained = { readonly cause: AbsenceCause; readonly reason: string | null; readonly note: string }

/** Frustrated when the person is away, and missed when the provider cannot come: each is paid as the contract says. */
export function absenceEntry(
  row: Pick<SheetRow, 'plan' | 'planned' | 'rule'>,
  absent: Quantity,
  said: Explained,
): Entry {
  const visits = row.rule.visitsRequired && absent === row.planned ? 0 : null
  const amounts = said.cause === 'person' ? { frustrated: absent } : { missed: absent }
  return { ...nothingDiffers, ...amounts, visits, reason: said.reason, comment: said.note.trim() }
}

/** Figures that somebody gave of their own are not filled over. */
export function mayFill(standing: SheetRow['standing'], filledVersion: number | undefined): boolean {
  if (standing === undefined || standing.version === filledVersion) return true
  return sameEntry({ ...standing.entry, visits: null }, nothingDiffers)
}
