import { createReadStream } from 'node:fs'
import Papa from 'papaparse'
import { UnreadableFile, WIDEST, type TableFile, type TableRow, type TableRows } from './table.ts'

const CHUNK = 32_768
/** No honest row is longer; without a bound a quotation mark left open would gather the rest of the file. */
const LONGEST_ROW = 262_144
const DELIMITERS = [',', ';', '\t', '|'] as const
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** Reads text in rows: the delimiter, the encoding and the ends of lines are whatever the file has. */
export async function openCsv(path: string): Promise<TableFile> {
  const encoding = await sniffEncoding(path)
  return {
    format: 'csv',
    sheets: [{ name: '', hidden: false, rows: () => csvRows(path, encoding) }],
    close: () => undefined,
  }
}

async function* csvRows(path: string, encoding: Encoding): TableRows {
  const cutter = new Cutter()
  for await (const text of decoded(path, encoding)) {
    const whole = cutter.cut(text)
    if (whole !== '') yield cutter.rows(whole)
  }
  const rest = cutter.rest()
  if (rest !== '') yield cutter.rows(rest)
}

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const chunk of chunksOf(path)) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** The mark at the beginning decides; without one, what is not UTF-8 is what Excel writes in Western Europe. */
async function sniffEncoding(path: string): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let first: Buffer | undefined
  let isUtf8 = true
  for await (const chunk of chunksOf(path)) {
    first ??= chunk
    const wide = wideEncoding(first)
    if (wide !== undefined) return wide
    if (chunk.includes(0)) throw new UnreadableFile('not-a-table')
    isUtf8 = isUtf8 && isDecodable(strict, chunk)
  }
  if (first === undefined) throw new UnreadableFile('empty')
  return isUtf8 && isDecodable(strict) ? 'utf-8' : withoutMark(first)
}

function withoutMark(first: Buffer): Encoding {
  if (first.subarray(0, 3).equals(UTF8_MARK)) throw new UnreadableFile('wrong-encoding')
  return 'windows-1252'
}

const UTF8_MARK = Buffer.from('efbbbf', 'hex')

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    if (!Buffer.isBuffer(chunk)) throw new Error('a file stream without encoding gives buffers')
    yield chunk
  }
}

function wideEncoding(first: Buffer): Encoding | undefined {
  const [a, b] = first
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  // Plain words in UTF-16 have a zero in every other byte.
  const head = first.subarray(0, 200)
  const zerosAt = (parity: number) => head.filter((byte, at) => at % 2 === parity && byte === 0).length
  if (zerosAt(1) > head.length / 3) return 'utf-16le'
  return zerosAt(0) > head.length / 3 ? 'utf-16be' : undefined
}

/** Without a chunk: whether the text ends with a whole character. */
function isDecodable(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

/** Cuts a stream of text at the ends of rows. A line break inside quotation marks is not one. */
class Cutter {
  #kept = ''
  #quoted = false
  #line = 0
  #delimiter: string | undefined
  #first = true
  #carriage = false

  cut(chunk: string): string {
    // A carriage return at the end may be the first half of a line break.
    const text = this.#held(chunk)
    const end = this.#lastEnd(text)
    if (end === 0) {
      this.#keep(this.#kept + text)
      return ''
    }
    const whole = this.#kept + text.slice(0, end)
    this.#kept = ''
    this.#keep(text.slice(end))
    return whole
  }

  rest(): string {
    const rest = this.#kept + (this.#carriage ? '\n' : '')
    this.#kept = ''
    return rest
  }

  rows(whole: string): readonly TableRow[] {
    const text = this.#withoutHint(whole)
    this.#delimiter ??= sniffDelimiter(text)
    const { data, errors } = Papa.parse<string[]>(text.endsWith('\n') ? text.slice(0, -1) : text, {
      delimiter: this.#delimiter,
      newline: '\n',
    })
    const broken = errors.find(({ type }) => type === 'Quotes')
    if (broken !== undefined) throw new UnreadableFile('open-quote', this.#line + 1 + (broken.row ?? 0))
    const rows: TableRow[] = []
    for (const cells of data) {
      this.#line += 1
      if (cells.length > WIDEST) throw new UnreadableFile('too-wide', this.#line)
      if (cells.some((cell) => cell !== '')) rows.push({ line: this.#line, cells })
    }
    return rows
  }

  #held(chunk: string): string {
    const text = this.#carriage ? `\r${chunk}` : chunk
    this.#carriage = text.endsWith('\r')
    const whole = this.#carriage ? text.slice(0, -1) : text
    return whole.includes('\r') ? whole.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : whole
  }

  /** Where the last whole row ends; a line break before `from` may lie inside quotation marks. */
  #lastEnd(text: string): number {
    let end = 0
    let from = 0
    const seen = (newLine: number) => {
      if (newLine >= from) end = newLine + 1
    }
    for (let quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', from)) {
      if (!this.#quoted) seen(text.lastIndexOf('\n', quote))
      this.#quoted = !this.#quoted
      from = quote + 1
    }
    if (!this.#quoted) seen(text.lastIndexOf('\n'))
    return end
  }

  #keep(text: string): void {
    this.#kept = text
    if (text.length > LONGEST_ROW) throw new UnreadableFile(this.#quoted ? 'open-quote' : 'too-large', this.#line + 1)
  }

  /** Excel's first line 'sep=;' says how the others are cut; it counts as a line. */
  #withoutHint(whole: string): string {
    if (!this.#first) return whole
    this.#first = false
    const [hint = '', delimiter] = /^sep=(.)\n/.exec(whole) ?? []
    if (delimiter === undefined) return whole
    this.#delimiter = delimiter
    this.#line += 1
    return whole.slice(hint.length)
  }
}

/** The one that cuts the first rows into the most cells. */
function sniffDelimiter(text: string): string {
  const early = Papa.parse<string[]>(text.slice(0, 20_000), {
    delimiter: '\u0000',
    newline: '\n',
    preview: 20,
    quoteChar: '\u0000',
  })
  const lines = early.data.map((row) => (row[0] ?? '').replaceAll(/"[^"]*"/g, ''))
  const cells = (delimiter: string) => lines.reduce((sum, line) => sum + line.split(delimiter).length, 0)
  return DELIMITERS.toSorted((one, other) => cells(other) - cells(one))[0] ?? ','
}
