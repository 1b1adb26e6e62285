import type { Work } from '../../../../platform/work.ts'
import { periodOf } from '../../rules/file/file-refusal.ts'
import { judgeRows } from '../../store/upload/judge-rows.ts'
import { findPaidAbsenceWeeks } from '../../store/upload/settings.ts'
import { settleStage, stageAgain, stagedWeeks } from '../../store/upload/stage.ts'
import { saysTimetable, stageTimetableAgain } from '../../store/upload/timetable-stage.ts'
import { getFileContext, type Upload } from '../../store/upload/uploads.ts'

/** Rows of a file whose package, week or figures are other than when they were judged. */
export async function judgeAgain(
  work: Work,
  upload: Pick<Upload, 'id' | 'sentBy' | 'round' | 'savedRound'>,
  lines: readonly number[],
  change: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { tx, today, now } = work
  await stageAgain(tx, upload.id, lines)
  await change()
  const timetabled = await saysTimetable(tx, upload)
  if (timetabled) await stageTimetableAgain(tx, upload)
  await settleStage(tx, lines.length)
  const [{ weekStartsOn }, span] = await Promise.all([getFileContext(tx, upload.id, ''), stagedWeeks(tx, today)])
  const { id: uploadId, sentBy, round, savedRound } = upload
  await judgeRows(tx, {
    ...{ uploadId, sentBy, round, savedRound, today, now, weekStartsOn, timetabled, ...span },
    period: periodOf({}),
    paidAbsenceWeeks: await findPaidAbsenceWeeks(tx, now),
  })
}
