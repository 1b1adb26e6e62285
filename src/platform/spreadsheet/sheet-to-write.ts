/** A number is written as it is said; a day needs its kind said, because it is text elsewhere. */
export type CellToWrite = string | { readonly number: string } | { readonly day: string } | null

export type ColumnToWrite = {
  readonly heading: string
  readonly width: number
  /** May be typed in; every other column is locked. */
  readonly open?: boolean
  /** Only numbers from 0 to this may be typed. */
  readonly most?: number
  /** A list to choose from, which other words are allowed beside. */
  readonly choices?: readonly string[]
  /** Such a list on a sheet of its own, of any length: Excel takes 255 characters at most in the column itself. */
  readonly choicesOn?: { readonly sheet: string; readonly count: number }
}

export type SheetToWrite = {
  readonly name: string
  readonly hidden?: boolean
  /** Rows may be added, and so every cell may be typed in, whatever its column says. */
  readonly unlocked?: boolean
  /** The sheet in front when the workbook is opened. */
  readonly active?: boolean
  /** Without columns there is no heading row, and the rows are words. */
  readonly columns: readonly ColumnToWrite[]
  readonly rows: AsyncIterable<readonly (readonly CellToWrite[])[]> | Iterable<readonly (readonly CellToWrite[])[]>
}

export function isFetched({ rows }: SheetToWrite): boolean {
  return Symbol.asyncIterator in rows
}

/** Words that a spreadsheet would run, were they typed. */
export const RUNS_AS_FORMULA = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]/
