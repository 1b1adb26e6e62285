import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FileKind } from './kinds.ts'

const MOST_LETTERS = 400_000
const PATIENCE_MS = 30_000

/**
 * The words inside a file, for searching; empty when it has none, as a scan has none. A PDF is read in a thread with a
 * memory and a time of its own, because a reader of PDFs is the largest thing a stranger's bytes ever meet here.
 */
export async function readText(bytes: Buffer, kind: FileKind): Promise<string> {
  if (kind === 'pdf') return tidy(await pdfText(bytes))
  return kind === 'text' || kind === 'csv' ? tidy(bytes.toString('utf8')) : ''
}

/** PostgreSQL cannot store NUL, and a halved letter is no letter. */
function tidy(text: string): string {
  return text.replaceAll('\0', ' ').toWellFormed().replace(/\s+/g, ' ').trim().slice(0, MOST_LETTERS)
}

async function pdfText(bytes: Buffer): Promise<string> {
  const name = import.meta.url.endsWith('.ts') ? './text-thread.ts' : './text-thread.js'
  const thread = new Worker(new URL(name, import.meta.url), {
    workerData: new Uint8Array(bytes),
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    stdout: true,
    stderr: true,
  })
  try {
    const answer: readonly unknown[] = await once(thread, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) })
    return typeof answer[0] === 'string' ? answer[0] : ''
  } catch {
    // It cannot be read, or not in time: then it is found by its title alone.
    return ''
  } finally {
    await thread.terminate()
  }
}
