import type { Work } from '../../../platform/work.ts'
import { listPackagesById } from '../../care-packages/index.ts'
import { listUnagreedAbout, lockUnagreedAbout } from '../store/about-ended-care.ts'
import { lockAgreement } from '../store/agreement.ts'
import { recordWithdrawal } from '../store/record.ts'
import { draftAgreement } from './draft-agreement.ts'
import { tellOfAgreement } from './tell-followers.ts'
import { tellWithdrawn } from './tell-provider.ts'
import { tellWithdrawal, type TellThread, type Withdrawal } from './thread.ts'

const everyone = { providerId: undefined }
type EndedCare = { readonly packageIds: readonly string[]; readonly reason: string }

/** For whoever ends care: `lock` before the care itself is locked, `withdraw` when it has ended. */
export function withdrawForEnded(tellThread: TellThread) {
  return {
    lock: ({ tx }: Work, packageIds: readonly string[]) => lockUnagreedAbout(tx, packageIds),
    withdraw: (work: Work, ended: EndedCare) => withdrawForEndedCare(work, ended, tellThread),
  }
}

/**
 * Part of ending care, in the same transaction. What waits for an answer about it says that the care goes on, so nobody may
 * sign it any more. Care of it that was given, or goes on, and is not agreed yet has a draft that says its last day.
 */
async function withdrawForEndedCare(
  work: Work,
  { packageIds, reason }: EndedCare,
  tellThread: TellThread,
): Promise<number> {
  if (packageIds.length === 0) return 0
  const unagreed = await listUnagreedAbout(work.tx, packageIds)
  for (const { id } of unagreed) await withdraw(work, id, { reason, tellThread })
  const about = unagreed.flatMap((one) => one.packageIds)
  const care = await listPackagesById(work.tx, everyone, [...new Set(about)])
  const open = new Set(care.filter(({ recordableFrom }) => recordableFrom === null).map(({ id }) => id))
  for (const one of unagreed) {
    const kept = one.packageIds.filter((id) => open.delete(id))
    // What was cancelled or is suspended has nothing to offer: the draft is refused, and nothing is lost.
    for (const packageId of kept) await draftAgreement(work, { packageIds: [packageId] })
  }
  return unagreed.length
}

async function withdraw(work: Work, id: string, { reason, tellThread }: Withdrawal): Promise<void> {
  const agreement = await lockAgreement(work.tx, everyone, id)
  await recordWithdrawal(work.tx, id, reason)
  const { reference, revision } = agreement
  await work.audit('agreement.withdrawn', { type: 'agreement', id }, { reference, revision, reason })
  if (agreement.status === 'draft') return
  await tellWithdrawn(work, agreement)
  await tellOfAgreement(work, agreement, 'withdrawn')
  await tellWithdrawal(work, agreement, { reason, tellThread })
}
