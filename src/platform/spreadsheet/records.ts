import { UnreadableFile, WIDEST, LONGEST_CELL, type TableFile, type TableRow } from './table.ts'

/** What a file of records says of one: names and texts. */
export type FileRecord = Readonly<Record<string, string>>
export type Records = {
  /** What the file says about itself, above its records. */
  readonly facts: FileRecord
  readonly records: () => AsyncGenerator<readonly FileRecord[]>
}

/** So many of the first records are looked at for the names of their fields; one that comes up later is not read. */
const EARLY = 500

/**
 * Records as a sheet: what the file says about itself as a row of names above a row of values, then the names of the fields,
 * then a row for each record. Rows are numbered as in the CSV file that this would be.
 */
export function tableOfRecords(format: 'json' | 'xml', open: () => Promise<Records>): TableFile {
  return {
    format,
    sheets: [{ name: '', hidden: false, rows: () => rowsOf(open) }],
    close: () => undefined,
  }
}

async function* rowsOf(open: () => Promise<Records>): AsyncGenerator<readonly TableRow[]> {
  const { facts, records } = await open()
  const source = records()
  const early: FileRecord[] = []
  while (early.length < EARLY) {
    const next = await source.next()
    if (next.done === true) break
    early.push(...next.value)
  }
  const names = [...new Set(early.flatMap((record) => Object.keys(record)))]
  if (names.length === 0) throw new UnreadableFile('not-a-table')
  if (names.length > WIDEST) throw new UnreadableFile('too-wide')
  const about = Object.keys(facts).length === 0 ? [] : [Object.keys(facts), Object.values(facts)]
  yield [...about, names].map((cells, at) => ({ line: at + 1, cells }))
  let line = about.length + 1
  const numbered = (block: readonly FileRecord[]): readonly TableRow[] =>
    block.map((record) => {
      line += 1
      return { line, cells: names.map((name) => cellOf(record[name], line)) }
    })
  yield numbered(early)
  for await (const block of source) yield numbered(block)
}

function cellOf(text: string | undefined, line: number): string {
  if (text !== undefined && text.length > LONGEST_CELL) throw new UnreadableFile('too-large', line)
  return text ?? ''
}
