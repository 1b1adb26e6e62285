import { isBefore, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { endPause, findPause, recordPause } from '../store/pause.ts'

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

export async function endAnswerPause(work: Work): Promise<Outcome<null, { readonly code: 'not-paused' }>> {
  const pause = await findPause(work.tx)
  const ended = pause !== undefined && (await endPause(work.tx, pause.id, { at: work.now, by: work.actor.name }))
  if (!ended) return refused({ code: 'not-paused' })
  await work.audit('agreement-answers.resumed', { type: 'agreement-pause', id: pause.id })
  return done(null)
}
