import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import { giveBack } from '../rules/acceptance.ts'
import type { ReturnRefusal } from '../rules/acceptance.ts'
import type { PackageWeek } from '../rules/week.ts'
import { isTaken, lockWeek, recordReturn } from '../store/council.ts'
import type { LockedWeek } from '../store/council.ts'

export type ReturnHeldWeek = PackageWeek & { readonly shownVersion: number; readonly reason: string }

/** The council gives a held or confirmed week back as a draft, with the reason: its provider corrects it or says more. */
export async function returnHeldWeek(
  work: Work,
  { shownVersion, reason, ...week }: ReturnHeldWeek,
): Promise<Outcome<'held' | 'confirmed', ReturnRefusal>> {
  const { tx, actor, accountId, now } = work
  const held = await lockWeek(tx, week)
  const outcome = giveBack(held, { shownVersion, reason, taken: await isTaken(tx, week) })
  if (!outcome.ok) return refused(outcome.refusal)
  await recordReturn(tx, week, { by: accountId, name: actor.name, at: now, reason: reason.trim() })
  const subject = { type: 'week', id: `${week.packageId}/${week.weekStart}` }
  await tellProvider(work, held, week)
  await work.audit('actuals.held-week-returned', subject, { version: shownVersion + 1, was: held.status })
  return done(held.status === 'held' ? 'held' : 'confirmed')
}

/** Whoever confirmed it can act; a week that no person confirmed waits on the page of weeks. */
async function tellProvider(work: Work, held: LockedWeek, { packageId, weekStart }: PackageWeek): Promise<void> {
  const { providerId, serviceId, confirmedBy, version } = held
  if (confirmedBy === null) return
  await notify(work, {
    event: 'week.returned',
    to: { kind: 'people', providerId, accountIds: [confirmedBy] },
    text: 'The council returned a week of actuals with a question',
    href: `/provider/actuals/${serviceId}/${weekStart}/${packageId}`,
    key: `week.returned:${packageId}:${weekStart}:${String(version)}`,
  })
}
