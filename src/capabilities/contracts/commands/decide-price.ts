import { rateText } from '../../../core/decimal.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { decideChange, type DecideRefusal, type Decision } from '../rules/price-change.ts'
import { applyPrices, lockPrices } from '../store/apply-prices.ts'
import { getPlaceOfLine } from '../store/price-book.ts'
import type { UpliftFollowers } from './followers.ts'
import { tellProviderOfChange } from './tell-of-changes.ts'
import { lockChange, recordDecision } from '../store/price-changes.ts'

export type DecidePrice = { readonly changeId: string; readonly shownVersion: number; readonly decision: Decision }

/** The second of two people. Approval writes the price into the book from its day on; agreements that state the old one are made anew. */
export async function decidePrice(
  work: Work,
  { changeId, shownVersion, decision }: DecidePrice,
  { renew }: Pick<UpliftFollowers, 'renew'>,
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
  if (status === 'approved') {
    await tellProviderOfChange(work, { what: 'price', id: changeId, ...(await getPlaceOfLine(tx, change.rateLineId)) })
    await renew(work, { id: changeId, name: `Price of ${change.lineReference}`.slice(0, 120) })
  }
  return done(status)
}
