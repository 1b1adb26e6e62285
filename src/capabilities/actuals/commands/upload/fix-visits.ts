import { done, refused } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Work } from '../../../../platform/work.ts'
import { cellsFrom, readCarer, readVisit } from '../../rules/file/visit-rows.ts'
import { carerColumns, visitColumns, type SheetColumn } from '../../rules/visit-columns.ts'
import { judgeCarerRows, judgeVisitRows, stageHospital } from '../../store/upload/judge-visits.ts'
import { findManualPercent } from '../../store/upload/settings.ts'
import { lockUpload, markChecked, type Upload } from '../../store/upload/uploads.ts'
import {
  createCarerStage,
  createVisitStage,
  settleVisitStage,
  stageCarersAsDocument,
  stageVisitsAsDocument,
} from '../../store/upload/visit-stage.ts'
import { dropVisits, listRefusedVisits, removeForJudging, type RefusedVisit } from '../../store/upload/visits-again.ts'
import { minutesBetween } from '../record-visits.ts'

export type Cells = Readonly<Partial<Record<SheetColumn, string>>>
export type FixVisits = { readonly uploadId: string } & (
  | { readonly rows: readonly { readonly line: number; readonly cells: Cells }[] }
  /** Every row with one cause: with the same cells, or judged again as they are. */
  | { readonly code: string; readonly cells: Cells }
  | { readonly code: string; readonly drop: true }
)
export type FixVisitsRefusal = { readonly code: 'not-open' }

/** Puts refused visits or carers right, or leaves them out; what still cannot be read is refused again and says why. */
export async function fixVisits(
  work: Work,
  given: FixVisits,
): Promise<Outcome<{ readonly judged: number }, FixVisitsRefusal>> {
  const { tx, now } = work
  const upload = await lockUpload(tx, given.uploadId)
  const { kind } = upload
  if (kind === 'weeks' || (upload.state !== 'checked' && upload.state !== 'saved')) return refused({ code: 'not-open' })
  const of = { id: upload.id, kind }
  const which = 'code' in given ? { code: given.code } : { lines: given.rows.map(({ line }) => line) }
  const found = await listRefusedVisits(tx, of, which)
  const lines = found.map(({ line }) => line)
  if ('drop' in given) {
    await dropVisits(tx, of, lines)
    const subject = { type: 'upload', id: upload.id }
    await work.audit('actuals.upload-rows-dropped', subject, { code: given.code, rows: found.length })
  } else {
    const cellsOf = (line: number): Cells =>
      'code' in given ? given.cells : (given.rows.find((row) => row.line === line)?.cells ?? {})
    const rows = found.map((row) => ({ row, cells: cellsOf(row.line) }))
    await removeForJudging(tx, of, lines)
    await (kind === 'visits' ? judgeVisitsAgain : judgeCarersAgain)(work, upload, rows)
  }
  await markChecked(tx, upload, now)
  return done({ judged: found.length })
}

type Again = readonly { readonly row: RefusedVisit; readonly cells: Cells }[]

/** As it was typed before, but for the cells that were typed anew. */
function cellOf({ row, cells }: Again[number], columns: readonly SheetColumn[]) {
  const before = cellsFrom(row.said, columns)
  return cellsFrom(
    columns.map((column) => cells[column] ?? before(column)),
    columns,
  )
}

async function judgeVisitsAgain(work: Work, { id: uploadId, sentBy, round }: Upload, rows: Again): Promise<void> {
  const { tx, now, today } = work
  const read = rows.map((again) => {
    const { line, more } = again.row
    return readVisit({ line, cell: cellOf(again, visitColumns), more }, { style: 'unknown', minutesBetween })
  })
  await createVisitStage(tx)
  await stageVisitsAsDocument(tx, read)
  await settleVisitStage(tx, read.length)
  await stageHospital(tx)
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

async function judgeCarersAgain({ tx }: Work, { id: uploadId, sentBy, round }: Upload, rows: Again): Promise<void> {
  await createCarerStage(tx)
  await stageCarersAsDocument(
    tx,
    rows.map((again) => readCarer(again.row.line, cellOf(again, carerColumns), { style: 'unknown' })),
  )
  await judgeCarerRows(tx, { uploadId, sentBy, round })
}
