import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import type { FileFault } from './faults.ts'
import type { FileKind } from './kinds.ts'

type OfficeKind = Extract<FileKind, 'docx' | 'xlsx' | 'odt' | 'ods'>
type Found = { readonly kind: OfficeKind } | { readonly fault: FileFault }

const MOST_ENTRIES = 5_000
const MOST_UNPACKED = 200_000_000
/** A sheet of equal cells packs fifty to one; above this something else is meant. */
const MOST_RATIO = 250
/** Long enough for all of a relationships file, and for what stands before the first element of any part. */
const HEAD = 262_144
/** Word's fields may stand anywhere in its text. */
const HEAD_OF_WORD = 16_000_000

const mainParts: readonly (readonly [RegExp, OfficeKind])[] = [
  [/wordprocessingml\.document\.main\+xml/, 'docx'],
  [/spreadsheetml\.sheet\.main\+xml/, 'xlsx'],
]
const openDocument: Readonly<Record<string, OfficeKind>> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
}

/**
 * Opens a zip as what it claims to be, a Word, Excel or OpenDocument file, and looks at every part of it. Bytes are counted
 * as they are unpacked, because a header may lie. No part is kept and nothing that a part names is fetched.
 */
export async function inspectOffice(bytes: Buffer): Promise<Found> {
  if (!endsWithItsDirectory(bytes)) return { fault: 'two-in-one' }
  let zip: ZipFile | undefined
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true, validateEntrySizes: true })
    return await lookInto(zip, bytes.length)
  } catch {
    // yauzl names what is wrong with a zip in its own words: a bad header, a size that lies, a path that climbs out.
    return { fault: 'damaged' }
  } finally {
    zip?.close()
  }
}

/** No comment, nothing before the first part and nothing behind the last: what is beside a zip is another file. */
function endsWithItsDirectory(bytes: Buffer): boolean {
  const end = bytes.length - 22
  return end > 0 && bytes.readUInt32LE(0) === 0x04034b50 && bytes.readUInt32LE(end) === 0x06054b50
}

async function lookInto(zip: ZipFile, size: number): Promise<Found> {
  if (zip.entryCount > MOST_ENTRIES) return { fault: 'bomb' }
  let kind: OfficeKind | undefined
  let unpacked = 0
  let packed = 0
  for await (const entry of zip.eachEntry()) {
    packed += entry.compressedSize
    const named = nameFault(entry)
    if (named !== undefined) return { fault: named }
    // Parts that lie over one another unpack the same bytes again and again.
    if (packed > size) return { fault: 'bomb' }
    const part = await read(zip, entry, MOST_UNPACKED - unpacked)
    if (part === 'too-much') return { fault: 'bomb' }
    unpacked += part.bytes
    const inside = partFault(entry.fileName, part.head)
    if (inside !== undefined) return { fault: inside }
    kind ??= kindOf(entry.fileName, part.head)
  }
  return kind === undefined ? { fault: 'wrong-kind' } : { kind }
}

function nameFault({ fileName, generalPurposeBitFlag }: Entry): FileFault | undefined {
  if ((generalPurposeBitFlag & 1) === 1) return 'password'
  if (/vbaProject|vbaData|macrosheets|dialogsheets|activeX|^Basic\/|^Scripts\//i.test(fileName)) return 'macros'
  return /embeddings\/|\.(exe|dll|js|vbs|bat|jar|zip|docm?|xlsm?)$/i.test(fileName) ? 'holds-files' : undefined
}

type Part = { readonly bytes: number; readonly head: string }

async function read(zip: ZipFile, entry: Entry, left: number): Promise<Part | 'too-much'> {
  const stream = await zip.openReadStreamPromise(entry)
  const most = entry.fileName.startsWith('word/') ? HEAD_OF_WORD : HEAD
  const kept: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    const piece = Buffer.from(chunk as Uint8Array)
    if (bytes < most) kept.push(piece)
    bytes += piece.length
    if (bytes > left || (bytes > 1_000_000 && bytes > entry.compressedSize * MOST_RATIO)) return 'too-much'
  }
  // Letters of two bytes would hide a word from a search.
  return { bytes, head: Buffer.concat(kept).toString('latin1').replaceAll('\0', '') }
}

function partFault(name: string, head: string): FileFault | undefined {
  if (/macroEnabled|vbaProject/i.test(name === '[Content_Types].xml' ? head : '')) return 'macros'
  if (!/\.(xml|rels|rdf)$/i.test(name)) return undefined
  if (/<!(DOCTYPE|ENTITY)/i.test(head)) return 'active-content'
  if (/<ddeLink|(instrText[^>]*>|\binstr=")[^<"]*\bDDE(AUTO)?\b/i.test(head)) return 'active-content'
  return name.endsWith('.rels') && fetches(head) ? 'links-outside' : undefined
}

/**
 * A link that a person follows is harmless, and so is the template on somebody's own disk that half of all letters name;
 * a template, picture or object that is fetched from a network on opening is not.
 */
function fetches(relationships: string): boolean {
  return [...relationships.matchAll(/<Relationship\b[^>]*>/g)].some(
    ([link]) =>
      /TargetMode\s*=\s*["']External/i.test(link) &&
      !/Type\s*=\s*["'][^"']*\/hyperlink["']/i.test(link) &&
      !/Target\s*=\s*["'](file:\/\/\/)?[a-z]:/i.test(link),
  )
}

function kindOf(name: string, head: string): OfficeKind | undefined {
  if (name === 'mimetype') return openDocument[head.trim()]
  return name === '[Content_Types].xml' ? mainParts.find(([pattern]) => pattern.test(head))?.[1] : undefined
}
