import type { LocalDate } from '../../../core/dates.ts'
import type { Work } from '../../../platform/work.ts'
import { openForRecording, type Opening } from '../store/recordable.ts'

/** Care is recordable from these days on. What was recordable earlier stays so. Part of the agreeing's transaction. */
export async function makeRecordable(work: Work, openings: readonly Opening[]): Promise<readonly LocalDate[]> {
  const days: LocalDate[] = []
  for (const opening of openings) {
    const from = await openForRecording(work.tx, opening, work.now)
    await work.audit('package.made-recordable', { type: 'package', id: opening.packageId }, { from })
    days.push(from)
  }
  return days
}
