import { Readable } from 'node:stream'
import { BYTE_ORDER_MARK, csvText, type CsvCell } from '../../../../core/csv.ts'
import { addDays } from '../../../../core/dates.ts'
import { formatDay } from '../../../../core/format.ts'
import {
  writeXlsx,
  type CellToWrite,
  type ColumnToWrite,
  type SheetToWrite,
} from '../../../../platform/spreadsheet/xlsx-writer.ts'
import { columnLabels, lateColumns, saidColumns, templateColumns, type WeeklyColumn } from '../../rules/file/columns.ts'
import {
  readMe,
  templateCells,
  templateFacts,
  type TemplateCell,
  type TemplateFacts,
} from '../../rules/file/template.ts'
import { LATE_REASONS } from '../../rules/late.ts'
import { listReasonsFor } from '../../store/reasons.ts'
import { hasTimetables, listTemplateRows, type TemplateOf, type TemplateRow } from '../../store/upload/template-rows.ts'
import type { ReadRows } from './read-rows.ts'
import { timetableSheetOf } from './timetable-file.ts'

export type TemplateFile = { readonly name: string; readonly mediaType: string; readonly content: Readable }

type Wanted = TemplateOf & { readonly format: 'xlsx' | 'csv' } & Pick<
    TemplateFacts,
    'reference' | 'providerReference' | 'at'
  >

const STRETCH = 2_000
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Every week of the period with its plan and what is recorded, as a file to fill in and send back. */
export async function templateFile(read: ReadRows, wanted: Wanted): Promise<TemplateFile> {
  const { format, from, until, reference } = wanted
  const last = addDays(until, -1)
  const name = `actuals-${from}-to-${last}-${reference.slice(-4)}.${format}`
  const facts = templateFacts({ ...wanted, from, last })
  if (format === 'csv')
    return {
      name,
      mediaType: 'text/csv; charset=utf-8',
      content: Readable.from(csvParts(read, wanted, facts), { objectMode: false }),
    }
  const [listed, saysVisits] = await read((tx) => Promise.all([listReasonsFor(tx, last), hasTimetables(tx, wanted)]))
  const reasons = listed.map(({ label }) => label)
  const weekly = {
    name: 'Weekly',
    active: true,
    columns: columnsToWrite(templateColumns, reasons),
    rows: cellsOf(read, wanted, saysVisits),
  }
  const content = writeXlsx([
    {
      name: 'Read me',
      columns: [],
      rows: [[...readMe, '', `Period ${formatDay(from)} to ${formatDay(last)}`].map((line) => [line])],
    },
    weekly,
    ...(saysVisits ? [timetableSheetOf(read, stretches(read, wanted))] : []),
    { name: 'Totals', columns: totalColumns, rows: totals(read, wanted) },
    {
      name: 'Schema',
      hidden: true,
      columns: [],
      rows: [
        [
          ...facts.map(([key, value]) => [key, value]),
          [],
          ...templateColumns.map((column) => [`column:${column}`, columnLabels[column]]),
        ],
      ],
    },
    ...reasonSheets(reasons),
  ])
  return { name, mediaType: XLSX, content }
}

async function* stretches(read: ReadRows, wanted: TemplateOf): AsyncGenerator<readonly TemplateRow[]> {
  let after: { readonly weekStart: TemplateRow['weekStart']; readonly packageId: string } | undefined
  for (;;) {
    const rows = await read((tx) => listTemplateRows(tx, wanted, { after, limit: STRETCH }))
    if (rows.length > 0) yield rows
    after = rows.at(-1)
    if (rows.length < STRETCH || after === undefined) return
  }
}

async function* cellsOf(
  read: ReadRows,
  wanted: TemplateOf,
  saysVisits: boolean,
): AsyncGenerator<readonly (readonly CellToWrite[])[]> {
  for await (const rows of stretches(read, wanted)) yield rows.map((row) => templateCells(row, { saysVisits }))
}

async function* csvParts(
  read: ReadRows,
  wanted: TemplateOf,
  facts: ReturnType<typeof templateFacts>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvText([facts.map(([key]) => key), facts.map(([, value]) => value), [], templateColumns])
  for await (const rows of cellsOf(read, wanted, false)) yield csvText(rows.map((cells) => cells.map(textOf)))
}

function textOf(cell: TemplateCell | CellToWrite): CsvCell {
  if (cell === null || typeof cell === 'string') return cell
  return 'number' in cell ? cell.number : cell.day
}

const totalColumns: readonly ColumnToWrite[] = ['Service', 'Unit', 'Rows', 'Planned', 'Actual'].map((heading) => ({
  heading,
  width: heading === 'Service' ? 40 : 12,
}))

/** Values, not formulas: they say what the portal knew when the file was made. */
async function* totals(read: ReadRows, wanted: TemplateOf): AsyncGenerator<readonly (readonly CellToWrite[])[]> {
  const sums = new Map<string, { service: string; unit: string; rows: number; planned: bigint; actual: bigint }>()
  for await (const rows of stretches(read, wanted))
    for (const { service, unit, planned, actual } of rows) {
      const sum = sums.get(`${service}|${unit}`) ?? { service, unit, rows: 0, planned: 0n, actual: 0n }
      sums.set(`${service}|${unit}`, {
        ...sum,
        rows: sum.rows + 1,
        planned: sum.planned + planned,
        actual: sum.actual + (actual ?? 0n),
      })
    }
  yield [...sums.values()].map(({ service, unit, rows, planned, actual }) => [
    service,
    unit,
    { number: String(rows) },
    { number: (Number(planned) / 30_000).toFixed(2) },
    { number: (Number(actual) / 30_000).toFixed(2) },
  ])
}

const WIDTHS: Readonly<Partial<Record<WeeklyColumn, number>>> = {
  client_name: 24,
  service: 28,
  service_level: 16,
  comment: 40,
  our_ref: 16,
  late_reason: 24,
  late_note: 24,
  row_message: 44,
}
/** Where the council has no list of its own. */
const REASONS = [
  'In hospital',
  'Not in',
  'Refused care',
  'Family cared',
  'Bank holiday',
  'Carer not available',
  'Extra care agreed',
]
const REASON_SHEET = 'Reasons'

/** Where the drop-down of the comment finds the council's list. */
export function reasonSheets(reasons: readonly string[]): readonly SheetToWrite[] {
  if (reasons.length === 0) return []
  return [{ name: REASON_SHEET, hidden: true, columns: [], rows: [reasons.map((label) => [label])] }]
}

/** The columns of the sheet that is filled in: what is locked, and what may be chosen. */
export function columnsToWrite(columns: readonly WeeklyColumn[], reasons: readonly string[]): readonly ColumnToWrite[] {
  return columns.map((column) => columnToWrite(column, reasons))
}

/** What may be typed; all else is locked. */
const OPEN: readonly string[] = [...saidColumns, 'our_ref', ...lateColumns]

function columnToWrite(column: WeeklyColumn, reasons: readonly string[]): ColumnToWrite {
  const open = OPEN.includes(column)
  const base = { heading: column, width: WIDTHS[column] ?? 12, open }
  if (column === 'comment')
    return reasons.length === 0
      ? { ...base, choices: REASONS }
      : { ...base, choicesOn: { sheet: REASON_SHEET, count: reasons.length } }
  if (column === 'late_reason') return { ...base, choices: LATE_REASONS.map(({ label }) => label) }
  if (column === 'visits') return { ...base, most: 999 }
  return ['actual', 'frustrated', 'missed', 'extra'].includes(column) ? { ...base, most: 168 } : base
}
