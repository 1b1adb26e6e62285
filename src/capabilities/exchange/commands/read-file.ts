import { createReadStream } from 'node:fs'
import Papa from 'papaparse'
import { fault, type Fault, type FaultCode, type FaultFacts } from '../rules/faults.ts'

/** No honest row of a pack is longer; without a bound, one line of a gigabyte would fill the memory. */
const LONGEST_LINE = 1_048_576
const CHUNK = 262_144

const QUOTE = 0x22
const NEW_LINE = 0x0a

/** Whole rows of one stretch of a file, each with the line it starts on. */
export type Block = {
  readonly rows: readonly (readonly string[])[]
  readonly lines: readonly number[]
  readonly bytes: number
}

/** The file cannot be read further: everything after this place is unknown. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly fault: Fault
  constructor(found: Fault) {
    super(found.sentence)
    this.fault = found
  }
}

/** Reads a CSV file of any size a stretch of whole rows at a time; throws Unreadable where it is not CSV. */
export async function* readRows(path: string, file: string, chunkBytes = CHUNK): AsyncGenerator<Block> {
  const cutter = new Cutter(file)
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    if (!Buffer.isBuffer(chunk)) throw new Error('a file stream without encoding gives buffers')
    const whole = cutter.cut(chunk)
    if (whole !== undefined) yield cutter.parse(whole)
  }
  const rest = cutter.rest()
  if (rest !== undefined) yield cutter.parse(rest)
}

/** Cuts a stream of bytes at the ends of rows. A line break inside quotation marks is not one. */
class Cutter {
  readonly #file: string
  #kept: Buffer[] = []
  #keptBytes = 0
  #quoted = false
  #line = 1
  #first = true
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })

  constructor(file: string) {
    this.#file = file
  }

  cut(chunk: Buffer): Buffer | undefined {
    const bytes = this.#first ? this.#withoutMark(chunk) : chunk
    let end = -1
    let quoted = this.#quoted
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]
      if (byte === QUOTE) quoted = !quoted
      else if (byte === NEW_LINE && !quoted) end = at + 1
    }
    this.#quoted = quoted
    if (end < 0) {
      this.#keep(bytes)
      return undefined
    }
    const whole = Buffer.concat([...this.#kept, bytes.subarray(0, end)])
    this.#kept = []
    this.#keptBytes = 0
    this.#keep(bytes.subarray(end))
    return whole
  }

  rest(): Buffer | undefined {
    return this.#keptBytes === 0 ? undefined : Buffer.concat(this.#kept)
  }

  parse(bytes: Buffer): Block {
    const text = this.#decode(bytes)
    if (text === '') {
      this.#line += 1
      return { rows: [], lines: [], bytes: bytes.length }
    }
    const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' })
    const quoted = text.includes('"')
    const rows: string[][] = []
    const lines: number[] = []
    const broken = errors.find(({ type }) => type === 'Quotes')
    let line = this.#line
    data.forEach((row, index) => {
      if (index === broken?.row) throw this.#unreadable(line, 'broken-quotes')
      if (row.length > 1 || row[0] !== '') {
        rows.push(row)
        lines.push(line)
      }
      line += 1 + (quoted ? row.reduce((sum, field) => sum + breaksIn(field), 0) : 0)
    })
    if (broken !== undefined) throw this.#unreadable(line, 'broken-quotes')
    this.#line = line
    return { rows, lines, bytes: bytes.length }
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.#kept.push(bytes)
    this.#keptBytes += bytes.length
    if (this.#keptBytes > LONGEST_LINE) throw this.#unreadable(this.#line, 'line-too-long')
  }

  #withoutMark(chunk: Buffer): Buffer {
    this.#first = false
    const [a, b, c] = chunk
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
      throw this.#unreadable(1, 'wrong-encoding', { also: ' (it is UTF-16)' })
    return a === 0xef && b === 0xbb && c === 0xbf ? chunk.subarray(3) : chunk
  }

  #decode(bytes: Buffer): string {
    if (bytes.includes(0)) throw this.#unreadable(this.#lineOf(bytes, bytes.indexOf(0)), 'wrong-encoding')
    const text = this.#tryDecode(bytes)
    if (text === undefined) throw this.#unreadable(this.#firstUndecodable(bytes), 'wrong-encoding')
    const plain = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text
    return plain.endsWith('\n') ? plain.slice(0, -1) : plain
  }

  #tryDecode(bytes: Buffer): string | undefined {
    try {
      return this.#decoder.decode(bytes)
    } catch {
      return undefined
    }
  }

  #firstUndecodable(bytes: Buffer): number {
    let line = this.#line
    for (let from = 0; from < bytes.length; line += 1) {
      const at = bytes.indexOf(NEW_LINE, from)
      const until = at < 0 ? bytes.length : at + 1
      if (this.#tryDecode(bytes.subarray(from, until)) === undefined) return line
      from = until
    }
    return line
  }

  #lineOf(bytes: Buffer, at: number): number {
    let line = this.#line
    for (let from = bytes.indexOf(NEW_LINE); from >= 0 && from < at; from = bytes.indexOf(NEW_LINE, from + 1)) line += 1
    return line
  }

  #unreadable(line: number, code: FaultCode, facts: FaultFacts = {}): Unreadable {
    return new Unreadable(fault(this.#file, line, code, facts))
  }
}

function breaksIn(field: string): number {
  if (!field.includes('\n')) return 0
  return field.split('\n').length - 1
}
