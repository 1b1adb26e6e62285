import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { packFiles } from '../capabilities/exchange/index.ts'
import type { LocalDate } from '../core/dates.ts'
import { packRows, type PackOptions } from './make-pack.ts'
import { demonstrationCouncils } from './profiles.ts'
import type { Row } from './rows.ts'
import { sizedCouncil, type PackSize } from './sizes.ts'

type Demonstration = { readonly asOf: LocalDate; readonly seed?: string }

/** The seed of the packs that ship with the product. */
const DEMONSTRATION_SEED = 'demonstration-1'

/** A folder for each demonstration council, as its council would export it on that day. Answers the folders. */
export async function writeDemoPacks(
  dir: string,
  { asOf, seed = DEMONSTRATION_SEED }: Demonstration,
): Promise<string[]> {
  const folders: string[] = []
  for (const profile of demonstrationCouncils) {
    const folder = join(dir, profile.code)
    await writePack(folder, packRows(profile, { asOf, seed }))
    folders.push(folder)
  }
  return folders
}

/** One council of a county's size, for measuring. */
export async function writeSizedPack(dir: string, size: PackSize, options: PackOptions): Promise<void> {
  await writePack(dir, packRows(sizedCouncil(size), options))
}

const BUFFER = 65_536

/** Streams the rows into their files: a pack of any size takes the memory of its buffers. */
export async function writePack(dir: string, rows: Iterable<Row>): Promise<void> {
  await mkdir(dir, { recursive: true })
  const outputs = new Map(
    packFiles.map((file) => [
      file.name,
      new Output(
        dir,
        file.name,
        file.columns.map(({ name }) => name),
      ),
    ]),
  )
  for (const { file, cells } of rows) {
    const output = outputs.get(file)
    if (output === undefined) throw new Error(`a pack has no file ${file}`)
    if (output.write(cells)) await output.drain()
  }
  await Promise.all([...outputs.values()].map((output) => output.end()))
}

class Output {
  readonly #columns: readonly string[]
  readonly #stream: WriteStream
  #text: string

  constructor(dir: string, file: string, columns: readonly string[]) {
    this.#columns = columns
    this.#stream = createWriteStream(join(dir, `${file}.csv`))
    this.#text = `${columns.join(',')}\n`
  }

  /** True when it is time to drain. */
  write(cells: Readonly<Record<string, string>>): boolean {
    for (const name of Object.keys(cells)) if (!this.#columns.includes(name)) throw new Error(`no column ${name}`)
    this.#text += `${this.#columns.map((name) => quoted(cells[name] ?? '')).join(',')}\n`
    return this.#text.length > BUFFER
  }

  async drain(): Promise<void> {
    const text = this.#text
    this.#text = ''
    if (!this.#stream.write(text)) await once(this.#stream, 'drain')
  }

  async end(): Promise<void> {
    this.#stream.end(this.#text)
    await finished(this.#stream)
  }
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
