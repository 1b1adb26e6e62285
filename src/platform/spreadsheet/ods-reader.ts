import { openArchive, type Archive } from './archive.ts'
import { plainDecimal } from './serial-date.ts'
import { LONGEST_CELL, UnreadableFile, WIDEST, type TableFile, type TableRow, type TableRows } from './table.ts'
import { parsedXml, readXml, type XmlHandler, type XmlTag } from './xml.ts'

/** An OpenDocument spreadsheet says its values beside what it shows, so no style has to be understood. */
export async function openOds(path: string): Promise<TableFile> {
  const archive = await openArchive(path)
  try {
    if ([...archive.names].some((name) => /^(Basic|Scripts)\/./.test(name))) throw new UnreadableFile('macros')
    const tables = await readTables(archive)
    return {
      format: 'ods',
      sheets: tables.map((table, index) => ({ ...table, rows: () => tableRows(archive, index) })),
      close: () => {
        archive.close()
      },
    }
  } catch (fault) {
    archive.close()
    throw fault
  }
}

type Table = { readonly name: string; readonly hidden: boolean }

/** A table is hidden by a style that does not display it; styles stand before the tables. */
async function readTables(archive: Archive): Promise<readonly Table[]> {
  if (!archive.names.has('content.xml')) throw new UnreadableFile('not-a-table')
  const tables: Table[] = []
  const hiding = new Set<string | undefined>()
  let style: string | undefined
  await readXml(await archive.open('content.xml'), {
    open: ({ attributes }, name) => {
      if (name === 'style') style = attributes['style:name']
      else if (name === 'table-properties' && attributes['table:display'] === 'false') hiding.add(style)
      else if (name === 'table')
        tables.push({
          name: attributes['table:name'] ?? '',
          hidden: attributes['table:style-name'] !== undefined && hiding.has(attributes['table:style-name']),
        })
    },
    close: () => undefined,
  })
  return tables
}

async function* tableRows(archive: Archive, index: number): TableRows {
  const rows = new OdsRows(index)
  yield* parsedXml(await archive.open('content.xml'), rows, rows.take)
}

class OdsRows implements XmlHandler {
  readonly #wanted: number
  #table = -1
  #rows: TableRow[] = []
  #line = 0
  #cells: string[] = []
  #formulas: number[] = []
  #repeatRow = 1
  #repeatCell = 1
  #stated: string | undefined
  #shown = ''
  #paragraphs = 0
  #inCell = false
  #noting = 0

  constructor(wanted: number) {
    this.#wanted = wanted
  }

  readonly take = (): readonly TableRow[] | undefined => {
    if (this.#rows.length === 0) return undefined
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  readonly open = ({ attributes }: XmlTag, name: string): void => {
    if (name === 'table') this.#table += 1
    if (this.#table !== this.#wanted) return
    if (name === 'table-row') {
      this.#repeatRow = repeats(attributes['table:number-rows-repeated'])
      this.#cells = []
      this.#formulas = []
    } else if (name === 'table-cell' || name === 'covered-table-cell') this.#openCell(attributes)
    else if (name === 'annotation') this.#noting += 1
    else if (name === 'p' && this.#noting === 0) this.#openParagraph()
    else if (name === 's') this.text(' '.repeat(Math.min(repeats(attributes['text:c']), 100)))
  }

  readonly close = (name: string): void => {
    if (this.#table !== this.#wanted) return
    if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell()
    else if (name === 'annotation') this.#noting -= 1
    else if (name === 'table-row') this.#closeRow()
  }

  readonly text = (part: string): void => {
    if (!this.#inCell || this.#noting > 0 || this.#paragraphs === 0) return
    this.#shown += part
    if (this.#shown.length > LONGEST_CELL) throw new UnreadableFile('too-large', this.#line)
  }

  #openCell(attributes: Attributes): void {
    this.#repeatCell = repeats(attributes['table:number-columns-repeated'])
    this.#stated = statedValue(attributes)
    this.#shown = ''
    this.#paragraphs = 0
    this.#inCell = true
    if (attributes['table:formula'] !== undefined) this.#formulas.push(this.#cells.length)
  }

  #openParagraph(): void {
    this.#paragraphs += 1
    if (this.#paragraphs > 1) this.#shown += '\n'
  }

  /** Empty cells at the end of a row are written once and repeated a thousand times: they are not the row's. */
  #closeCell(): void {
    const text = this.#stated ?? this.#shown
    this.#inCell = false
    if (text !== '' && this.#cells.length + this.#repeatCell > WIDEST) throw new UnreadableFile('too-wide', this.#line)
    const room = Math.max(0, WIDEST - this.#cells.length)
    for (let n = 0; n < Math.min(this.#repeatCell, room); n += 1) this.#cells.push(text)
  }

  #closeRow(): void {
    const cells = withoutEmptyEnd(this.#cells)
    const first = this.#line + 1
    this.#line += this.#repeatRow
    if (cells.length === 0) return
    if (this.#repeatRow > 10_000) throw new UnreadableFile('too-large', first)
    for (let line = first; line <= this.#line; line += 1)
      this.#rows.push(this.#formulas.length === 0 ? { line, cells } : { line, cells, formulas: this.#formulas })
  }
}

type Attributes = XmlTag['attributes']

const stated: Readonly<Record<string, (attributes: Attributes) => string>> = {
  float: (attributes) => plainDecimal(attributes['office:value'] ?? ''),
  percentage: (attributes) => plainDecimal(attributes['office:value'] ?? ''),
  currency: (attributes) => plainDecimal(attributes['office:value'] ?? ''),
  date: (attributes) => moment(attributes['office:date-value'] ?? ''),
  time: (attributes) => duration(attributes['office:time-value'] ?? ''),
  boolean: (attributes) => (attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE'),
}

/** What the cell says beside what it shows; undefined for text. */
function statedValue(attributes: Attributes): string | undefined {
  return stated[attributes['office:value-type'] ?? '']?.(attributes)
}

function moment(text: string): string {
  return text
    .replace('T', ' ')
    .replace(/ 00:00(:00)?$/, '')
    .slice(0, 16)
}

/** 'PT01H45M00S' is 1:45. */
function duration(text: string): string {
  const [, hours = '0', minutes = '0'] = /^PT(\d+)H(\d+)M/.exec(text) ?? []
  return `${String(Number(hours))}:${minutes.padStart(2, '0')}`
}

function repeats(text: string | undefined): number {
  const number = Number(text ?? 1)
  return Number.isSafeInteger(number) && number > 0 ? number : 1
}

function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  let end = cells.length
  while (end > 0 && cells[end - 1] === '') end -= 1
  return cells.slice(0, end)
}
