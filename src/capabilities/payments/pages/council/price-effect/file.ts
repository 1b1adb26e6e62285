import { penceText } from '../../../../../core/decimal.ts'
import { pence } from '../../../../../core/money.ts'
import type { CellToWrite } from '../../../../../platform/spreadsheet/xlsx-writer.ts'
import { explainAll } from '../../../rules/trace.ts'
import type { RepricedLine } from '../../../store/preview-price.ts'

/** Of the lines of a preview. */
export const EFFECT_COLUMNS = [
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

export function effectCells(line: RepricedLine): readonly CellToWrite[] {
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
