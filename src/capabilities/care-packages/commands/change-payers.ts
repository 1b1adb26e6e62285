import { penceText } from '../../../core/decimal.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { notify } from '../../../platform/notifications/notify.ts'
import type { Work } from '../../../platform/work.ts'
import { decideChange, type DecideRefusal, type Decision } from '../../contracts/index.ts'
import { judgePayer, type PayerProposal, type PayerRefusal } from '../rules/payers.ts'
import { getPackage } from '../store/package.ts'
import {
  applyPayerChange,
  getPayers,
  lockPayerChange,
  recordPayerDecision,
  recordPayerProposal,
  type PayerChange,
} from '../store/payers.ts'
import { lockPackages } from '../store/recordable.ts'

const everyone = { providerId: undefined }
const byOf = ({ accountId, actor, now }: Work) => ({ accountId, name: actor.name, at: now })

export type ProposePayer = PayerProposal & { readonly packageId: string }
export type ProposePayerRefusal = PayerRefusal | { readonly code: 'already-waiting' }

/** The first of two people says what somebody pays from a day on; nobody is paid by it yet. */
export async function proposePayer(work: Work, proposal: ProposePayer): Promise<Outcome<string, ProposePayerRefusal>> {
  const { tx } = work
  const { packageId, payer, fromOn, weekly } = proposal
  await lockPackages(tx, everyone, [packageId])
  const judged = await judge(work, packageId, proposal)
  if (!judged.ok) return judged
  const reason = proposal.reason.trim()
  const id = await recordPayerProposal(tx, { packageId, payer, fromOn, weekly, reason }, byOf(work))
  if (id === undefined) return refused({ code: 'already-waiting' })
  await work.audit(
    'payer.proposed',
    { type: 'package', id: packageId },
    { change: id, payer, from: fromOn, weekly: penceText(weekly), reason },
  )
  await notify(work, {
    event: 'payer.proposed',
    to: { kind: 'staff', roles: ['payments', 'payments-approver'] },
    text: 'Somebody said who pays what of a stay. A second person has to decide.',
    href: `/council/packages/${packageId}/payers`,
    key: `payer-proposed:${id}`,
  })
  return done(id)
}

export type DecidePayer = { readonly changeId: string; readonly shownVersion: number; readonly decision: Decision }
export type DecidePayerRefusal = DecideRefusal | { readonly code: 'no-longer-fits'; readonly why: PayerRefusal['code'] }

/** The second of two people. What was true when it was said is looked at once more: a price may have changed since. */
export async function decidePayer(
  work: Work,
  { changeId, shownVersion, decision }: DecidePayer,
): Promise<Outcome<'approved' | 'refused' | 'withdrawn', DecidePayerRefusal>> {
  const { tx, accountId } = work
  const change = await lockPayerChange(tx, changeId)
  const decided = decideChange(change, decision, { by: accountId, shownVersion })
  if (!decided.ok) return decided
  const status = decided.value
  if (status === 'approved') {
    await lockPackages(tx, everyone, [change.packageId])
    const judged = await judge(work, change.packageId, change)
    if (!judged.ok) return refused({ code: 'no-longer-fits', why: judged.refusal.code })
  }
  const note = decision.note.trim()
  await recordPayerDecision(tx, changeId, { status, note }, byOf(work))
  if (status === 'approved') await applyPayerChange(tx, changeId)
  await work.audit(`payer.${status}`, { type: 'package', id: change.packageId }, detailsOf(change, note))
  if (status === 'approved') await tellProvider(work, change)
  return done(status)
}

async function judge({ tx }: Work, packageId: string, proposal: PayerProposal): Promise<Outcome<null, PayerRefusal>> {
  const [care, payers] = [await getPackage(tx, everyone, packageId), await getPayers(tx, everyone, packageId)]
  return judgePayer(care, payers.rows, proposal)
}

function detailsOf({ id, payer, fromOn, weekly }: PayerChange, note: string) {
  return { change: id, payer, from: fromOn, weekly: penceText(weekly), note }
}

async function tellProvider(work: Work, { id, packageId }: PayerChange): Promise<void> {
  const { provider } = await getPackage(work.tx, everyone, packageId)
  await notify(work, {
    event: 'payer.approved',
    to: { kind: 'administrators', providerId: provider.id },
    text: 'Who pays what of a stay has changed.',
    href: `/provider/packages/${packageId}`,
    key: `payer-approved:${id}`,
  })
}
