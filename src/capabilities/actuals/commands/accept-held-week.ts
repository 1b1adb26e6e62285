import { done } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { accept } from '../rules/acceptance.ts'
import type { AcceptanceRefusal } from '../rules/acceptance.ts'
import type { PackageWeek } from '../rules/week.ts'
import { lockWeek, recordAcceptance } from '../store/council.ts'

export type AcceptHeldWeek = PackageWeek & { readonly shownVersion: number }

/** The council agrees to pay a week that was over the exception level. */
export async function acceptHeldWeek(
  work: Work,
  { shownVersion, ...week }: AcceptHeldWeek,
): Promise<Outcome<'confirmed', AcceptanceRefusal>> {
  const { tx, actor, accountId, now } = work
  const held = await lockWeek(tx, week)
  const outcome = accept(held, shownVersion)
  if (!outcome.ok) return outcome
  await recordAcceptance(tx, week, { by: accountId, name: actor.name, at: now })
  const subject = { type: 'week', id: `${week.packageId}/${week.weekStart}` }
  await work.audit('actuals.held-week-accepted', subject, { version: shownVersion + 1 })
  return done(outcome.value)
}
