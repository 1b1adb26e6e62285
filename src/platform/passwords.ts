import { randomBytes, timingSafeEqual } from 'node:crypto'
import { hashingThreads, type Derivation } from './hashing.ts'

/** Argon2id as OWASP's first choice for 19 MiB; kept as a PHC string, which other programs can verify. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32

/** Too many people are signing in at this moment: the queue is full rather than without end. */
export class PasswordsBusy extends Error {
  override readonly name = 'PasswordsBusy'
  constructor() {
    super('too many passwords are being checked')
  }
}

export type Passwords = {
  readonly hash: (password: string) => Promise<string>
  /** Without a hash it works as long and answers no, so that time does not tell whether an account exists. */
  readonly verify: (password: string, phc: string | null) => Promise<boolean>
}

type Options = {
  readonly atOnce?: number
  readonly waiting?: number
  /** Cheaper only where no password is worth guessing: in tests. */
  readonly cost?: Cost
}

/** Two at once and no more, in threads that give way to pages: more would only make everybody wait longer. */
export function passwords({ atOnce = 2, waiting = 64, cost = COST }: Options = {}): Passwords {
  const gate = queue(atOnce, waiting)
  const derive = deriver(hashingThreads())
  const nobody = encode(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES))
  return {
    hash: (password) =>
      gate(async () => {
        const salt = randomBytes(SALT_BYTES)
        return encode(cost, salt, await derive(password, { ...cost, salt, length: HASH_BYTES }))
      }),
    verify: (password, phc) =>
      gate(async () => {
        const { hash, ...parameters } = decode(phc ?? nobody)
        const derived = await derive(password, { ...parameters, length: hash.length })
        return timingSafeEqual(derived, hash) && phc !== null
      }),
  }
}

type Cost = typeof COST
type Deriving = Omit<Derivation, 'message'>

function deriver(run: (derivation: Derivation) => Promise<Buffer>) {
  return (password: string, deriving: Deriving): Promise<Buffer> =>
    run({ ...deriving, message: new TextEncoder().encode(password.normalize('NFC')) })
}

function encode({ memory, passes, parallelism }: Cost, salt: Buffer, hash: Buffer): string {
  return `$argon2id$v=19$m=${String(memory)},t=${String(passes)},p=${String(parallelism)}$${text(salt)}$${text(hash)}`
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function decode(phc: string): Cost & { readonly salt: Buffer; readonly hash: Buffer } {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(phc) ?? []
  if (salt === undefined || hash === undefined) throw new Error('a stored password is not an argon2id PHC string')
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

function text(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

/** Lets a few work and some wait; whoever comes after that is told at once. */
function queue(atOnce: number, waiting: number): <T>(task: () => Promise<T>) => Promise<T> {
  let working = 0
  const line: (() => void)[] = []
  return async (task) => {
    if (working >= atOnce) {
      if (line.length >= waiting) throw new PasswordsBusy()
      await new Promise<void>((resolve) => line.push(resolve))
    } else working += 1
    try {
      return await task()
    } finally {
      const next = line.shift()
      if (next) next()
      else working -= 1
    }
  }
}
