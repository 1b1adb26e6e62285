import type { LocalDate } from '../../core/dates.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { weeksToRecord } from './rules/progress.ts'
import type { WeeksToRecord } from './rules/progress.ts'
import { listProgress } from './store/progress.ts'

export type { WeeksToRecord } from './rules/progress.ts'
export { plannedByDay, plannedInWeek, type Plan } from './rules/planned.ts'
export { checkReceived } from './check/check-received.ts'
export { codes } from './rules/file/code-list.ts'
export { countHeld } from './store/council.ts'
export { loadWeeks } from './store/load.ts'
export { receiveUpload } from './commands/upload/receive-upload.ts'
export { saveUpload } from './commands/upload/save-upload.ts'
export { templateFile } from './commands/upload/template-file.ts'
export { dropJobs } from './jobs/dropped-files.ts'
export { uploadJobs } from './jobs/uploads.ts'
export { weeklyJobs } from './jobs/weekly.ts'
export { sayAbsence } from './commands/absences.ts'
export { moveCutOff } from './commands/cut-offs.ts'
export { parkWeek } from './commands/park-week.ts'
export { offerCommonReasons } from './commands/reasons.ts'
export { offerExceptionCode } from './commands/exception-codes.ts'
export { drawSample, recordSampleResult } from './commands/samples.ts'
export { sumAtStake } from './store/at-stake.ts'
export { listUnconfirmed } from './store/unconfirmed.ts'

/** What still waits to be recorded in the current period and the one before, for the provider's home page. */
export async function countWeeksToRecord(tx: Tx, moment: { today: LocalDate; now: Date }): Promise<WeeksToRecord> {
  return weeksToRecord(await listProgress(tx, moment.today), moment)
}
