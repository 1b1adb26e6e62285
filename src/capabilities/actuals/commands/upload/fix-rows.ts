import { done, refused } from '../../../../core/outcome.ts'
import type { Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import { readAmountCell, readLateCells, readVisitsCell, readWords } from '../../rules/file/cells.ts'
import { readDay } from '../../rules/file/days.ts'
import type { Remedy } from '../../rules/file/remedies.ts'
import { applyRemedy, dropRows, listLinesOf, putRight, type RightRow } from '../../store/upload/fix-rows.ts'
import { putLateRight, type LateRow } from '../../store/upload/late-rows.ts'
import { lockUpload, markChecked } from '../../store/upload/uploads.ts'
import { judgeAgain } from './judge-again.ts'

/** The cells that `said` keeps, in its order, whose row it is, and why it is late. */
const figures = ['weekStart', 'actual', 'frustrated', 'missed', 'extra', 'visits', 'comment'] as const
export const cellNames = [...figures, 'cpliRef', 'clientRef', 'lateReason', 'lateNote'] as const
export type CellName = (typeof cellNames)[number]
/** What is not typed of whose row it is, or of why it is late, stays as it was. */
export type TypedRow = Readonly<Record<(typeof figures)[number], string>> & {
  readonly line: number
  readonly cpliRef?: string | undefined
  readonly clientRef?: string | undefined
  readonly lateReason?: string | undefined
  readonly lateNote?: string | undefined
}
export type FixRefusal =
  { readonly code: 'not-open' } | { readonly code: 'misread'; readonly faults: readonly CellFault[] }
export type CellFault = {
  readonly line: number
  readonly column: CellName
  readonly why: string
}

/** Puts single rows right as they were typed on screen, and judges them again. Nothing is changed while a cell cannot be read. */
export async function fixRows(
  work: Work,
  { uploadId, rows }: { readonly uploadId: string; readonly rows: readonly TypedRow[] },
): Promise<Outcome<{ readonly judged: number }, FixRefusal>> {
  const upload = await lockUpload(work.tx, uploadId)
  if (upload.state !== 'checked' && upload.state !== 'saved') return refused({ code: 'not-open' })
  const read = rows.map((row) => readTyped(row))
  const faults = read.flatMap((row) => row.faults)
  if (faults.length > 0) return refused({ code: 'misread', faults })
  const lines = await listLinesOf(work.tx, uploadId, { lines: rows.map(({ line }) => line) })
  const right = read.map((row) => row.row).filter(({ line }) => lines.includes(line))
  await judgeAgain(work, upload, lines, () => putRight(work.tx, right))
  const late = read.flatMap((row) => (row.late !== undefined && lines.includes(row.row.line) ? [row.late] : []))
  if (late.length > 0) await putLateRight(work.tx, upload, late)
  await markChecked(work.tx, upload, work.now)
  return done({ judged: lines.length })
}

/** One remedy for every row with the same cause. */
export async function fixAll(
  work: Work,
  { uploadId, code, remedy }: { readonly uploadId: string; readonly code: string; readonly remedy: Remedy },
): Promise<Outcome<{ readonly judged: number }, FixRefusal>> {
  const { tx, now } = work
  const upload = await lockUpload(tx, uploadId)
  if (upload.state !== 'checked' && upload.state !== 'saved') return refused({ code: 'not-open' })
  const lines = await listLinesOf(tx, uploadId, { code })
  if (remedy.kind === 'drop') await dropRows(tx, uploadId, lines)
  else await judgeAgain(work, upload, lines, () => applyRemedy(tx, remedy))
  await markChecked(tx, upload, now)
  if (remedy.kind === 'drop')
    await work.audit('actuals.upload-rows-dropped', { type: 'upload', id: uploadId }, { code, rows: lines.length })
  return done({ judged: lines.length })
}

const MOST_REFERENCE = 60

function referenceIn(typed: string | undefined): string | null {
  return typed === undefined ? null : readWords(typed).slice(0, MOST_REFERENCE)
}

type ReadTyped = {
  readonly row: RightRow
  readonly late: LateRow | undefined
  readonly faults: readonly CellFault[]
}

function readTyped(typed: TypedRow): ReadTyped {
  const late = readLate(typed)
  const faults: CellFault[] = [...late.faults]
  const amount = (column: 'actual' | 'frustrated' | 'missed' | 'extra') => {
    const read = readAmountCell(typed[column])
    if (read.ok) return read.value
    faults.push({ line: typed.line, column, why: read.refusal.code })
    return null
  }
  const visits = readVisitsCell(typed.visits)
  if (!visits.ok) faults.push({ line: typed.line, column: 'visits', why: visits.refusal.code })
  const day = readDay(typed.weekStart, 'day-first')
  if ('fault' in day) faults.push({ line: typed.line, column: 'weekStart', why: day.fault })
  const amounts = {
    actual: amount('actual'),
    frustrated: amount('frustrated'),
    missed: amount('missed'),
    extra: amount('extra'),
  }
  const comment = readWords(typed.comment)
  const row = {
    line: typed.line,
    ...amounts,
    visits: visits.ok ? visits.value : null,
    comment,
    cpliRef: referenceIn(typed.cpliRef),
    clientRef: referenceIn(typed.clientRef),
    weekStart: 'day' in day ? day.day : null,
  }
  return { row, late: late.row, faults }
}

function readLate({ line, lateReason, lateNote }: TypedRow): {
  readonly row?: LateRow
  readonly faults: readonly CellFault[]
} {
  if (lateReason === undefined && lateNote === undefined) return { faults: [] }
  const read = readLateCells(lateReason ?? '', lateNote ?? '')
  if (read.ok) return { row: { line, late: read.value }, faults: [] }
  const [column = '', why = ''] = read.refusal.code.split(':')
  return { faults: [{ line, column: column === 'late_note' ? 'lateNote' : 'lateReason', why }] }
}
