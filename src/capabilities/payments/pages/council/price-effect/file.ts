import { Readable } from 'node:stream'
import { BYTE_ORDER_MARK, csvText } from '../../../../../core/csv.ts'
import { penceText } from '../../../../../core/decimal.ts'
import { pence } from '../../../../../core/money.ts'
import { writeXlsx, type CellToWrite } from '../../../../../platform/spreadsheet/xlsx-writer.ts'
import { explainAll } from '../../../rules/trace.ts'
import type { RepricedLine } from '../../../store/preview-price.ts'

const COLUMNS = [
  { heading: 'Provider', width: 24 },
  { heading: 'Person', width: 22 },
  { heading: 'Package', width: 14 },
  { heading: 'Service', width: 24 },
  { heading: 'From', width: 12 },
  { heading: 'Last day', width: 12 },
  { heading: 'Paid', width: 12 },
  { heading: 'Due', width: 12 },
  { heading: 'Difference', width: 12 },
  { heading: 'How it is worked out', width: 80 },
]

export const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type Format = keyof typeof TYPES

/** Every line of the preview. No cell is a formula. */
export function effectFile(format: Format, lines: readonly RepricedLine[]): Readable {
  if (format === 'csv') {
    const rows = lines.map((line) => cellsOf(line).map(textOf))
    return Readable.from([BYTE_ORDER_MARK + csvText([COLUMNS.map(({ heading }) => heading), ...rows])], {
      objectMode: false,
    })
  }
  return writeXlsx([{ name: 'Differences', active: true, columns: COLUMNS, rows: [lines.map(cellsOf)] }])
}

function cellsOf(line: RepricedLine): readonly CellToWrite[] {
  const money = (amount: bigint): CellToWrite => ({ number: penceText(pence(amount)) })
  return [
    line.providerName,
    line.personName,
    line.packageReference,
    line.serviceName,
    { day: line.coversFrom },
    { day: line.toOn },
    money(line.beforePence),
    money(line.duePence),
    money(line.duePence - line.beforePence),
    explainAll(line.trace).join(' '),
  ]
}

function textOf(cell: CellToWrite): string | null {
  if (cell === null || typeof cell === 'string') return cell
  return 'number' in cell ? cell.number : cell.day
}
