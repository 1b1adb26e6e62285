import { isBefore, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { addWorkingDays } from '../../../core/working-days.ts'
import { londonInstant, londonToday } from '../../../platform/clock.ts'
import type { Work } from '../../../platform/work.ts'
import { workingDaysLostBy, type PausedDays } from '../rules/pausing.ts'
import {
  endPause,
  findPause,
  listAnswerDays,
  listEndedPauses,
  moveAnswerDays,
  recordPause,
  type EndedPause,
} from '../store/pause.ts'

export type PauseRefusal = { readonly code: 'already-paused' | 'expected-in-the-past' }
type PauseAnswers = { readonly reason: string; readonly expectedOn: LocalDate | null }

/** From now on nobody agrees and nobody rejects, at any provider, until it is ended. */
export async function pauseAnswers(
  work: Work,
  { reason, expectedOn }: PauseAnswers,
): Promise<Outcome<{ id: string }, PauseRefusal>> {
  if (expectedOn !== null && isBefore(expectedOn, work.today)) return refused({ code: 'expected-in-the-past' })
  const started = { startedAt: work.now, startedBy: work.actor.name }
  const id = await recordPause(work.tx, { reason, expectedOn, ...started })
  if (id === undefined) return refused({ code: 'already-paused' })
  await work.audit('agreement-answers.paused', { type: 'agreement-pause', id }, { reason, expectedOn })
  return done({ id })
}

/** Providers may answer again. The working days of the pause are added to the days by which they were asked to. */
export async function endAnswerPause(work: Work): Promise<Outcome<{ moved: number }, { readonly code: 'not-paused' }>> {
  const { tx, now } = work
  const pause = await findPause(tx)
  if (pause === undefined) return refused({ code: 'not-paused' })
  const earlier = await listEndedPauses(tx)
  if (!(await endPause(tx, pause.id, { at: now, by: work.actor.name }))) return refused({ code: 'not-paused' })
  const moved = await moveOn(work, daysOf({ startedAt: pause.startedAt, endedAt: now }), earlier.map(daysOf))
  await work.audit('agreement-answers.resumed', { type: 'agreement-pause', id: pause.id }, { moved })
  return done({ moved })
}

export function daysOf({ startedAt, endedAt }: EndedPause): PausedDays {
  return { from: londonToday(startedAt), to: londonToday(endedAt) }
}

/** What was late before the pause stays so. What was published during it lost only the days after its own. */
async function moveOn({ tx }: Work, pause: PausedDays, earlier: readonly PausedDays[]): Promise<number> {
  const lost = workingDaysLostBy(pause, earlier)
  if (lost.length === 0) return 0
  const begins = lost.map((day) => londonInstant(day, '00:00'))
  const days = await listAnswerDays(tx, pause.from, begins)
  // What was published on the last of these days, or after it, lost nothing.
  const moved = days
    .filter(({ begun }) => begun < lost.length)
    .map((day) => ({ ...day, to: addWorkingDays(day.respondBy, lost.length - day.begun) }))
  return moveAnswerDays(tx, begins, moved)
}
