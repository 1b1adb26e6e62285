import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeAbsence, weeksTouched, type AbsenceCause, type AbsenceRefusal } from '../rules/absence.ts'
import { weekdayFrom } from '../rules/weekday.ts'
import {
  changeAbsence,
  getAbsentPackage,
  listFilled,
  lockAbsence,
  recordAbsence,
  type Absence,
} from '../store/absences.ts'
import { listReasonsFor } from '../store/reasons.ts'
import { findWeekStartsOn } from '../store/visits-week.ts'
import { emptyWeek, fillWeek } from './fill-absence.ts'
import type { ListTaken } from './record-week.ts'

export type SayAbsence = {
  readonly packageId: string
  readonly cause: AbsenceCause
  readonly reason: string | null
  readonly note: string
  readonly firstDay: LocalDate
  /** Null: not back yet. */
  readonly lastDay: LocalDate | null
}

/** Said once: every week that has begun is filled now, and the others as they begin. */
export async function sayAbsence(
  work: Work,
  said: SayAbsence,
  listTaken: ListTaken,
): Promise<Outcome<{ readonly id: string }, AbsenceRefusal>> {
  const { tx, now, today, accountId, actor } = work
  const judged = judgeAbsence(said, today)
  if (!judged.ok) return judged
  const care = await getAbsentPackage(tx, said.packageId)
  if (said.reason !== null) {
    const known = await listReasonsFor(tx, said.firstDay)
    if (!known.some(({ code }) => code === said.reason)) return refused({ code: 'reason-unknown' })
  }
  const note = said.note.trim()
  const id = await recordAbsence(tx, { ...care, ...said, note, by: accountId, name: actor.name, at: now })
  if (id === undefined) return refused({ code: 'away-already' })
  await fillAbsence(work, await lockAbsence(tx, id), listTaken)
  const { cause, firstDay, lastDay } = said
  await work.audit(
    'actuals.absence-said',
    { type: 'absence', id },
    { package: care.reference, cause, firstDay, lastDay },
  )
  return done({ id })
}

/** Fills the weeks that have begun and were not filled before; those that say something of their own stay. */
export async function fillAbsence(work: Work, absence: Absence, listTaken: ListTaken): Promise<number> {
  const { tx, today } = work
  const weekStartsOn = weekdayFrom(await findWeekStartsOn(tx))
  const known = new Set(
    (await listFilled(tx, { providerId: tx.providerId }, absence.id)).map(({ weekStart }) => weekStart),
  )
  const weeks = weeksTouched(absence, { today, weekStartsOn }).filter((week) => !known.has(week))
  for (const weekStart of weeks) await fillWeek(work, { absence, weekStart, filled: undefined }, listTaken)
  return weeks.length
}

export type EndAbsence = { readonly id: string; readonly lastDay: LocalDate; readonly shownVersion: number }

/** They are back: the weeks are counted anew up to the last day of the absence. */
export async function endAbsence(
  work: Work,
  { id, lastDay, shownVersion }: EndAbsence,
  listTaken: ListTaken,
): Promise<Outcome<{ readonly id: string }, AbsenceRefusal>> {
  const { tx, now, actor } = work
  const absence = await lockAbsence(tx, id)
  if (absence.status === 'undone') return refused({ code: 'not-open' })
  if (absence.version !== shownVersion) return refused({ code: 'changed' })
  if (lastDay < absence.firstDay) return refused({ code: 'days-reversed' })
  await changeAbsence(tx, id, { status: 'ended', lastDay, name: actor.name, at: now })
  const ended = { ...absence, lastDay }
  for (const filled of await listFilled(tx, { providerId: tx.providerId }, id))
    if (filled.outcome === 'filled')
      await fillWeek(work, { absence: ended, weekStart: filled.weekStart, filled }, listTaken)
  await fillAbsence(work, ended, listTaken)
  await work.audit('actuals.absence-ended', { type: 'absence', id }, { package: absence.reference, lastDay })
  return done({ id })
}

export type UndoAbsence = { readonly id: string; readonly shownVersion: number }

/** It was a mistake: each week is again as it was before, unless somebody has changed it since or it is closed. */
export async function undoAbsence(
  work: Work,
  { id, shownVersion }: UndoAbsence,
  listTaken: ListTaken,
): Promise<Outcome<{ readonly left: number }, AbsenceRefusal>> {
  const { tx, now, actor } = work
  const absence = await lockAbsence(tx, id)
  if (absence.status === 'undone') return refused({ code: 'not-open' })
  if (absence.version !== shownVersion) return refused({ code: 'changed' })
  let left = 0
  for (const filled of await listFilled(tx, { providerId: tx.providerId }, id))
    if (filled.outcome === 'filled' && !(await emptyWeek(work, { absence, filled }, listTaken))) left += 1
  await changeAbsence(tx, id, { status: 'undone', lastDay: absence.lastDay, name: actor.name, at: now })
  await work.audit('actuals.absence-undone', { type: 'absence', id }, { package: absence.reference, left })
  return done({ left })
}
