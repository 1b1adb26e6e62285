import type { Readable } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { UnreadableFile } from './table.ts'

/** A workbook has a few dozen parts. */
const MOST_ENTRIES = 2_000
const MOST_INFLATED = 768 * 1_048_576
/** Sheets of repeated words shrink to a fortieth; a bomb to a thousandth. Small parts may repeat more. */
const MOST_RATIO = 250
const RATIO_FROM = 4 * 1_048_576

export type Archive = {
  readonly names: ReadonlySet<string>
  /** The part, never more of it than the directory promised. */
  open(name: string): Promise<Readable>
  close(): void
}

/** A zip file with bounds on how many parts it has and what they may grow to, all checked before anything is unpacked. */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await opened(path)
  try {
    const entries = await directory(zip)
    return {
      names: new Set(entries.keys()),
      open: (name) => {
        const entry = entries.get(name)
        if (entry === undefined) throw new UnreadableFile('damaged')
        return readable(zip, entry)
      },
      close: () => {
        zip.close()
      },
    }
  } catch (fault) {
    zip.close()
    throw fault
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, lazyEntries: true, validateEntrySizes: true })
  } catch (cause) {
    throw new UnreadableFile('damaged').because(cause)
  }
}

async function directory(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new UnreadableFile('too-many-entries')
  const entries = new Map<string, Entry>()
  let inflated = 0
  try {
    for await (const entry of zip.eachEntry()) {
      inflated += entry.uncompressedSize
      refuse(entry, inflated)
      entries.set(entry.fileName, entry)
    }
  } catch (fault) {
    throw fault instanceof UnreadableFile ? fault : new UnreadableFile('damaged').because(fault)
  }
  return entries
}

function refuse(entry: Entry, inflated: number): void {
  const { uncompressedSize, compressedSize } = entry
  if (entry.isEncrypted()) throw new UnreadableFile('encrypted')
  const swells = uncompressedSize > RATIO_FROM && uncompressedSize > compressedSize * MOST_RATIO
  if (inflated > MOST_INFLATED || swells) throw new UnreadableFile('too-large')
}

/** The size in the directory is held to: a header that lies ends the reading. */
async function readable(zip: ZipFile, entry: Entry): Promise<Readable> {
  try {
    return await zip.openReadStreamPromise(entry)
  } catch (cause) {
    throw new UnreadableFile('damaged').because(cause)
  }
}
