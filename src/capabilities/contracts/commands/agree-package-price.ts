import type { LocalDate } from '../../../core/dates.ts'
import { rateText } from '../../../core/decimal.ts'
import type { Rate } from '../../../core/money.ts'
import type { Work } from '../../../platform/work.ts'
import { applyPrices, lockPrices } from '../store/apply-prices.ts'
import { nextOwnReference, recordLineLike } from '../store/price-book.ts'
import { recordDecision, recordProposal } from '../store/price-changes.ts'
import { copyVisitPrices } from '../store/visit-prices.ts'

type Person = { readonly by: string; readonly name: string; readonly at: Date }

export type AgreePackagePrice = {
  /** The line that the package is paid by, whose level, unit, band, days and prices of visits the new one takes over. */
  readonly like: string
  /** The new line is called by its package and a number: this one, or the next that no line of the package has. */
  readonly packageReference: string
  readonly number: number
  readonly fromOn: LocalDate
  readonly price: Rate
  readonly reason: string
  /** Who asked for the price: somebody other than whoever agrees to it now. */
  readonly asked: Person
}

/**
 * A price for one care package alone: a line of its own in the price book, so that an uplift reaches it as any other.
 * Two people have said it, as for every price: the first asked for it, the second agrees. Answers the line.
 */
export async function agreePackagePrice(work: Work, wanted: AgreePackagePrice): Promise<string> {
  const { tx, accountId, now, today, actor } = work
  const { like, fromOn, price, asked } = wanted
  await lockPrices(tx)
  const reference = await nextOwnReference(tx, wanted)
  const rateLineId = await recordLineLike(tx, like, reference)
  await copyVisitPrices(tx, { like, rateLineId, fromOn })
  const reason = wanted.reason.trim()
  const changeId = await recordProposal(tx, { rateLineId, fromOn, price, reason, ...asked })
  await recordDecision(tx, changeId, { status: 'approved', note: '', by: accountId, name: actor.name, at: now })
  await applyPrices(tx, { changeId }, today)
  const details = { change: changeId, reference, from: fromOn, price: rateText(price), reason }
  await work.audit('price.agreed-for-package', { type: 'rate-line', id: rateLineId }, details)
  return rateLineId
}
