import type { LocalDate } from '../../../core/dates.ts'
import { rateText } from '../../../core/decimal.ts'
import type { Rate } from '../../../core/money.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { proposePrice as judge, type ProposeRefusal } from '../rules/price-change.ts'
import { lockRateLine } from '../store/price-book.ts'
import { tellApprovers } from './tell-of-changes.ts'
import { recordProposal } from '../store/price-changes.ts'

export type ProposePrice = {
  readonly rateLineId: string
  readonly fromOn: LocalDate
  readonly price: Rate
  readonly reason: string
}

/** The first of two people says a price; nothing is priced by it yet. */
export async function proposePrice(work: Work, proposal: ProposePrice): Promise<Outcome<string, ProposeRefusal>> {
  const { tx, accountId, now, actor } = work
  const line = await lockRateLine(tx, proposal.rateLineId, proposal.fromOn)
  const judged = judge(line, proposal)
  if (!judged.ok) return judged
  const reason = proposal.reason.trim()
  const id = await recordProposal(tx, { ...proposal, reason, by: accountId, name: actor.name, at: now })
  await work.audit(
    'price.proposed',
    { type: 'rate-line', id: proposal.rateLineId },
    { change: id, from: proposal.fromOn, price: rateText(proposal.price), reason },
  )
  await tellApprovers(work, { what: 'price', id, href: `/council/prices/${proposal.rateLineId}` })
  return done(id)
}
