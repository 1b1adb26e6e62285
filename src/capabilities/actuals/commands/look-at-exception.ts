import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { seen, type AcceptanceRefusal } from '../rules/acceptance.ts'
import { lockWeek } from '../store/council.ts'
import { recordLook, type Look } from '../store/exceptions.ts'

/** Somebody of the council looked at an exception and lets it stand. It comes back when the week says something else. */
export async function lookAtException(work: Work, look: Look): Promise<Outcome<'seen', AcceptanceRefusal>> {
  const { tx, actor, accountId, now } = work
  const outcome = seen(await lockWeek(tx, look), look.version)
  if (!outcome.ok) return outcome
  await recordLook(tx, look, { by: accountId, name: actor.name, at: now })
  const subject = { type: 'week', id: `${look.packageId}/${look.weekStart}` }
  await work.audit('actuals.exception-accepted', subject, { kind: look.kind, version: look.version })
  return done('seen')
}
