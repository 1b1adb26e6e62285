/**
 * What a migration pack looks like. Every column is declared once, here and in the tables beside it: the header check,
 * the reading of cells, the staging tables, the public document and the demonstration generator follow from it.
 */
export type ColumnType =
  | 'key'
  | 'text'
  | 'choice'
  | 'date'
  | 'moment'
  | 'time'
  | 'price'
  | 'amount'
  | 'units'
  | 'units-by-day'
  | 'whole'
  | 'percent'
  | 'flag'
  | 'email'
  | 'nhs-number'
  | 'weekdays'
  | 'nights-away'
  | 'colour'
  | 'council-code'
  | 'four-digits'

export type Column = {
  readonly name: string
  readonly type: ColumnType
  readonly required: boolean
  readonly example: string
  readonly meaning: string
  /** The table and column of the product that keeps it. */
  readonly target: string
  readonly unit?: string
  readonly choices?: readonly string[]
  readonly least?: number
  readonly most?: number
}

export type PackFile = {
  readonly name: string
  readonly required: boolean
  readonly meaning: string
  /** No two rows may have the same values here. */
  readonly key: readonly string[]
  readonly columns: readonly Column[]
  /** Columns that together name one row of another file, by that file's key. */
  readonly references?: readonly Reference[]
  /** A first and a last day: the last may not come before the first. */
  readonly days?: readonly [string, string]
  /** Rows that agree here may not have a day in common. */
  readonly noOverlapWithin?: readonly string[]
  /** Rows of this file are given an id of their own when they are new. */
  readonly identified?: boolean
}
export type Reference = { readonly columns: readonly string[]; readonly file: string; readonly keys: readonly string[] }

type Telling = Pick<Column, 'example' | 'meaning' | 'target'>
type More = Telling & Partial<Pick<Column, 'unit' | 'choices' | 'least' | 'most'>>

export function required(name: string, type: ColumnType, more: More): Column {
  return { name, type, required: true, ...more }
}
export function optional(name: string, type: ColumnType, more: More): Column {
  return { name, type, required: false, ...more }
}
export function refersTo(file: string, column: string, more: { readonly as?: string } = {}): Reference {
  return { columns: [more.as ?? column], file, keys: [column] }
}
