import { openTable } from '../../../../platform/spreadsheet/open-table.ts'
import type { Sheet, TableFile, TableRow, TableRows } from '../../../../platform/spreadsheet/table.ts'
import { lettersOf } from '../../../../platform/spreadsheet/xlsx-sheet.ts'
import type { Weekday } from '../../../../core/dates.ts'
import { requiredColumns, saidColumns } from '../../rules/file/columns.ts'
import { dateStyle, type DateStyle } from '../../rules/file/days.ts'
import { MOST_ROWS } from '../../rules/file/file-refusal.ts'
import { findStart, pairsIn, type ColumnMap, type FileFacts, type Header, type Start } from '../../rules/file/header.ts'
import { rowReader, type ReadRow } from '../../rules/file/read-row.ts'
import { FileRefused } from './file-refused.ts'

/** Enough of a sheet to find its heading and how it writes dates. */
const EARLY_ROWS = 500
const HEADING_WITHIN = 30
const MOST_SHOWN = 5

export type OpenFile = {
  readonly layout: 'template' | 'own'
  readonly facts: FileFacts
  readonly header: Header
  readonly rows: () => AsyncGenerator<readonly ReadRow[]>
  readonly close: () => void
}

/** Opens a file of weeks: finds the sheet, the heading and the facts about it, and judges each cell as it goes by. */
export async function openWeeks(path: string, map: ColumnMap, weekStartsOn: Weekday): Promise<OpenFile> {
  const table = await openTable(path)
  try {
    const found = await findSheet(table, map)
    const { start, early, rest } = found
    const facts = { ...(await aboutSheet(table)), ...start.facts }
    refuseHeader(start.header, facts)
    const style = dateStyle(weeksIn(start, early), weekStartsOn)
    return {
      layout: facts.template_version === undefined ? 'own' : 'template',
      facts,
      header: start.header,
      rows: () => judged(chained(early.slice(start.at + 1), rest), start.header, style),
      close: () => {
        table.close()
      },
    }
  } catch (fault) {
    table.close()
    throw fault
  }
}

type Found = { readonly start: Start; readonly early: readonly TableRow[]; readonly rest: TableRows }

/** The first sheet that a person sees with a heading of ours; otherwise the first sheet, and what its heading lacks. */
async function findSheet(table: TableFile, map: ColumnMap): Promise<Found> {
  let second: Found | undefined
  for (const sheet of table.sheets.filter(({ hidden }) => !hidden)) {
    const found = await startOf(sheet, map)
    if (found?.start.header.faults.length === 0) return found
    second ??= found
  }
  if (second === undefined) throw new FileRefused({ code: 'F01', facts: { why: 'no-heading' } })
  return second
}

async function startOf(sheet: Sheet, map: ColumnMap): Promise<Found | undefined> {
  const rest = sheet.rows()
  const early: TableRow[] = []
  while (early.length < EARLY_ROWS) {
    const next = await rest.next()
    if (next.done === true) break
    early.push(...next.value)
  }
  const heads = early.slice(0, HEADING_WITHIN).map(({ cells }) => cells)
  const start = findStart(heads, map) ?? guessedStart(heads)
  return start === undefined ? undefined : { start, early, rest }
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

function refuseHeader(header: Header, facts: FileFacts): void {
  const ours = facts.template_version !== undefined && !header.places.has('row_version')
  const faults = ours
    ? [...header.faults, { kind: 'missing' as const, column: 'row_version' as const, called: undefined }]
    : header.faults
  if (faults.length > 0) throw new FileRefused({ code: 'F03', facts: { header: faults, headings: header.headings } })
}

function weeksIn({ header, at }: Start, early: readonly TableRow[]): readonly string[] {
  const place = header.places.get('week_start') ?? -1
  return early.slice(at + 1).map(({ cells }) => cells[place] ?? '')
}

async function* chained(early: readonly TableRow[], rest: TableRows): TableRows {
  if (early.length > 0) yield early
  yield* rest
}

async function* judged(rows: TableRows, header: Header, style: DateStyle): AsyncGenerator<readonly ReadRow[]> {
  const { places } = header
  const read = [...requiredColumns, ...saidColumns].flatMap((column) => places.get(column) ?? [])
  const readRow = rowReader(style)
  const readColumns = new Set(read)
  let count = 0
  for await (const block of rows) {
    refuseFormulas(block, readColumns)
    count += block.length
    if (count > MOST_ROWS) throw new FileRefused({ code: 'F07', facts: { why: 'rows', line: block[0]?.line ?? 0 } })
    yield block
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
      .map(({ line, cells }) => readRow(line, (column) => cells[places.get(column) ?? -1] ?? ''))
  }
  if (count === 0) throw new FileRefused({ code: 'F01', facts: { why: 'no-rows' } })
}

/** What a formula shows is somebody's last calculation: what we would save is not what the file says. */
function refuseFormulas(block: readonly TableRow[], read: ReadonlySet<number>): void {
  const cells = block.flatMap(({ line, formulas = [] }) =>
    formulas.filter((column) => read.has(column)).map((column) => `${lettersOf(column)}${String(line)}`),
  )
  if (cells.length > 0)
    throw new FileRefused({ code: 'F08', facts: { why: 'formula', cells: cells.slice(0, MOST_SHOWN) } })
}
