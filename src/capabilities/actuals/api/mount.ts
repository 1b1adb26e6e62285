import type { FastifyInstance } from 'fastify'
import type { Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import type { Later } from '../pages/shared/later.ts'
import { amendFromVisitsOperation, mountApiAmending } from './amending.ts'
import {
  endAbsenceOperation,
  getAbsenceOperation,
  listAbsencesOperation,
  sayAbsenceOperation,
  undoAbsenceOperation,
} from './absence-operations.ts'
import { mountApiAbsences } from './absences.ts'
import { recordActualsOperation } from './bulk-operation.ts'
import { mountBulk } from './bulk.ts'
import {
  forgetColumnsOperation,
  listColumnMapsOperation,
  mountApiColumnMaps,
  rememberColumnsOperation,
} from './column-maps.ts'
import { confirmAsPlannedOperation, getConfirmationOperation, mountApiConfirmation } from './confirmation.ts'
import { getTemplateOperation, getUploadFileOperation, mountApiDownloads } from './downloads.ts'
import { fixRowsOperation, mountApiFixing, remedyOperation } from './fixing.ts'
import { getProgressOperation, listVersionsOperation, mountApiProgress } from './progress.ts'
import { askAboutWeekOperation, mountApiQuestion, takeUpWeekOperation } from './question.ts'
import { listReasonsOperation, mountApiReasons } from './reasons.ts'
import { mountApiSettlement, settleWeekOperation } from './settlement.ts'
import { getTimetableOperation, mountApiTimetable, putTimetableOperation } from './timetable.ts'
import {
  getUploadOperation,
  getUploadResultOperation,
  listUploadRowsOperation,
  listUploadsOperation,
  saveUploadOperation,
  sendUploadOperation,
  undoUploadOperation,
} from './upload-operations.ts'
import { mountApiUploads } from './uploads.ts'
import { getVisitOperation, listVisitsOperation, postVisitsOperation } from './visit-operations.ts'
import { mountApiVisits } from './visits.ts'
import {
  listWaitingVisitsOperation,
  mountApiWaitingVisits,
  placeAllVisitsOperation,
  placeVisitOperation,
} from './waiting-visits.ts'
import { getWeekOperation, listWeeksOperation, putWeekOperation } from './week-operations.ts'
import { mountApiWeeks } from './weeks.ts'

/** What programs may ask for, described: whatever a provider can do on the pages of actuals. */
export const operations: readonly Operation[] = [
  listWeeksOperation,
  getProgressOperation,
  getWeekOperation,
  listVersionsOperation,
  putWeekOperation,
  recordActualsOperation,
  getConfirmationOperation,
  confirmAsPlannedOperation,
  settleWeekOperation,
  askAboutWeekOperation,
  takeUpWeekOperation,
  listReasonsOperation,
  listAbsencesOperation,
  getAbsenceOperation,
  sayAbsenceOperation,
  endAbsenceOperation,
  undoAbsenceOperation,
  getTimetableOperation,
  putTimetableOperation,
  postVisitsOperation,
  listVisitsOperation,
  getVisitOperation,
  listWaitingVisitsOperation,
  placeVisitOperation,
  placeAllVisitsOperation,
  getTemplateOperation,
  sendUploadOperation,
  listUploadsOperation,
  getUploadOperation,
  listUploadRowsOperation,
  fixRowsOperation,
  remedyOperation,
  getUploadFileOperation,
  getUploadResultOperation,
  saveUploadOperation,
  undoUploadOperation,
  amendFromVisitsOperation,
  listColumnMapsOperation,
  rememberColumnsOperation,
  forgetColumnsOperation,
]

export function mountApi(app: FastifyInstance, web: Web, later: Later): void {
  mountApiWeeks(app, web, later)
  mountApiProgress(app, web)
  mountBulk(app, web, later)
  mountApiConfirmation(app, web, later)
  mountApiSettlement(app, web, later)
  mountApiQuestion(app, web, later)
  mountApiReasons(app, web)
  mountApiAbsences(app, web, later)
  mountApiTimetable(app, web, later)
  mountApiVisits(app, web)
  mountApiWaitingVisits(app, web, later)
  mountApiUploads(app, web)
  mountApiAmending(app, web)
  mountApiFixing(app, web)
  mountApiDownloads(app, web)
  mountApiColumnMaps(app, web)
}
