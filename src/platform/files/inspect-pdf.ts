import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import type { FileFault } from './faults.ts'

const unpack = promisify(inflate)
const MOST_UNPACKED = 32_000_000

/**
 * Looks for what a PDF must not bring: a password, scripts, commands, files inside, a second file behind its end. It
 * reads the bytes and never renders them. Names are searched in the whole file, not only where a reader would look,
 * because readers differ; object streams, which are compressed, are unpacked under a limit and searched too.
 */
export async function inspectPdf(bytes: Buffer): Promise<FileFault | undefined> {
  const end = endFault(bytes)
  if (end !== undefined) return end
  const named = await firstFault(bytes)
  if (named !== undefined) return named
  const hidden = await hiddenNames(bytes.toString('latin1'), bytes)
  return hidden === undefined ? 'bomb' : firstFault(hidden)
}

const WINDOW = 1_000_000
const OVERLAP = 200

/** Piece by piece, each a little into the next: a large file must not hold up everybody else's page. */
async function firstFault(bytes: Buffer): Promise<FileFault | undefined> {
  const faults = new Set<FileFault>()
  for (let at = 0; at < bytes.length; at += WINDOW) {
    const fault = namesFault(withoutEscapes(bytes.toString('latin1', at, at + WINDOW + OVERLAP)))
    if (fault !== undefined) faults.add(fault)
    await setImmediate()
  }
  // A password hides the rest, so it is what is said.
  return faults.has('password') ? 'password' : [...faults][0]
}

/** A whole PDF ends with the place of its cross-reference and %%EOF, and nothing follows. */
function endFault(bytes: Buffer): FileFault | undefined {
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 65_536))
  const end = tail.lastIndexOf('%%EOF')
  if (end < 0) return bytes.includes('%%EOF') ? 'two-in-one' : 'damaged'
  if (/[^\s\0]/.test(tail.slice(end + 5))) return 'two-in-one'
  const place = /startxref\s+(\d+)\s*$/.exec(tail.slice(Math.max(0, end - 100), end))?.[1]
  if (place === undefined) return 'damaged'
  const at = Number(place)
  return /^\s*(xref|\d+\s+\d+\s+obj)/.test(bytes.toString('latin1', at, at + 60)) ? undefined : 'damaged'
}

function namesFault(plain: string): FileFault | undefined {
  if (/\/Encrypt(?![A-Za-z0-9])/.test(plain)) return 'password'
  if (/\/(JavaScript|Launch|RichMedia)(?![A-Za-z0-9])|\/XFA\s*[[\d]/.test(plain)) return 'active-content'
  return /\/(EmbeddedFiles?|EF)\s*<<|\/EmbeddedFiles?(?![A-Za-z0-9])/.test(plain) ? 'holds-files' : undefined
}

/** Any character of a name may be written as its number: /J#61vaScript. */
function withoutEscapes(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** The text of all object streams; undefined when they unpack to more than the limit. */
async function hiddenNames(text: string, bytes: Buffer): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let left = MOST_UNPACKED
  for (const [from, to] of objectStreams(text)) {
    const part = await unpacked(bytes.subarray(from, to), left)
    if (part === 'too-much') return undefined
    left -= part.length
    parts.push(part, Buffer.from('\n'))
  }
  return Buffer.concat(parts)
}

function* objectStreams(text: string): Generator<readonly [from: number, to: number]> {
  for (const { index, 0: word } of text.matchAll(/(?<!end)stream\r?\n/g)) {
    const dictionary = text.slice(Math.max(text.lastIndexOf(' obj', index), 0), index)
    if (!withoutEscapes(dictionary).includes('/ObjStm')) continue
    const from = index + word.length
    const to = text.indexOf('endstream', from)
    yield [from, to < 0 ? text.length : to]
  }
}

/** What cannot be unpacked is read as it stands: a reader could not unpack it either. */
async function unpacked(packed: Buffer, most: number): Promise<Buffer | 'too-much'> {
  try {
    // Z_SYNC_FLUSH: the padding behind the end, or a missing end, is not a reason to see nothing.
    return await unpack(packed, { maxOutputLength: Math.max(most, 1), finishFlush: 2 })
  } catch (fault) {
    return fault instanceof RangeError ? 'too-much' : packed
  }
}
