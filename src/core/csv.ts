export type CsvCell = string | number | bigint | null

/** Written before a file's first line, so that spreadsheets read pound signs and accents as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

// A spreadsheet runs a cell that begins like this, also after spaces and in the wide forms of the same signs.
const RUNS_AS_FORMULA = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/
const NEEDS_QUOTES = /[",\r\n]/

/** Rows as RFC 4180 text. No cell can run as a formula: an apostrophe says that it is text. Numbers stay numbers. */
export function csvText(rows: Iterable<readonly CsvCell[]>): string {
  let text = ''
  for (const row of rows) text += `${row.map(cellText).join(',')}\r\n`
  return text
}

function cellText(cell: CsvCell): string {
  const text = harmless(cell === null ? '' : String(cell))
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function harmless(text: string): string {
  return RUNS_AS_FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}
