import { pipeline, Readable, Transform } from 'node:stream'
import { ZipFile } from 'yazl'

/** A day that every workbook carries, so that the same rows make the same bytes. */
const MADE_AT = 631_152_000_000
/** More than the parts before the first rows come to. */
const MOST_HELD = 262_144

export type ZipPart = {
  readonly name: string
  /** Whole, or a stretch at a time as it is made. */
  readonly content: string | AsyncIterable<string>
  /** Packed as it is: an OpenDocument file says what it is in letters that anybody can read. */
  readonly plain?: boolean
  /** Its rows are fetched from somewhere, and that may fail. */
  readonly fetched?: boolean
}

/**
 * An archive as it is made: no more of it is in memory than what the reader has not taken yet. Whatever fails while a part
 * is made fails the archive. Nothing goes out before the first fetched rows are there, so that what cannot be read at all
 * is answered with a page, and not with the beginning of a file.
 */
export function writeZip(parts: readonly ZipPart[]): Readable {
  const zip = new ZipFile()
  const mtime = new Date(MADE_AT)
  const { output, letGo } = heldBack()
  const making: Readable[] = []
  for (const { name, content, plain = false, fetched = false } of parts) {
    if (typeof content === 'string') {
      zip.addBuffer(Buffer.from(content), name, { mtime, compress: !plain })
      continue
    }
    zip.addReadStreamLazy(name, { mtime, compressionLevel: 4 }, (give) => {
      const made = Readable.from(fetched ? noting(content, letGo) : content, { objectMode: false })
      made.on('error', (fault) => output.destroy(fault))
      making.push(made)
      give(null, made)
    })
  }
  // A reader that leaves ends the making, and with it whatever that holds open.
  output.once('close', () => {
    for (const made of making) made.destroy()
  })
  zip.end()
  zip.on('error', (fault: unknown) => output.destroy(fault instanceof Error ? fault : new Error(String(fault))))
  if (!parts.some(({ fetched }) => fetched === true)) letGo()
  // What goes wrong is the output's to say.
  zip.outputStream.on('error', () => undefined)
  pipeline(zip.outputStream, output, () => undefined)
  return output
}

async function* noting(content: AsyncIterable<string>, begun: () => void): AsyncGenerator<string> {
  for await (const text of content) {
    begun()
    yield text
  }
}

function heldBack(): { readonly output: Transform; readonly letGo: () => void } {
  let held: Buffer[] | undefined = []
  let bytes = 0
  const letGo = (): void => {
    for (const chunk of held ?? []) output.push(chunk)
    held = undefined
  }
  const output = new Transform({
    transform: (chunk: Buffer, _encoding, taken) => {
      if (held === undefined) {
        taken(null, chunk)
        return
      }
      held.push(chunk)
      bytes += chunk.length
      if (bytes > MOST_HELD) letGo()
      taken()
    },
    flush: (ended) => {
      letGo()
      ended()
    },
  })
  return { output, letGo }
}
