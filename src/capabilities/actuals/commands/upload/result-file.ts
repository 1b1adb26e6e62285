import { Readable } from 'node:stream'
import { BYTE_ORDER_MARK, csvText } from '../../../../core/csv.ts'
import { parseLocalDate, type LocalDate } from '../../../../core/dates.ts'
import { openTable } from '../../../../platform/spreadsheet/open-table.ts'
import type { TableFile, TableRow, TableRows } from '../../../../platform/spreadsheet/table.ts'
import { writeOds } from '../../../../platform/spreadsheet/ods-writer.ts'
import { writeXlsx, type CellToWrite, type SheetToWrite } from '../../../../platform/spreadsheet/xlsx-writer.ts'
import { templateColumns, weeklyColumns, type WeeklyColumn } from '../../rules/file/columns.ts'
import { pairsIn, type ColumnMap } from '../../rules/file/header.ts'
import { messageFor, statusOf } from '../../rules/file/result-words.ts'
import { readMe } from '../../rules/file/template.ts'
import { listReasonsFor } from '../../store/reasons.ts'
import { listResults, type RowResult } from '../../store/upload/rows.ts'
import type { UploadKind } from '../../store/upload/uploads.ts'
import { headingWithin, timetableSheet } from './find-sheet.ts'
import type { ReadRows } from './read-rows.ts'
import { columnsToWrite, reasonSheets } from './template-file.ts'
import { timetableSheetAgain } from './timetable-file.ts'

const STRETCH = 5_000

/** A stretch of the file's own rows with two more cells: what became of each, and why. */
type Told = readonly (readonly string[])[]

export type ResultOf = {
  readonly uploadId: string
  readonly kind: UploadKind
  readonly path: string
  readonly map: ColumnMap
  readonly saved: boolean
  readonly reference: string
  readonly read: ReadRows
  /** CSV whatever was sent; otherwise a workbook for a workbook. */
  readonly format?: 'csv'
}

type ResultFile = { readonly extension: 'csv' | 'xlsx' | 'ods'; readonly content: Readable }

/** The file as it was sent with a status and a message in every row: a workbook of its kind for a workbook, CSV for all else. */
export async function resultFile(result: ResultOf): Promise<ResultFile> {
  const table = await openTable(result.path)
  try {
    const file = await writtenFile(table, result)
    // Whoever reads it to the end, or leaves before, is done with the file below.
    file.content.once('close', () => {
      table.close()
    })
    return file
  } catch (fault) {
    table.close()
    throw fault
  }
}

async function writtenFile(table: TableFile, result: ResultOf): Promise<ResultFile> {
  const sheet = await sheetOf(table, result.map)
  const { format } = table
  if (result.format === 'csv' || (format !== 'xlsx' && format !== 'ods')) {
    const text = async function* () {
      yield BYTE_ORDER_MARK
      for await (const rows of told(sheet, result)) yield csvText(rows)
    }
    return { extension: 'csv', content: Readable.from(text(), { objectMode: false }) }
  }
  const sheets = await workbook(table, sheet, result)
  return { extension: format, content: format === 'ods' ? writeOds(sheets) : writeXlsx(sheets) }
}

/** Our own workbook comes back as it went out, with two columns more; another's keeps its rows and has no looks of ours. */
async function workbook(table: TableFile, sheet: ReadSheet, result: ResultOf): Promise<readonly SheetToWrite[]> {
  const facts = await aboutRows(table, result.reference)
  const about = facts.length === 0 ? [] : [{ name: 'Schema', hidden: true, columns: [], rows: [facts] }]
  const ours = result.kind === 'weeks' && facts.length > 0 ? ownColumns(sheet) : undefined
  if (ours === undefined)
    return [{ name: sheetNames[result.kind], active: true, columns: [], rows: cells(told(sheet, result)) }, ...about]
  const reasons = await reasonsOn(lastDayIn(facts), result)
  const columns = [...columnsToWrite(ours, reasons), ...resultColumns]
  const visits = await timetableSheet(table)
  return [
    { name: 'Read me', columns: [], rows: [readMe.map((line) => [line])] },
    { name: sheetNames.weeks, active: true, columns, rows: typedCells(told(sheet, result), ours) },
    ...(visits === undefined ? [] : [timetableSheetAgain(visits)]),
    ...about,
    ...reasonSheets(reasons),
  ]
}

const sheetNames = { weeks: 'Weekly', visits: 'Visits', carers: 'Carers' } as const

const RESULT_HEADINGS = ['result', 'result_message'] as const
const resultColumns = RESULT_HEADINGS.map((heading) => ({ heading, width: heading === 'result' ? 16 : 60 }))

/** The heading of a download, as it was made; the first ones had no columns for why a week is late. */
function ownColumns({ first: [heading] }: ReadSheet): readonly WeeklyColumn[] | undefined {
  return [templateColumns, weeklyColumns].find((columns) =>
    columns.every((column, place) => heading?.cells[place] === column),
  )
}

function lastDayIn(facts: readonly (readonly string[])[]): LocalDate | undefined {
  return parseLocalDate(facts.find(([name]) => name === 'period_end')?.[1] ?? '')
}

