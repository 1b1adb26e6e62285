import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FileKind } from './kinds.ts'

const PATIENCE_MS = 15_000
const MOST_WAITING = 8

/**
 * What the QR codes of a scan say, and the fingerprints written in the words of a PDF; empty when it has none that can be
 * read, when reading takes too long, or when too many others wait. A scan is decoded in a thread of its own: a page of
 * 300 dots an inch takes some tenths of a second, and its bytes are a stranger's. One after the other, for the memory.
 */
export function squaresReader(): (bytes: Buffer, kind: FileKind) => Promise<readonly string[]> {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return async (bytes, kind) => {
    if ((kind !== 'pdf' && kind !== 'png' && kind !== 'jpeg') || waiting >= MOST_WAITING) return []
    waiting += 1
    const read = last.then(() => inThread({ kind, bytes: new Uint8Array(bytes) }))
    last = read.finally(() => (waiting -= 1))
    return read
  }
}

/** One queue for the whole process. */
export const readSquares = squaresReader()

export type ToDecode = { readonly kind: 'pdf' | 'png' | 'jpeg'; readonly bytes: Uint8Array }

async function inThread(workerData: ToDecode): Promise<readonly string[]> {
  const name = import.meta.url.endsWith('.ts') ? './squares-thread.ts' : './squares-thread.js'
  const thread = new Worker(new URL(name, import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    stdout: true,
    stderr: true,
  })
  try {
    const answer: readonly unknown[] = await once(thread, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) })
    const [said] = answer
    return Array.isArray(said) ? said.filter((text) => typeof text === 'string') : []
  } catch {
    // It cannot be read, or not in time: whoever sends it says what it is, as before.
    return []
  } finally {
    await thread.terminate()
  }
}
