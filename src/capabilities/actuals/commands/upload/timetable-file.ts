import { parseLocalDate } from '../../../../core/dates.ts'
import type { CellToWrite, ColumnToWrite, SheetToWrite } from '../../../../platform/spreadsheet/xlsx-writer.ts'
import { SHEET_STATUSES, timetableColumns, type TimetableColumn } from '../../rules/file/timetable-sheet.ts'
import { plannedVisits, type PlannedVisit, type SaidVisit } from '../../rules/timetable.ts'
import type { TemplateRow } from '../../store/upload/template-rows.ts'
import { listTimetablesOf, listVisitsOf, weekKey } from '../../store/upload/timetables.ts'
import type { FoundTimetable } from './find-sheet.ts'
import type { ReadRows } from './read-rows.ts'

const WIDTHS: Readonly<Partial<Record<TimetableColumn, number>>> = { client_name: 24 }
const TYPED: readonly TimetableColumn[] = ['status', 'actual_date', 'actual_start', 'actual_end', 'carers']

const columns: readonly ColumnToWrite[] = timetableColumns.map((heading) => ({
  heading,
  width: WIDTHS[heading] ?? 13,
  open: TYPED.includes(heading),
  ...(heading === 'status' && { choices: [...SHEET_STATUSES] }),
  ...(heading === 'carers' && { most: 4 }),
}))

type Blocks = AsyncIterable<readonly (readonly CellToWrite[])[]>

/** Nothing on it is locked: a visit that was added is a row of its own. */
function sheetOf(rows: Blocks): SheetToWrite {
  return { name: 'Visits', columns, rows, unlocked: true }
}

/** Every planned visit of the timetabled weeks that are open, with what stands of it. */
export function timetableSheetOf(read: ReadRows, stretches: AsyncIterable<readonly TemplateRow[]>): SheetToWrite {
  return sheetOf(visitsOf(read, stretches))
}

/** The sheet of a file that was sent, as it goes back. */
export function timetableSheetAgain(found: FoundTimetable): SheetToWrite {
  return sheetOf(sentVisits(found))
}

async function* visitsOf(read: ReadRows, stretches: AsyncIterable<readonly TemplateRow[]>): Blocks {
  for await (const rows of stretches) {
    const weeks = rows.filter(({ recording, block }) => recording === 'timetabled' && block === null)
    if (weeks.length === 0) continue
    const ids = [...new Set(weeks.map(({ packageId }) => packageId))]
    const [timetables, standing] = await read((tx) => Promise.all([listTimetablesOf(tx, ids), listVisitsOf(tx, weeks)]))
    yield weeks.flatMap((week) => {
      const planned = plannedVisits(timetables.get(week.packageId) ?? [], week, week.weekStart)
      const said = standing.get(weekKey(week))
      return said === undefined
        ? planned.map((visit) => cellsOf(week, { planned: visit, said: undefined }))
        : said.map((visit) => cellsOf(week, { planned: visit.planned, said: visit }))
    })
  }
}

type Visit = { readonly planned: PlannedVisit | undefined; readonly said: SaidVisit | undefined }

function cellsOf({ cpliRef, clientRef, clientName }: TemplateRow, { planned, said }: Visit): readonly CellToWrite[] {
  const day = planned?.day ?? said?.day ?? ''
  return [
    ...[cpliRef, clientRef, clientName, { day }],
    ...[planned?.startsAt ?? null, planned?.endsAt ?? null, numberOf(planned?.carers)],
    ...saidCells(planned, said),
  ]
}

const UNSAID: readonly CellToWrite[] = [null, null, null, null, null]

/** Only what differs from the plan is written beside the status. */
function saidCells(planned: PlannedVisit | undefined, said: SaidVisit | undefined): readonly CellToWrite[] {
  if (said === undefined) return UNSAID
  const { outcome, day, startsAt, endsAt, carers } = said
  if (planned === undefined) {
    const status = outcome === 'delivered' ? 'extra' : outcome
    return [status, null, startsAt, endsAt, numberOf(carers)]
  }
  if (outcome !== 'delivered') return [outcome, ...UNSAID.slice(1)]
  const differs = startsAt !== planned.startsAt || endsAt !== planned.endsAt
  const moved = day === planned.day ? null : { day }
  return [outcome, moved, ...(differs ? [startsAt, endsAt] : [null, null]), carersIfNot(planned.carers, carers)]
}

function carersIfNot(planned: number, carers: number): CellToWrite {
  return carers === planned ? null : numberOf(carers)
}

function numberOf(count: number | undefined): CellToWrite {
  return count === undefined ? null : { number: String(count) }
}

/** Rows keep their numbers: empty ones between them are written too. */
async function* sentVisits({ sheet, places, heading }: FoundTimetable): Blocks {
  let last = heading
  for await (const block of sheet.rows()) {
    const rows: (readonly CellToWrite[])[] = []
    for (const { line, cells } of block.filter((row) => row.line > heading)) {
      rows.push(...Array.from({ length: line - last - 1 }, () => []))
      rows.push(timetableColumns.map((column) => sentCell(column, cells[places.get(column) ?? -1] ?? '')))
      last = line
    }
    if (rows.length > 0) yield rows
  }
}

function sentCell(column: TimetableColumn, text: string): CellToWrite {
  if (column === 'visit_date' || column === 'actual_date')
    return parseLocalDate(text) === undefined ? text : { day: text }
  return column.endsWith('carers') && /^\d+$/.test(text) ? { number: text } : text
}
