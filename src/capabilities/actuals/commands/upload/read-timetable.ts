import type { TableFile, TableRow } from '../../../../platform/spreadsheet/table.ts'
import { dateStyle } from '../../rules/file/days.ts'
import { isSilent, readSheetVisit, type SheetVisit, type TimetableColumn } from '../../rules/file/timetable-sheet.ts'
import { FileRefused } from './file-refused.ts'
import { refuseFormulas } from './filled-rows.ts'
import { timetableSheet, type FoundTimetable } from './find-sheet.ts'

/** A week of a person has some dozens of visits; these are read whole, because each is held against its timetable. */
const MOST_ROWS = 50_000

/** What the sheet Visits of a workbook says; nothing where there is none, or nobody typed in it. */
export async function readTimetableSheet(table: TableFile): Promise<readonly SheetVisit[]> {
  const found = await timetableSheet(table)
  if (found === undefined) return []
  const rows = await wholeSheet(found)
  const cellOf =
    ({ cells }: TableRow) =>
    (column: TimetableColumn) =>
      cells[found.places.get(column) ?? -1] ?? ''
  const style = dateStyle(
    rows.flatMap((row) => [cellOf(row)('visit_date'), cellOf(row)('actual_date')]),
    undefined,
  )
  return whatIsSaid(rows.map((row) => readSheetVisit(row.line, cellOf(row), style)))
}

async function wholeSheet({ sheet, heading, places }: FoundTimetable): Promise<readonly TableRow[]> {
  const read = new Set(places.values())
  const rows: TableRow[] = []
  for await (const block of sheet.rows()) {
    refuseFormulas(block, read)
    rows.push(...block.filter(({ line }) => line > heading))
    if (rows.length > MOST_ROWS) throw new FileRefused({ code: 'F07', facts: { why: 'sheet-visits' } })
  }
  return rows
}

/** Rows on which nobody typed say nothing; which planned visits lack words is told from the timetable. */
function whatIsSaid(visits: readonly SheetVisit[]): readonly SheetVisit[] {
  const said = visits.filter((visit) => !isSilent(visit))
  const lost = said.find(({ day }) => day === null)
  if (lost !== undefined) throw new FileRefused({ code: 'F01', facts: { why: 'visit-without-week', line: lost.line } })
  return said
}
