import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { LocalDate, Weekday } from '../../../../core/dates.ts'
import type { FileRefusal } from '../../rules/file/file-refusal.ts'
import type { ColumnMap } from '../../rules/file/header.ts'
import { FileRefused } from './file-refused.ts'
import { openFile, type About, type OpenFile } from './read-file.ts'

export type ToRead = { readonly path: string; readonly map: ColumnMap; readonly weekStartsOn: Weekday }

/** Rows as they are staged, with the first and last week or day that they name. */
export type Stretch = {
  readonly text: string
  readonly rows: number
  readonly from: LocalDate | null
  readonly until: LocalDate | null
}
/** A file that is read in a thread: its rows come ready for COPY. */
export type StreamedFile = About & {
  readonly kind: OpenFile['kind']
  readonly stretches: () => AsyncGenerator<Stretch>
  readonly close: () => Promise<void>
}

/** What the thread says, in this order: that it is open, its rows, the end; or at any time why it stops. */
export type FromThread =
  | { readonly kind: 'open'; readonly holds: OpenFile['kind']; readonly about: About }
  | ({ readonly kind: 'rows' } & Stretch)
  | { readonly kind: 'end' }
  | { readonly kind: 'refused'; readonly refusal: FileRefusal }
  | { readonly kind: 'failed'; readonly message: string }

/** A small file, read where it is asked for. */
export function openHere({ path, map, weekStartsOn }: ToRead): Promise<OpenFile> {
  return openFile(path, map, weekStartsOn)
}

/** Reading makes much that is thrown away at once: a small space for it is emptied more often and grows nothing. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 }

/**
 * A file of any size, read in a thread of its own: pages are not held up by it, and a hostile file can at worst end the
 * thread. It is asked for one stretch after the other, so that it never runs ahead of the database.
 */
export async function openInThread(asked: ToRead): Promise<StreamedFile> {
  const name = import.meta.url.endsWith('.ts') ? './file-thread.ts' : './file-thread.js'
  const thread = new Worker(new URL(name, import.meta.url), { workerData: asked, resourceLimits: LIMITS })
  // Told to whoever waits, through `once`; nobody else need hear of it.
  thread.on('error', () => undefined)
  const close = async (): Promise<void> => {
    await thread.terminate()
  }
  try {
    const opened = await next(thread)
    if (opened.kind !== 'open') throw new Error('the thread began with something else')
    return { ...opened.about, kind: opened.holds, stretches: () => stretches(thread), close }
  } catch (fault) {
    await close()
    throw outOfMemory(fault)
  }
}

async function* stretches(thread: Worker): AsyncGenerator<Stretch> {
  try {
    for (;;) {
      const answer = next(thread)
      thread.postMessage('next')
      const said = await answer
      if (said.kind !== 'rows') return
      yield said
    }
  } catch (fault) {
    throw outOfMemory(fault)
  }
}

async function next(thread: Worker): Promise<FromThread> {
  // `once` also hears an error of the thread, and throws it.
  const answer: readonly unknown[] = await once(thread, 'message')
  // The thread is ours and says nothing else.
  const said = answer[0] as FromThread
  if (said.kind === 'refused') throw new FileRefused(said.refusal)
  if (said.kind === 'failed') throw new Error(`reading a file failed: ${said.message}`)
  return said
}

function outOfMemory(fault: unknown): unknown {
  const isLimit = fault instanceof Error && 'code' in fault && fault.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isLimit ? new FileRefused({ code: 'F07', facts: { why: 'too-large' } }) : fault
}
