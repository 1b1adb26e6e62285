import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export type Derivation = {
  readonly message: Uint8Array
  readonly salt: Uint8Array
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly length: number
}

/**
 * Argon2id in threads of its own, which give way to pages: the shared pool of threads would be full of hashing while
 * files, names and compressed pages wait behind it. A thread is started when it is first needed and kept; one that
 * waits does not keep the program alive.
 */
export function hashingThreads(): (derivation: Derivation) => Promise<Buffer> {
  const idle: Worker[] = []
  return async (derivation) => {
    const thread = idle.pop() ?? startThread()
    thread.ref()
    thread.postMessage(derivation)
    // A thread that fails is not used again: `once` throws, and the next hash starts another.
    const answer: readonly unknown[] = await once(thread, 'message')
    const [derived] = answer
    if (!(derived instanceof Uint8Array)) throw new Error('the hashing thread answered something else')
    thread.unref()
    idle.push(thread)
    return Buffer.from(derived)
  }
}

function startThread(): Worker {
  const name = import.meta.url.endsWith('.ts') ? './hashing-thread.ts' : './hashing-thread.js'
  const thread = new Worker(new URL(name, import.meta.url))
  // Told to whoever waits, through `once`; nobody else need hear of it.
  thread.on('error', () => undefined)
  return thread
}
