import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { CalendarDay } from '../../../core/visit-prices.ts'
import type { Work } from '../../../platform/work.ts'
import { decideDay, proposeDay, type DecideDayRefusal, type ProposeDayRefusal } from '../rules/calendar-day.ts'
import {
  approveCalendarDay,
  isDayWaiting,
  lockCalendarDay,
  recordCalendarDay,
  removeCalendarDay,
} from '../store/calendar-days.ts'

export type ProposeDay = CalendarDay & { readonly name: string }

/** The first of two people says what a day to come is: it decides what an hour of it costs. */
export async function proposeCalendarDay(work: Work, said: ProposeDay): Promise<Outcome<string, ProposeDayRefusal>> {
  const { tx, accountId, now, today, actor } = work
  const judged = proposeDay(said, { today, isWaiting: await isDayWaiting(tx, said.day) })
  if (!judged.ok) return judged
  const name = said.name.trim()
  const id = await recordCalendarDay(tx, { ...said, name, by: accountId, byName: actor.name, at: now })
  if (id === undefined) return refused({ code: 'already-waiting' })
  await work.audit('calendar-day.proposed', { type: 'calendar-day', id }, { day: said.day, kind: said.kind, name })
  return done(id)
}

export type DecideDay = { readonly id: string; readonly kind: 'approve' | 'remove' }

/** The second of two people lets it stand, or somebody takes it away while it waits. */
export async function decideCalendarDay(
  work: Work,
  { id, kind }: DecideDay,
): Promise<Outcome<'approved' | 'removed', DecideDayRefusal>> {
  const { tx, accountId, now, today, actor } = work
  const day = await lockCalendarDay(tx, id)
  const decided = decideDay(day, kind, { by: accountId, today })
  if (!decided.ok) return decided
  if (decided.value === 'approved') await approveCalendarDay(tx, day, { by: accountId, name: actor.name, at: now })
  else await removeCalendarDay(tx, id)
  await work.audit(
    `calendar-day.${decided.value}`,
    { type: 'calendar-day', id },
    { day: day.day, kind: day.kind, name: day.name },
  )
  return decided
}
