import { setImmediate } from 'node:timers/promises'
import type { FileFault } from './faults.ts'
import { unpackObjects } from './object-streams.ts'
import { withoutEscapes } from './pdf-words.ts'

/**
 * Looks for what a PDF must not bring: a password, scripts, commands, files inside, a second file behind its end. It
 * reads the bytes and never renders them. Names are searched in the whole file, not only where a reader would look,
 * because readers differ; object streams, which are compressed, are unpacked under a limit and searched too. One that
 * cannot be unpacked with certainty refuses the file.
 */
export async function inspectPdf(bytes: Buffer): Promise<FileFault | undefined> {
  const end = endFault(bytes)
  if (end !== undefined) return end
  const named = await firstFault(bytes)
  if (named !== undefined) return named
  const hidden = await unpackObjects(bytes.toString('latin1'), bytes)
  return typeof hidden === 'string' ? hidden : firstFault(hidden)
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
