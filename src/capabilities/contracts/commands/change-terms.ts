import type { LocalDate } from '../../../core/dates.ts'
import { nightsAwayText } from '../../../core/absence-tiers.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { decideChange, type DecideRefusal, type Decision } from '../rules/price-change.ts'
import { judgeTerms, type ProposeTermsRefusal } from '../rules/terms-change.ts'
import { getContract } from '../store/price-book.ts'
import { tellApprovers, tellProviderOfChange } from './tell-of-changes.ts'
import {
  applyTerms,
  lockTermsChange,
  recordTermsDecision,
  recordTermsProposal,
  type ChangedTerms,
} from '../store/terms.ts'

export type ProposeTerms = ChangedTerms & {
  readonly contractId: string
  readonly fromOn: LocalDate
  readonly reason: string
}

/** The first of two people says what a contract is to pay on from a day. */
export async function proposeTerms(work: Work, terms: ProposeTerms): Promise<Outcome<string, ProposeTermsRefusal>> {
  const { tx, accountId, now, actor } = work
  const contract = await getContract(tx, terms.contractId)
  const judged = judgeTerms(terms, { today: work.today, contractStartsOn: contract.startsOn })
  if (!judged.ok) return judged
  const id = await recordTermsProposal(tx, { ...terms, by: accountId, name: actor.name, at: now })
  if (id === undefined) return refused({ code: 'already-waiting' })
  await work.audit(
    'terms.proposed',
    { type: 'contract', id: terms.contractId },
    {
      ...{ change: id, from: terms.fromOn, terms: terms.paymentTerms, frustrated: terms.frustratedPercent },
      ...{ tolerance: terms.tolerancePercent, claimLimitWeeks: terms.claimLimitWeeks, reason: terms.reason },
      nightsAway: terms.absenceTiers === null ? null : nightsAwayText(terms.absenceTiers),
      ...{ recording: terms.recording, paidBy: terms.paidBy, stepMinutes: terms.stepMinutes, signGate: terms.signGate },
    },
  )
  await tellApprovers(work, { what: 'terms', id, href: `/council/contracts/${terms.contractId}` })
  return done(id)
}

export type DecideTerms = { readonly changeId: string; readonly shownVersion: number; readonly decision: Decision }
type DecideTermsRefusal = DecideRefusal | { readonly code: 'no-rule-then' }

/** The second of two people. */
export async function decideTerms(
  work: Work,
  { changeId, shownVersion, decision }: DecideTerms,
): Promise<Outcome<string, DecideTermsRefusal>> {
  const { tx, accountId, now, actor } = work
  const change = await lockTermsChange(tx, changeId)
  const decided = decideChange(change, decision, { by: accountId, shownVersion })
  if (!decided.ok) return decided
  const status = decided.value
  if (status === 'approved' && !(await applyTerms(tx, changeId))) return refused({ code: 'no-rule-then' })
  const note = decision.note.trim()
  await recordTermsDecision(tx, changeId, { status, note, by: accountId, name: actor.name, at: now })
  await work.audit(`terms.${status}`, { type: 'contract', id: change.contractId }, { change: changeId, note })
  if (status === 'approved') {
    const { id: contractId, providerId } = await getContract(tx, change.contractId)
    await tellProviderOfChange(work, { what: 'terms', id: changeId, contractId, providerId })
  }
  return done(status)
}
