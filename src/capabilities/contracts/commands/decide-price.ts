import { rateText } from '../../../core/decimal.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { decideChange, type DecideRefusal, type Decision } from '../rules/price-change.ts'
import { applyPrices, lockPrices } from '../store/apply-prices.ts'
import { lockChange, recordDecision } from '../store/price-changes.ts'

export type DecidePrice = { readonly changeId: string; readonly shownVersion: number; readonly decision: Decision }

/** The second of two people. Approval writes the price into the book from its day on, and not before. */
export async function decidePrice(
  work: Work,
  { changeId, shownVersion, decision }: DecidePrice,
): Promise<Outcome<'approved' | 'refused' | 'withdrawn', DecideRefusal>> {
  const { tx, accountId, now, today, actor } = work
  await lockPrices(tx)
  const change = await lockChange(tx, changeId)
  const decided = decideChange(change, decision, { by: accountId, shownVersion })
  if (!decided.ok) return decided
  const status = decided.value
  const note = decision.note.trim()
  await recordDecision(tx, changeId, { status, note, by: accountId, name: actor.name, at: now })
  if (status === 'approved') await applyPrices(tx, { changeId }, today)
  await work.audit(
    `price.${status}`,
    { type: 'rate-line', id: change.rateLineId },
    { change: changeId, from: change.fromOn, price: rateText(change.price), note },
  )
  return done(status)
}
