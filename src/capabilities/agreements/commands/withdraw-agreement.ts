import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { mayWithdraw, type PublishingRefusal } from '../rules/publishing.ts'
import { lockAgreement } from '../store/agreement.ts'
import { recordStatus } from '../store/record.ts'
import { tellProvider } from './tell-provider.ts'

/** Nothing withdrawn can be answered. A draft that nobody outside has seen goes without a message. */
export async function withdrawAgreement(
  work: Work,
  { agreementId }: { readonly agreementId: string },
): Promise<Outcome<{ status: 'withdrawn' }, PublishingRefusal>> {
  const everyone = { providerId: undefined }
  const agreement = await lockAgreement(work.tx, everyone, agreementId)
  const decision = mayWithdraw(agreement.status)
  if (!decision.ok) return decision
  await recordStatus(work.tx, everyone, agreement.id, 'withdrawn')
  const { reference, revision } = agreement
  await work.audit('agreement.withdrawn', { type: 'agreement', id: agreement.id }, { reference, revision })
  if (agreement.status !== 'draft') await tellProvider(work, agreement, 'withdrawn')
  return done({ status: 'withdrawn' })
}
