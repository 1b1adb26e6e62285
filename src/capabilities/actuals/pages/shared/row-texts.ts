import { formatQuantity } from '../../../../core/format.ts'
import { quantity } from '../../../../core/money.ts'
import { cellNames, type CellName } from '../../commands/upload/fix-rows.ts'
import type { FileRow } from '../../store/upload/rows.ts'

/** As it was typed where it could not be read, otherwise as it was understood. */
export function textsOf(row: FileRow): (column: CellName) => string {
  const understood = [
    row.weekStart ?? '',
    textOfAmount(row.actual),
    textOfAmount(row.frustrated),
    textOfAmount(row.missed),
    textOfAmount(row.extra),
    row.visits === null ? '' : String(row.visits),
    row.comment,
  ]
  const texts = [...(row.said ?? understood).slice(0, understood.length), row.cpliRef, row.clientRef]
  return (column) => texts[cellNames.indexOf(column)] ?? ''
}

export function textOfAmount(amount: bigint | null): string {
  return amount === null ? '' : formatQuantity(quantity(amount))
}
