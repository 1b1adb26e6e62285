import { refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { judgeLate, type LateFault, type LateSaid } from '../rules/late.ts'
import { countJustConfirmedLate, recordLate } from '../store/late.ts'
import type { ServiceWeek } from '../store/sheet.ts'

/**
 * Confirms, and keeps why it is late for each week that the act confirmed first after its last moment. Without a reason
 * nothing is confirmed: the refusal takes the act back. Files and programs are not asked; what they confirm late shows
 * as late without a reason.
 */
export async function sayingWhyLate<T, R extends { readonly code: string }>(
  work: Work,
  { late, ...week }: ServiceWeek & { readonly late: LateSaid },
  act: () => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R | LateFault>> {
  const outcome = await act()
  if (!outcome.ok) return outcome
  const { tx, accountId: by, actor, now: at } = work
  const count = await countJustConfirmedLate(tx, week, { by, at })
  if (count === 0) return outcome
  const judged = judgeLate(late)
  if (!judged.ok) return refused(judged.refusal)
  await recordLate(tx, week, { ...judged.value, by, name: actor.name, at })
  const subject = { type: 'service-week', id: `${week.serviceId}/${week.weekStart}` }
  await work.audit('actuals.late-explained', subject, { weeks: count, reason: judged.value.reason })
  return outcome
}
