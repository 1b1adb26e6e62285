import { aliases, fileColumns, requiredColumns, saidColumns, templateColumns } from './columns.ts'
import type { FileColumn, WeeklyColumn } from './columns.ts'
import { namesOf, type SheetColumn, type VisitHeader, type VisitMap } from '../visit-columns.ts'

/** Which of a file's own headings stands for which of ours: remembered for one rostering system. */
export type ColumnMap = Readonly<Partial<Record<WeeklyColumn, string>>> & VisitMap

export type HeaderFault =
  | { readonly kind: 'missing'; readonly column: WeeklyColumn | SheetColumn; readonly called: string | undefined }
  | { readonly kind: 'repeated'; readonly column: WeeklyColumn; readonly heading: string }
  | { readonly kind: 'nothing-said' }

export type Header = {
  /** The place of each of our columns in a row. */
  readonly places: ReadonlyMap<WeeklyColumn, number>
  readonly headings: readonly string[]
  /** Headings that mean nothing to us. Their cells are kept in the result file and not read. */
  readonly unknown: readonly string[]
  readonly faults: readonly HeaderFault[]
}

export type FileFacts = Readonly<Partial<Record<FileColumn, string>>>

/** Reads one row as the heading. What a heading is called is forgiven; what is missing is said with what it may be called. */
export function readHeader(cells: readonly string[], map: ColumnMap = {}): Header {
  const headings = cells.map((cell) => cell.trim())
  const found = headings.map((heading) => columnOf(heading, map))
  const places = new Map<WeeklyColumn, number>()
  const faults: HeaderFault[] = []
  found.forEach((column, index) => {
    if (column === undefined) return
    if (places.has(column)) faults.push({ kind: 'repeated', column, heading: headings[index] ?? '' })
    else places.set(column, index)
  })
  const unknown = headings.filter((heading, index) => heading !== '' && found[index] === undefined)
  for (const column of requiredColumns)
    if (!places.has(column))
      faults.push({ kind: 'missing', column, called: mostAlike([reduced(column), ...aliases[column]], unknown) })
  if (!saidColumns.some((column) => places.has(column))) faults.push({ kind: 'nothing-said' })
  return { places, headings, unknown, faults }
}

export type Start = { readonly header: Header; readonly at: number; readonly facts: FileFacts }

/** Titles and facts about the file may stand above the heading: the row that names most of our columns is it. */
export function findStart(rows: readonly (readonly string[])[], map: ColumnMap = {}): Start | undefined {
  let best: { readonly at: number; readonly known: number } | undefined
  for (const [at, cells] of rows.entries()) {
    const known = readHeader(cells, map).places.size
    if (known >= 2 && known > (best?.known ?? 0)) best = { at, known }
  }
  if (best === undefined) return undefined
  const header = readHeader(rows[best.at] ?? [], map)
  return { header, at: best.at, facts: factsIn(rows.slice(0, best.at)) }
}

/** A row of names above a row of values, as a CSV file begins. */
export function factsIn(rows: readonly (readonly string[])[]): FileFacts {
  const facts: Partial<Record<FileColumn, string>> = {}
  rows.forEach((cells, index) => {
    cells.forEach((cell, place) => {
      const name = factNamed(cell)
      if (name !== undefined) facts[name] = (rows[index + 1]?.[place] ?? '').trim()
    })
  })
  return facts
}

/** A name and its value on each row, as on the hidden sheet of a workbook. */
export function pairsIn(rows: readonly (readonly string[])[]): FileFacts {
  const facts: Partial<Record<FileColumn, string>> = {}
  for (const [cell = '', value = ''] of rows) {
    const name = factNamed(cell)
    if (name !== undefined) facts[name] = value.trim()
  }
  return facts
}

function factNamed(cell: string): FileColumn | undefined {
  const name = cell.trim().toLowerCase()
  return fileColumns.find((known) => known === name)
}

function columnOf(heading: string, map: ColumnMap): WeeklyColumn | undefined {
  const plain = reduced(heading)
  if (plain === '') return undefined
  const mapped = templateColumns.find((column) => map[column] !== undefined && reduced(map[column]) === plain)
  if (mapped !== undefined) return mapped
  // A map that names another heading for a column takes it away from what we would have guessed.
  return templateColumns.find(
    (column) => map[column] === undefined && (reduced(column) === plain || aliases[column].includes(plain)),
  )
}

/** What a heading of visits or carers lacks, and which of its own may be meant. */
export function visitHeaderFaults({ missing, unknown, headings }: VisitHeader): readonly HeaderFault[] {
  const strange = unknown.map((place) => headings[place] ?? '')
  return missing.map((column) => ({ kind: 'missing', column, called: mostAlike(namesOf(column), strange) }))
}

/** The unknown heading that is most like one of the names; undefined when none is. */
function mostAlike(names: readonly string[], headings: readonly string[]): string | undefined {
  const scored = headings
    .map((heading) => ({ heading, apart: Math.min(...names.map((name) => apart(reduced(heading), name))) }))
    .toSorted((one, other) => one.apart - other.apart)
  const [best] = scored
  return best !== undefined && best.apart <= 0.34 ? best.heading : undefined
}

/** 0 for the same word, 1 for nothing in common. */
function apart(one: string, other: string): number {
  return editDistance(one, other) / Math.max(one.length, other.length, 1)
}

function reduced(name: string): string {
  return name
    .slice(0, 80)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
}

function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const change = (above[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    above = row
  }
  return above[other.length] ?? 0
}
