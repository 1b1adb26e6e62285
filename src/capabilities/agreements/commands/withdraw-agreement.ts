import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { mayWithdraw, type PublishingRefusal } from '../rules/publishing.ts'
import { lockAgreement } from '../store/agreement.ts'
import { recordWithdrawal } from '../store/record.ts'
import { tellOfAgreement } from './tell-followers.ts'
import { tellWithdrawn } from './tell-provider.ts'
import { tellWithdrawal, type TellThread } from './thread.ts'

/** Nothing withdrawn can be answered. A draft that nobody outside has seen goes without a message. */
export async function withdrawAgreement(
  work: Work,
  { agreementId, reason }: { readonly agreementId: string; readonly reason: string },
  tellThread: TellThread,
): Promise<Outcome<{ status: 'withdrawn' }, PublishingRefusal>> {
  const everyone = { providerId: undefined }
  const agreement = await lockAgreement(work.tx, everyone, agreementId)
  const decision = mayWithdraw(agreement.status)
  if (!decision.ok) return decision
  await recordWithdrawal(work.tx, agreement.id, reason)
  const { reference, revision } = agreement
  await work.audit('agreement.withdrawn', { type: 'agreement', id: agreement.id }, { reference, revision, reason })
  if (agreement.status !== 'draft') {
    await tellWithdrawn(work, agreement)
    await tellOfAgreement(work, agreement, 'withdrawn')
  }
  await tellWithdrawal(work, agreement, { reason, tellThread })
  return done({ status: 'withdrawn' })
}
