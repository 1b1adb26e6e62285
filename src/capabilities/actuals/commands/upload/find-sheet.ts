import { openTable } from '../../../../platform/spreadsheet/open-table.ts'
import type { Sheet, TableFile, TableRow, TableRows } from '../../../../platform/spreadsheet/table.ts'
import { requiredColumns } from '../../rules/file/columns.ts'
import { factsIn, findStart, pairsIn, type ColumnMap, type FileFacts, type Start } from '../../rules/file/header.ts'
import { timetablePlaces, type TimetableColumn } from '../../rules/file/timetable-sheet.ts'
import { readVisitHeader, type VisitHeader } from '../../rules/visit-columns.ts'
import { FileRefused } from './file-refused.ts'

/** Enough of a sheet to find its heading and how it writes dates. */
const EARLY_ROWS = 500
const HEADING_WITHIN = 30

export type VisitStart = { readonly header: VisitHeader; readonly at: number; readonly facts: FileFacts }
export type Found = { readonly table: TableFile; readonly early: readonly TableRow[]; readonly rest: TableRows } & (
  { readonly kind: 'weeks'; readonly start: Start } | { readonly kind: 'visits' | 'carers'; readonly start: VisitStart }
)

/** Opens a file and finds the sheet that holds weeks, visits or carers; its heading may still lack something. */
export async function findSheet(path: string, map: ColumnMap): Promise<Found> {
  const table = await openTable(path)
  try {
    const found = await sheetIn(table, map)
    const about = await aboutSheet(table)
    if (found.kind === 'weeks')
      return { ...found, start: { ...found.start, facts: { ...about, ...found.start.facts } } }
    return { ...found, start: { ...found.start, facts: { ...about, ...found.start.facts } } }
  } catch (fault) {
    table.close()
    throw fault
  }
}

/** Beside a sheet of weeks: the one on which a workbook of ours says the visits of timetabled packages. */
export async function timetableSheet({ sheets }: TableFile): Promise<FoundTimetable | undefined> {
  if (sheets.length < 2) return undefined
  for (const sheet of sheets.filter(({ hidden }) => !hidden)) {
    const rows = sheet.rows()
    const next = await rows.next()
    const first = next.done === true ? [] : next.value.slice(0, HEADING_WITHIN)
    await rows.return(undefined)
    for (const { cells, line } of first) {
      const places = timetablePlaces(cells)
      if (places !== undefined) return { sheet, places, heading: line }
    }
  }
  return undefined
}

export type FoundTimetable = {
  readonly sheet: Sheet
  readonly places: ReadonlyMap<TimetableColumn, number>
  /** The row of the heading. */
  readonly heading: number
}

/** The rows below the heading. */
export async function* rowsBelow({ early, rest, start }: Found): TableRows {
  const below = early.slice(start.at + 1)
  if (below.length > 0) yield below
  yield* rest
}

/** The first sheet that a person sees with a heading of ours; otherwise the first sheet, and what its heading lacks. */
async function sheetIn(table: TableFile, map: ColumnMap): Promise<Found> {
  let second: Found | undefined
  for (const sheet of table.sheets.filter(({ hidden }) => !hidden)) {
    const found = await startOf(table, sheet, map)
    if (found === undefined) continue
    if (isWhole(found)) return found
    second ??= found
  }
  if (second === undefined) throw new FileRefused({ code: 'F01', facts: { why: 'no-heading' } })
  return second
}

function isWhole(found: Found): boolean {
  return found.kind === 'weeks' ? found.start.header.faults.length === 0 : found.start.header.missing.length === 0
}

async function startOf(table: TableFile, sheet: Sheet, map: ColumnMap): Promise<Found | undefined> {
  const rest = sheet.rows()
  const early: TableRow[] = []
  while (early.length < EARLY_ROWS) {
    const next = await rest.next()
    if (next.done === true) break
    early.push(...next.value)
  }
  const heads = early.slice(0, HEADING_WITHIN).map(({ cells }) => cells)
  const weeks = findStart(heads, map)
  const visits = visitStart(heads, map)
  if (visits !== undefined && isOfVisits(visits.header, weeks))
    return { table, early, rest, kind: visits.header.kind, start: visits }
  const start = weeks ?? guessedStart(heads)
  return start === undefined ? undefined : { table, early, rest, kind: 'weeks', start }
}

/** At which of the first rows the heading stands. */
export function headingWithin(rows: readonly TableRow[], map: ColumnMap): number | undefined {
  const heads = rows.slice(0, HEADING_WITHIN).map(({ cells }) => cells)
  const weeks = findStart(heads, map)
  const visits = visitStart(heads, map)
  return visits !== undefined && isOfVisits(visits.header, weeks) ? visits.at : weeks?.at
}

/** A file of weeks says in which week; one of visits on which day, one of carers neither. */
function isOfVisits({ kind, places }: VisitHeader, weeks: Start | undefined): boolean {
  if (weeks?.header.places.has('week_start') === true) return false
  if (kind === 'visits') return places.has('visit_date') || places.has('visit_ref')
  return places.has('carer_ref') && weeks === undefined
}

function visitStart(heads: readonly (readonly string[])[], map: ColumnMap): VisitStart | undefined {
  const found = heads
    .map((cells, at) => ({ header: readVisitHeader(cells, map), at }))
    .toSorted((one, other) => other.header.places.size - one.header.places.size || one.at - other.at)[0]
  if (found === undefined || found.header.places.size < 2) return undefined
  const below = heads[found.at + 1] ?? []
  const facts = found.header.layout === 'abacus' ? abacusFacts(found.header, below) : factsIn(heads.slice(0, found.at))
  return { ...found, facts }
}

/** A service delivery file says about itself in every row what ours says once. */
function abacusFacts({ headings }: VisitHeader, cells: readonly string[]): FileFacts {
  const text = (name: string) =>
    (cells[headings.findIndex((heading) => heading.toLowerCase() === name)] ?? '').trim().slice(0, 100)
  return {
    file_reference: text('filereference'),
    provider_ref: text('providerref'),
    contract_ref: text('contractnumber'),
  }
}

/** No row names two of our columns: the widest early one is what the file calls its heading, and is said to lack ours. */
function guessedStart(heads: readonly (readonly string[])[]): Start | undefined {
  const widest = heads.reduce((best, cells, at) => (cells.length > (heads[best]?.length ?? 0) ? at : best), 0)
  const cells = heads[widest]
  if (cells === undefined) return undefined
  const header = { places: new Map(), headings: cells.map((cell) => cell.trim()), unknown: [], faults: [] }
  return {
    header: { ...header, faults: requiredColumns.map((column) => ({ kind: 'missing', column, called: undefined })) },
    at: widest,
    facts: {},
  }
}

/** Our own workbooks carry their facts on a hidden sheet. */
async function aboutSheet(table: TableFile): Promise<FileFacts> {
  const about = table.sheets.find(({ hidden }) => hidden)
  const first = await about?.rows().next()
  return first === undefined || first.done === true ? {} : pairsIn(first.value.map(({ cells }) => cells.slice(0, 2)))
}
