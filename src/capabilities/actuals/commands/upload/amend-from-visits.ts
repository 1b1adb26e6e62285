import { done, refused } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import { stageClosedWeeks } from '../../store/upload/unmoved-weeks.ts'
import { lockUpload } from '../../store/upload/uploads.ts'
import { ofFile, recordVisitWeeks } from '../../store/visit-weeks.ts'

export type AmendFromVisits = { readonly uploadId: string; readonly reason: string }
export type AmendRefusal = { readonly code: 'reason-missing' | 'nothing-to-amend' }
export type Amended = { readonly amended: number; readonly left: number }

const LONGEST_REASON = 2_000

/**
 * Closed weeks are changed to what the saved visits of a file say, with a reason: each is a version of its own, of which the next
 * payment pays or takes back the difference. One statement for all of them.
 */
export async function amendFromVisits(
  work: Work,
  { uploadId, reason }: AmendFromVisits,
): Promise<Outcome<Amended, AmendRefusal>> {
  const { tx, actor, accountId: by, now: at, today } = work
  const amend = reason.trim().slice(0, LONGEST_REASON)
  if (amend === '') return refused({ code: 'reason-missing' })
  await lockUpload(tx, uploadId)
  await stageClosedWeeks(tx, uploadId)
  const files = ofFile(uploadId)
  const { recorded, shut } = await recordVisitWeeks(tx, { by, name: actor.name, at, today, files, amend })
  if (recorded + shut === 0) return refused({ code: 'nothing-to-amend' })
  const counts = { amended: recorded, left: shut }
  await work.audit('actuals.amended-from-visits', { type: 'upload', id: uploadId }, { ...counts, reason: amend })
  return done(counts)
}
