import { createReadStream } from 'node:fs'
import { z } from 'zod'
import type { FileRecord, Records } from './records.ts'
import { tableOfRecords } from './records.ts'
import { UnreadableFile, type TableFile } from './table.ts'

/** One record, or what stands above the records; no honest one is longer. */
const LONGEST = 262_144
const MOST_DEEP = 8

/** Reads `[{…}, …]`, or `{"name": "value", …, "rows": [{…}, …]}` with what the file says about itself first. */
export function openJson(path: string): TableFile {
  return tableOfRecords('json', async () => {
    const pieces = cutRecords(path)
    const first = await pieces.next()
    if (first.done === true) throw new UnreadableFile('not-a-table')
    return { facts: first.value.head === '' ? {} : factsIn(first.value.head), records: () => recordsOf(pieces) }
  })
}

async function* recordsOf(pieces: AsyncGenerator<Piece>): ReturnType<Records['records']> {
  for await (const { texts } of pieces) if (texts.length > 0) yield texts.map(recordIn)
}

type Piece = { readonly head: string; readonly texts: readonly string[] }

/** The text above the records, and then the text of each, cut without building what lies between. */
async function* cutRecords(path: string): AsyncGenerator<Piece> {
  const cutter = new Cutter()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let begun = false
  for await (const chunk of createReadStream(path, { highWaterMark: 65_536 })) {
    if (!Buffer.isBuffer(chunk)) throw new Error('a file stream without encoding gives buffers')
    const texts = cutter.cut(decodedBy(decoder, chunk))
    if (cutter.head === undefined) continue
    if (!begun) yield { head: cutter.head, texts: [] }
    begun = true
    yield { head: '', texts }
  }
  cutter.end()
  if (!begun) yield { head: cutter.head ?? '', texts: [] }
}

function decodedBy(decoder: TextDecoder, chunk: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch (fault) {
    throw new UnreadableFile('wrong-encoding').because(fault)
  }
}

/** Follows brackets and quotation marks, and nothing else. */
class Cutter {
  /** What stands before the list of records; known once the list begins. */
  head: string | undefined
  #kept = ''
  #depth = 0
  #quoted = false
  #escaped = false
  #ended = false
  #count = 0

  cut(chunk: string): readonly string[] {
    const texts: string[] = []
    let from = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const mark = chunk[at]
      if (mark === undefined || this.#isInText(mark)) continue
      if (this.head === undefined && mark === '[') {
        this.head = (this.#kept + chunk.slice(from, at)).trim()
        this.#kept = ''
        from = at + 1
      } else if (this.head !== undefined && !this.#ended) from = this.#follow(mark, { chunk, at, from, texts })
    }
    this.#kept += this.#ended ? '' : chunk.slice(from)
    if (this.#kept.length > LONGEST) throw new UnreadableFile('too-large', this.#count + 1)
    return texts
  }

  end(): void {
    if (this.head === undefined) throw new UnreadableFile('not-a-table')
    if (!this.#ended) throw new UnreadableFile('damaged', this.#count + 1)
  }

  #isInText(mark: string): boolean {
    if (!this.#quoted) {
      this.#quoted = mark === '"'
      return this.#quoted
    }
    if (this.#escaped) this.#escaped = false
    else if (mark === '\\') this.#escaped = true
    else if (mark === '"') this.#quoted = false
    return true
  }

  #follow(mark: string, { chunk, at, from, texts }: Following): number {
    if (mark === '{' || mark === '[') {
      this.#depth += 1
      if (this.#depth > MOST_DEEP) throw new UnreadableFile('damaged', this.#count + 1)
      if (this.#depth > 1) return from
      this.#kept = ''
      return at
    }
    if (mark === ']' && this.#depth === 0) {
      this.#ended = true
      return at + 1
    }
    if ((mark !== '}' && mark !== ']') || --this.#depth > 0) return from
    texts.push(this.#kept + chunk.slice(from, at + 1))
    this.#count += 1
    this.#kept = ''
    return at + 1
  }
}
type Following = { readonly chunk: string; readonly at: number; readonly from: number; readonly texts: string[] }

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const Fields = z.record(z.string(), Cell)

/** Names and values above the list: the list's own name is the last, and is no fact. */
function factsIn(head: string): FileRecord {
  const whole = `${head
    .replace(/^\uFEFF/, '')
    .replace(/,?\s*"(?:[^"\\]|\\.)*"\s*:\s*$/, '')
    .trim()}}`
  return fieldsOf(whole)
}

function recordIn(text: string): FileRecord {
  return fieldsOf(text)
}

function fieldsOf(text: string): FileRecord {
  try {
    const fields = Fields.parse(JSON.parse(text))
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name.slice(0, 200), value === null ? '' : String(value)]),
    )
  } catch (fault) {
    throw new UnreadableFile('damaged').because(fault)
  }
}
