import { done } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import { setStopPercent } from '../../store/upload/settings.ts'

/** From today: files of which more than this share of rows needs fixing are not saved. Undefined takes the limit away. */
export async function limitBadFiles(
  work: Work,
  { percent }: { readonly percent: number | undefined },
): Promise<Outcome<null, never>> {
  await setStopPercent(work.tx, percent, work.today)
  await work.audit('actuals.upload-limit-set', { type: 'council', id: work.tx.councilId }, { percent: percent ?? null })
  return done(null)
}