async function reasonsOn(day: LocalDate | undefined, { read }: ResultOf): Promise<readonly string[]> {
  if (day === undefined) return []
  return (await read((tx) => listReasonsFor(tx, day))).map(({ label }) => label)
}

/** A sheet whose first rows have been looked at, and those behind them. */
type ReadSheet = { readonly first: readonly TableRow[]; readonly rest: TableRows | undefined }

/** The sheet that was read: the first that a person sees with a heading of ours; where none has one, the first. */
async function sheetOf(table: TableFile, map: ColumnMap): Promise<ReadSheet> {
  let other: ReadSheet | undefined
  for (const sheet of table.sheets.filter(({ hidden }) => !hidden)) {
    const rest = sheet.rows()
    const next = await rest.next()
    const found = { first: next.done === true ? [] : next.value, rest }
    if (headingWithin(found.first, map) !== undefined) {
      await other?.rest?.return(undefined)
      return found
    }
    if (other === undefined) other = found
    else await rest.return(undefined)
  }
  return other ?? { first: [], rest: undefined }
}

async function* blocksOf({ first, rest }: ReadSheet): TableRows {
  if (first.length > 0) yield first
  if (rest !== undefined) yield* rest
}

/** A corrected file is a new one: it keeps what it says about itself and has a reference of its own. */
async function aboutRows(table: TableFile, reference: string): Promise<readonly (readonly string[])[]> {
  const first = await table.sheets
    .find(({ hidden }) => hidden)
    ?.rows()
    .next()
  if (first === undefined || first.done === true) return []
  const facts = { ...pairsIn(first.value.map(({ cells: own }) => own.slice(0, 2))), file_reference: reference }
  return Object.entries(facts)
}

async function* cells(rows: AsyncGenerator<Told>): AsyncGenerator<readonly (readonly CellToWrite[])[]> {
  for await (const block of rows) yield block.map((row) => row.map(cellOf))
}

/** Below the heading, which the columns write: days and amounts are again what they were, and all else is text. */
async function* typedCells(
  rows: AsyncGenerator<Told>,
  columns: readonly WeeklyColumn[],
): AsyncGenerator<readonly (readonly CellToWrite[])[]> {
  let isHeading = true
  for await (const block of rows) {
    const typed = isHeading ? block.slice(1) : block
    yield typed.map((row) => row.map((text, place) => typedCell(text, columns[place] ?? '')))
    isHeading = false
  }
}

const NUMBERS: readonly string[] = ['planned', 'actual', 'frustrated', 'missed', 'extra', 'visits', 'row_version']

function typedCell(text: string, column: string): CellToWrite {
  if (column === 'week_start') return parseLocalDate(text) === undefined ? text : { day: text }
  return NUMBERS.includes(column) ? cellOf(text) : text
}

function cellOf(text: string): CellToWrite {
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(text) && !/^0\d/.test(text) ? { number: text } : text
}

/** Rows keep their numbers: empty ones between them are written too. */
async function* told(sheet: ReadSheet, result: ResultOf): AsyncGenerator<Told> {
  const results = new Results(result)
  let line = 0
  let heading: TableRow | undefined
  for await (const block of blocksOf(sheet)) {
    heading ??= headingOf(block, result.map)
    yield await withResults(block, { results, heading, line })
    line = block.at(-1)?.line ?? line
  }
}

type Telling = { readonly results: Results; readonly heading: TableRow | undefined; readonly line: number }

async function withResults(block: readonly TableRow[], { results, heading, line }: Telling): Promise<Told> {
  const rows: string[][] = []
  let last = line
  for (const row of block) {
    rows.push(...Array.from({ length: row.line - last - 1 }, () => []))
    rows.push([...padded(row, heading?.cells.length ?? 0), ...(await results.for(row.line, heading?.line ?? 1))])
    last = row.line
  }
  return rows
}

function headingOf(block: readonly TableRow[], map: ColumnMap): TableRow | undefined {
  return block[headingWithin(block, map) ?? 0]
}

/** A workbook leaves out the cells that are empty. */
function padded({ cells: own }: TableRow, width: number): readonly string[] {
  return Array.from({ length: Math.max(own.length, width) }, (_, place) => own[place] ?? '')
}

/** The rows' results are read along with the file: both are in the same order. */
class Results {
  readonly #of: ResultOf
  #known = new Map<number, RowResult>()
  #until = 0
  #ended = false

  constructor(of: ResultOf) {
    this.#of = of
  }

  async for(line: number, heading: number): Promise<readonly string[]> {
    if (line < heading) return []
    if (line === heading) return RESULT_HEADINGS
    while (!this.#ended && line > this.#until) await this.#more()
    const result = this.#known.get(line)
    return result === undefined ? ['', ''] : [statusOf(result, this.#of.saved), messageFor(result, this.#of.kind)]
  }

  async #more(): Promise<void> {
    const rows = await this.#of.read((tx) =>
      listResults(tx, { id: this.#of.uploadId, kind: this.#of.kind }, this.#until, STRETCH),
    )
    this.#known = new Map(rows.map((row) => [row.line, row]))
    this.#until = rows.at(-1)?.line ?? this.#until
    this.#ended = rows.length < STRETCH
  }
}
