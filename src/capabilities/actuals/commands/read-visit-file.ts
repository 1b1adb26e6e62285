import { openTable } from '../../../platform/spreadsheet/open-table.ts'
import type { TableFile, TableRow } from '../../../platform/spreadsheet/table.ts'
import { UnreadableFile } from '../../../platform/spreadsheet/table.ts'
import { dateStyle, readDay } from '../rules/file/days.ts'
import { readVisitHeader } from '../rules/visit-columns.ts'
import type { CarerColumn, VisitColumn, VisitHeader } from '../rules/visit-columns.ts'
import { readVisitRow } from '../rules/visit-row.ts'
import type { LoggedVisit, VisitRowFault } from '../rules/visit-row.ts'
import type { Carer } from '../store/visits.ts'
import { minutesBetween } from './record-visits.ts'

export type VisitFile =
  | { readonly kind: 'visits'; readonly visits: readonly LoggedVisit[]; readonly faults: readonly VisitRowFault[] }
  | { readonly kind: 'carers'; readonly carers: readonly Carer[]; readonly faults: readonly VisitRowFault[] }
  | { readonly kind: 'refused'; readonly code: 'F01' | 'F03' | 'F07' | 'F08'; readonly missing: readonly string[] }

/** What one page takes at once. */
export const MOST_VISITS = 20_000
const HEADING_WITHIN = 30

/** Reads a file of visits, or of carers: the first sheet that has a heading of either. */
export async function readVisitFile(path: string): Promise<VisitFile> {
  try {
    const table = await openTable(path)
    try {
      return await readTable(table)
    } finally {
      table.close()
    }
  } catch (fault) {
    if (fault instanceof UnreadableFile) return { kind: 'refused', code: 'F01', missing: [] }
    throw fault
  }
}

async function readTable(table: TableFile): Promise<VisitFile> {
  let missing: readonly string[] = ['visit_ref', 'client_ref', 'visit_date', 'claimed_start', 'claimed_minutes']
  for (const sheet of table.sheets.filter(({ hidden }) => !hidden)) {
    const rows: TableRow[] = []
    for await (const block of sheet.rows()) {
      rows.push(...block)
      if (rows.length > MOST_VISITS + HEADING_WITHIN) return { kind: 'refused', code: 'F07', missing: [] }
    }
    const found = findHeader(rows)
    if (found === undefined) continue
    if (!('missing' in found.header)) return readRows(found.header, rows.slice(found.at + 1))
    missing = found.header.missing
  }
  return { kind: 'refused', code: 'F03', missing }
}

function findHeader(rows: readonly TableRow[]) {
  const heads = rows.slice(0, HEADING_WITHIN).map(({ cells }, at) => ({ at, header: readVisitHeader(cells) }))
  return heads.find(({ header }) => 'kind' in header) ?? heads.toSorted((a, b) => knows(b.header) - knows(a.header))[0]
}

function knows(header: ReturnType<typeof readVisitHeader>): number {
  return 'known' in header ? header.known : header.places.size
}

function readRows({ kind, places }: VisitHeader, rows: readonly TableRow[]): VisitFile {
  const read = new Set(places.values())
  if (rows.some(({ formulas = [] }) => formulas.some((column) => read.has(column))))
    return { kind: 'refused', code: 'F08', missing: [] }
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const cellOf = (cells: readonly string[]) => (column: VisitColumn | CarerColumn) =>
    cells[places.get(column) ?? -1] ?? ''
  return kind === 'visits' ? readVisits(filled, cellOf) : readCarers(filled, cellOf)
}

type CellsOf = (cells: readonly string[]) => (column: VisitColumn | CarerColumn) => string

function readVisits(rows: readonly TableRow[], cellOf: CellsOf): VisitFile {
  const style = dateStyle(
    rows.slice(0, 500).map(({ cells }) => cellOf(cells)('visit_date')),
    1,
  )
  const read = rows.map(({ line, cells }) => readVisitRow(line, cellOf(cells), { style, minutesBetween }))
  return {
    kind: 'visits',
    visits: read.flatMap((row) => ('visit' in row ? [row.visit] : [])),
    faults: read.flatMap((row) => ('fault' in row ? [row.fault] : [])),
  }
}

function readCarers(rows: readonly TableRow[], cellOf: CellsOf): VisitFile {
  const carers = new Map<string, Carer>()
  const faults: VisitRowFault[] = []
  for (const { line, cells } of rows) {
    const cell = cellOf(cells)
    const reference = cell('carer_ref').trim()
    const [startsOn, endsOn] = [dayIn(cell('active_from')), dayIn(cell('active_to'))]
    if (reference === '' || reference.length > 60) faults.push({ line, code: 'R20', column: 'carer_ref' })
    else if (startsOn === undefined) faults.push({ line, code: 'R20', column: 'active_from' })
    else if (endsOn === undefined) faults.push({ line, code: 'R20', column: 'active_to' })
    else if (startsOn !== null && endsOn !== null && endsOn < startsOn)
      faults.push({ line, code: 'R42', column: 'active_to' })
    else carers.set(reference, { reference, name: cell('carer_name').trim().slice(0, 200), startsOn, endsOn })
  }
  return { kind: 'carers', carers: [...carers.values()], faults }
}

function dayIn(typed: string) {
  if (typed.trim() === '') return null
  const read = readDay(typed, 'day-first')
  return 'day' in read ? read.day : undefined
}
