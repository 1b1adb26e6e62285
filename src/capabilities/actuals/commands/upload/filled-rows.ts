import type { TableRow, TableRows } from '../../../../platform/spreadsheet/table.ts'
import { lettersOf } from '../../../../platform/spreadsheet/xlsx-sheet.ts'
import { FileRefused } from './file-refused.ts'

const MOST_SHOWN = 5

export type RowLimit = { readonly most: number; readonly why: string }

/** Rows in which something stands, up to a limit; a formula in a cell that is read refuses the file. */
export async function* filledRows(
  rows: TableRows,
  readColumns: ReadonlySet<number>,
  { most, why }: RowLimit,
): TableRows {
  let count = 0
  for await (const block of rows) {
    refuseFormulas(block, readColumns)
    count += block.length
    if (count > most) throw new FileRefused({ code: 'F07', facts: { why, line: block[0]?.line ?? 0 } })
    yield block.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  }
  if (count === 0) throw new FileRefused({ code: 'F01', facts: { why: 'no-rows' } })
}

/** What a formula shows is somebody's last calculation: what we would save is not what the file says. */
export function refuseFormulas(block: readonly TableRow[], read: ReadonlySet<number>): void {
  const cells = block.flatMap(({ line, formulas = [] }) =>
    formulas.filter((column) => read.has(column)).map((column) => `${lettersOf(column)}${String(line)}`),
  )
  if (cells.length > 0)
    throw new FileRefused({ code: 'F08', facts: { why: 'formula', cells: cells.slice(0, MOST_SHOWN) } })
}
