import { argon2Sync } from 'node:crypto'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import type { Derivation } from './hashing.ts'

/** Enough that pages and the database go first, and little enough that a busy hour does not stop people signing in. */
const NICENESS = 10

// On Linux a priority belongs to a thread; elsewhere it would be that of the whole program.
if (process.platform === 'linux') setPriority(NICENESS)

parentPort?.on('message', ({ message, salt, memory, passes, parallelism, length }: Derivation) => {
  const derived = argon2Sync('argon2id', { message, nonce: salt, memory, passes, parallelism, tagLength: length })
  parentPort?.postMessage(new Uint8Array(derived))
})
