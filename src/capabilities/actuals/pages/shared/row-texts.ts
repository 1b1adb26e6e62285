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
  const said = row.said ?? understood
  const late = isLateWrong(row) ? said.slice(understood.length) : []
  const texts = [...said.slice(0, understood.length), row.cpliRef, row.clientRef, ...late]
  return (column) => texts[cellNames.indexOf(column)] ?? ''
}

/** Only then are its two cells shown to be put right. */
export function isLateWrong({ codes }: Pick<FileRow, 'codes'>): boolean {
  return (codes ?? []).some((code) => code.startsWith('R46'))
}

export function textOfAmount(amount: bigint | null): string {
  return amount === null ? '' : formatQuantity(quantity(amount))
}
