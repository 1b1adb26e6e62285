/** One row as the spreadsheet numbers it. Numbers are plain decimals, dates ISO, times of day and durations 'H:MM'. */
export type TableRow = {
  readonly line: number
  readonly cells: readonly string[]
  /** Which of the cells hold a formula; absent when none does. */
  readonly formulas?: readonly number[]
}

/** Rows in stretches, so that a file of any size passes through a small memory. Empty rows are left out. */
export type TableRows = AsyncGenerator<readonly TableRow[]>

export type Sheet = { readonly name: string; readonly hidden: boolean; rows(): TableRows }

export type TableFile = {
  readonly format: 'csv' | 'xlsx' | 'ods' | 'json' | 'xml'
  readonly sheets: readonly Sheet[]
  close(): void
}

export type UnreadableCode =
  | 'empty'
  | 'not-a-table'
  | 'encrypted'
  | 'old-excel'
  | 'binary-workbook'
  | 'macros'
  | 'damaged'
  | 'entities'
  | 'too-many-entries'
  | 'too-large'
  | 'too-wide'
  | 'open-quote'
  | 'wrong-encoding'

/** The file cannot be read, or not further: what it is, and where. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
  readonly code: UnreadableCode
  /** The row at which reading stopped, where there was one. */
  readonly line: number | undefined
  constructor(code: UnreadableCode, line?: number) {
    super(`the file is ${code}`)
    this.code = code
    this.line = line
  }

  /** Keeps what the reader underneath said, for the log. */
  because(cause: unknown): this {
    this.cause = cause
    return this
  }
}

/** No honest sheet of ours is wider; each further column would cost memory in every row. */
export const WIDEST = 256
/** Longer than any comment; a cell of a megabyte is an attack. */
export const LONGEST_CELL = 32_767
