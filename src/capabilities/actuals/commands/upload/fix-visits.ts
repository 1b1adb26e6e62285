import { done, refused } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Work } from '../../../../platform/work.ts'
import { cellsFrom, readVisit, type ReadVisit } from '../../rules/file/visit-rows.ts'
import { visitColumns, type VisitColumn } from '../../rules/visit-columns.ts'
import { judgeVisitRows, stageHospital } from '../../store/upload/judge-visits.ts'
import { findManualPercent } from '../../store/upload/settings.ts'
import { lockUpload, markChecked, type Upload } from '../../store/upload/uploads.ts'
import { createVisitStage, settleVisitStage, stageVisitsAsDocument } from '../../store/upload/visit-stage.ts'
import { dropVisits, listRefusedVisits, removeForJudging, type RefusedVisit } from '../../store/upload/visits-again.ts'
import { minutesBetween } from '../record-visits.ts'

export type Cells = Readonly<Partial<Record<VisitColumn, string>>>
export type FixVisits = { readonly uploadId: string } & (
  | { readonly rows: readonly { readonly line: number; readonly cells: Cells }[] }
  /** Every row with one cause: with the same cells, or judged again as they are. */
  | { readonly code: string; readonly cells: Cells }
  | { readonly code: string; readonly drop: true }
)
export type FixVisitsRefusal = { readonly code: 'not-open' }

/** Puts refused visits right, or leaves them out; what still cannot be read is refused again and says why. */
export async function fixVisits(
  work: Work,
  given: FixVisits,
): Promise<Outcome<{ readonly judged: number }, FixVisitsRefusal>> {
  const { tx, now } = work
  const upload = await lockUpload(tx, given.uploadId)
  if (upload.kind !== 'visits' || (upload.state !== 'checked' && upload.state !== 'saved'))
    return refused({ code: 'not-open' })
  const which = 'code' in given ? { code: given.code } : { lines: given.rows.map(({ line }) => line) }
  const found = await listRefusedVisits(tx, upload.id, which)
  if ('drop' in given) {
    await dropVisits(
      tx,
      upload.id,
      found.map(({ line }) => line),
    )
    const subject = { type: 'upload', id: upload.id }
    await work.audit('actuals.upload-rows-dropped', subject, { code: given.code, rows: found.length })
  } else {
    const cellsOf = (line: number): Cells =>
      'code' in given ? given.cells : (given.rows.find((row) => row.line === line)?.cells ?? {})
    const read = found.map((row) => readAgain(row, cellsOf(row.line)))
    await judgeAgain(work, upload, read)
  }
  await markChecked(tx, upload, now)
  return done({ judged: found.length })
}

function readAgain({ line, said, more }: RefusedVisit, cells: Cells): ReadVisit {
  const before = cellsFrom(said)
  const put = visitColumns.map((column) => cells[column] ?? before(column))
  return readVisit({ line, cell: cellsFrom(put), more }, { style: 'unknown', minutesBetween })
}

async function judgeAgain(work: Work, upload: Upload, read: readonly ReadVisit[]): Promise<void> {
  const { tx, now, today } = work
  const { id: uploadId, sentBy, round } = upload
  await createVisitStage(tx)
  await stageVisitsAsDocument(tx, read)
  await settleVisitStage(tx, read.length)
  await stageHospital(tx)
  await removeForJudging(
    tx,
    uploadId,
    read.map(({ line }) => line),
  )
  const days = read.flatMap(({ day }) => (day === null ? [] : [day])).toSorted()
  const [from, until]: readonly (LocalDate | undefined)[] = [days[0], days.at(-1)]
  const manualPercent = await findManualPercent(tx, now)
  await judgeVisitRows(tx, {
    uploadId,
    sentBy,
    round,
    today,
    from: from ?? today,
    until: until ?? today,
    manualPercent,
  })
}
