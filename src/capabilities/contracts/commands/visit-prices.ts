import type { LocalDate } from '../../../core/dates.ts'
import { done, type Outcome } from '../../../core/outcome.ts'
import type { SaidVisitPrices } from '../../../core/visit-prices.ts'
import type { Work } from '../../../platform/work.ts'
import { decideChange, type DecideRefusal, type Decision } from '../rules/price-change.ts'
import { proposeVisitPrices as judge, type ProposeVisitsRefusal } from '../rules/visit-price.ts'
import { getPlaceOfLine } from '../store/price-book.ts'
import { tellApprovers, tellProviderOfChange } from './tell-of-changes.ts'
import { lockPrices } from '../store/apply-prices.ts'
import {
  applyVisitPrices,
  lockVisitChange,
  lockVisitLine,
  recordVisitDecision,
  recordVisitProposal,
} from '../store/visit-prices.ts'

export type ProposeVisitPrices = {
  readonly rateLineId: string
  readonly fromOn: LocalDate
  /** Null ends what holds: visits are paid by the hour then. */
  readonly prices: SaidVisitPrices | null
  readonly reason: string
}

/** The first of two people says how visits are to be paid; nothing is priced by it yet. */
export async function proposeVisitPrices(
  work: Work,
  proposal: ProposeVisitPrices,
): Promise<Outcome<string, ProposeVisitsRefusal>> {
  const { tx, accountId, now, actor } = work
  const { rateLineId, fromOn, prices } = proposal
  const judged = judge(await lockVisitLine(tx, rateLineId, fromOn), proposal)
  if (!judged.ok) return judged
  const reason = proposal.reason.trim()
  const id = await recordVisitProposal(tx, { ...proposal, reason, by: accountId, name: actor.name, at: now })
  await work.audit(
    'visit-prices.proposed',
    { type: 'rate-line', id: rateLineId },
    { change: id, from: fromOn, prices: JSON.stringify(prices), reason },
  )
  await tellApprovers(work, { what: 'visit-prices', id, href: `/council/prices/${rateLineId}/visits` })
  return done(id)
}

export type DecideVisitPrices = {
  readonly changeId: string
  readonly shownVersion: number
  readonly decision: Decision
}

/** The second of two people. */
export async function decideVisitPrices(
  work: Work,
  { changeId, shownVersion, decision }: DecideVisitPrices,
): Promise<Outcome<'approved' | 'refused' | 'withdrawn', DecideRefusal>> {
  const { tx, accountId, now, today, actor } = work
  await lockPrices(tx)
  const change = await lockVisitChange(tx, changeId)
  const decided = decideChange(change, decision, { by: accountId, shownVersion })
  if (!decided.ok) return decided
  const status = decided.value
  const note = decision.note.trim()
  await recordVisitDecision(tx, changeId, { status, note, by: accountId, name: actor.name, at: now })
  if (status === 'approved') await applyVisitPrices(tx, changeId, today)
  await work.audit(
    `visit-prices.${status}`,
    { type: 'rate-line', id: change.rateLineId },
    { change: changeId, from: change.fromOn, note },
  )
  if (status === 'approved') {
    const place = await getPlaceOfLine(tx, change.rateLineId)
    await tellProviderOfChange(work, { what: 'visit-prices', id: changeId, ...place })
  }
  return done(status)
}
