import type { TableRow, TableRows } from '../../../../platform/spreadsheet/table.ts'
import type { Weekday } from '../../../../core/dates.ts'
import { lateColumns, requiredColumns, saidColumns } from '../../rules/file/columns.ts'
import { dateStyle } from '../../rules/file/days.ts'
import { MOST_ROWS } from '../../rules/file/file-refusal.ts'
import type { ColumnMap, FileFacts, Header, Start } from '../../rules/file/header.ts'
import { rowReader, type Reading, type ReadRow } from '../../rules/file/read-row.ts'
import type { SheetVisit } from '../../rules/file/timetable-sheet.ts'
import type { ReadCarer, ReadVisit } from '../../rules/file/visit-rows.ts'
import { FileRefused } from './file-refused.ts'
import { filledRows } from './filled-rows.ts'
import { findSheet, rowsBelow, type Found } from './find-sheet.ts'
import { readTimetableSheet } from './read-timetable.ts'
import { readCarers, readVisits, refuseVisitHeader } from './read-visits.ts'

export type About = {
  readonly layout: 'template' | 'own' | 'abacus'
  readonly facts: FileFacts
  /** Headings that mean nothing to us. */
  readonly unknown: readonly string[]
  /** Whether rows may say why their week is late. */
  readonly saysLate: boolean
  /** What a workbook says of the visits of timetabled packages, on a sheet beside that of their weeks. */
  readonly visits: readonly SheetVisit[]
}
export type OpenFile = About & { readonly close: () => void } & (
    | { readonly kind: 'weeks'; readonly rows: () => AsyncGenerator<readonly ReadRow[]> }
    | { readonly kind: 'visits'; readonly rows: () => AsyncGenerator<readonly ReadVisit[]> }
    | { readonly kind: 'carers'; readonly rows: () => AsyncGenerator<readonly ReadCarer[]> }
  )

/** Opens a file: finds what it holds, the sheet, the heading and the facts about it, and judges each cell as it goes by. */
export async function openFile(path: string, map: ColumnMap, weekStartsOn: Weekday): Promise<OpenFile> {
  const found = await findSheet(path, map)
  const close = () => {
    found.table.close()
  }
  try {
    if (found.kind === 'weeks') {
      const weeks = weeksIn(found, found.start, weekStartsOn)
      return { ...weeks, visits: await readTimetableSheet(found.table), close }
    }
    refuseVisitHeader(found.start.header)
    const { facts, header } = found.start
    const about = {
      layout: layoutOf(facts, header.layout),
      facts,
      close,
      unknown: unknownIn(header),
      saysLate: false,
      visits: [],
    }
    return found.kind === 'visits'
      ? { kind: 'visits', ...about, rows: () => readVisits(found, found.start) }
      : { kind: 'carers', ...about, rows: () => readCarers(found, found.start) }
  } catch (fault) {
    close()
    throw fault
  }
}

/** A file that must be one of weeks. */
export async function openWeeks(path: string, map: ColumnMap, weekStartsOn: Weekday) {
  const file = await openFile(path, map, weekStartsOn)
  if (file.kind === 'weeks') return file
  file.close()
  throw new FileRefused({ code: 'F01', facts: { why: 'not-weeks' } })
}

function layoutOf(facts: FileFacts, layout: 'own' | 'abacus'): About['layout'] {
  return facts.template_version === undefined ? layout : 'template'
}

function unknownIn({
  unknown,
  headings,
}: {
  readonly unknown: readonly number[]
  readonly headings: readonly string[]
}) {
  return unknown.map((place) => headings[place] ?? '')
}

function weeksIn(found: Found, start: Start, weekStartsOn: Weekday) {
  const { header, facts } = start
  refuseHeader(header, facts)
  const style = dateStyle(weeksNamed(start, found.early), weekStartsOn)
  const saysLate = lateColumns.some((column) => header.places.has(column))
  return {
    kind: 'weeks' as const,
    layout: layoutOf(facts, 'own'),
    facts,
    unknown: header.unknown,
    saysLate,
    rows: () => judged(rowsBelow(found), header, { style, saysLate }),
  }
}

function refuseHeader(header: Header, facts: FileFacts): void {
  const ours = facts.template_version !== undefined && !header.places.has('row_version')
  const faults = ours
    ? [...header.faults, { kind: 'missing' as const, column: 'row_version' as const, called: undefined }]
    : header.faults
  if (faults.length > 0) throw new FileRefused({ code: 'F03', facts: { header: faults, headings: header.headings } })
}

function weeksNamed({ header, at }: Start, early: readonly TableRow[]): readonly string[] {
  const place = header.places.get('week_start') ?? -1
  return early.slice(at + 1).map(({ cells }) => cells[place] ?? '')
}

async function* judged(rows: TableRows, header: Header, reading: Reading): AsyncGenerator<readonly ReadRow[]> {
  const { places } = header
  const read = [...requiredColumns, ...saidColumns, ...lateColumns]
  const readColumns = new Set(read.flatMap((column) => places.get(column) ?? []))
  const readRow = rowReader(reading)
  for await (const block of filledRows(rows, readColumns, { most: MOST_ROWS, why: 'rows' }))
    yield block.map(({ line, cells }) => readRow(line, (column) => cells[places.get(column) ?? -1] ?? ''))
}
