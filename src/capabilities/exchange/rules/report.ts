import type { Fault } from './faults.ts'

export type FileReport = {
  readonly file: string
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  readonly refused: number
}

/** What a pack held, and what it did: everything or nothing. */
export type PackReport = {
  readonly status: 'applied' | 'refused'
  readonly council: string
  readonly packHash: string
  readonly rows: number
  readonly files: readonly FileReport[]
  readonly faultCount: number
  /** The first of them. */
  readonly faults: readonly Fault[]
}

/** The report as a person reads it in a terminal. */
export function reportLines(report: PackReport): readonly string[] {
  if (report.status === 'refused')
    return [
      `Nothing was imported: ${counted(report.faultCount, 'fault')} in the pack${report.council === '' ? '' : ` of ${report.council}`}.`,
      ...report.faults.map(faultLine),
      ...(report.faultCount > report.faults.length
        ? [`… and ${counted(report.faultCount - report.faults.length, 'more fault')}.`]
        : []),
    ]
  const header = ['file', 'rows', 'new', 'changed', 'removed', 'unchanged']
  const table = report.files.map((file) => [
    file.file,
    ...[file.rows, file.added, file.changed, file.removed, file.unchanged].map(String),
  ])
  return [`Imported ${counted(report.rows, 'row')} for ${report.council}.`, ...aligned([header, ...table])]
}

export function faultLine({ file, line, column, code, sentence }: Fault): string {
  const place = [file, line === undefined ? '' : `line ${String(line)}`, column ?? ''].filter((part) => part !== '')
  return `${place.join(', ')}: ${sentence} [${code}]`
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  )
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`
}
