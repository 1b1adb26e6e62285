import { createHash } from 'node:crypto'
import type { Tx } from '../../../platform/db/tx.ts'
import { networkOf } from '../rules/network.ts'
import { recordEvent } from '../store/accounts.ts'
import { countTry, uncountTry } from '../store/throttle.ts'
import { gate, type Access } from './access.ts'

const TRIES_PER_ADDRESS = 40
/** More than the locks ever let a person use up, and too few to keep the hashing threads busy. */
const TRIES_PER_EMAIL = 20
const WINDOW_MINUTES = 5

export type TooManyTries = { readonly code: 'too-many-tries'; readonly until: Date }
/** Asking for help is counted beside signing in: who asked too often may still sign in. */
type Trying = {
  readonly address: string
  readonly email?: string
  readonly what?: 'sign-in' | 'help'
  /** Of a browser in which the owner of this user name came in before: it is counted by itself. */
  readonly known?: Buffer | undefined
}

/**
 * Counted before anything is looked up or hashed, in the database and so across processes. Says the same of an e-mail
 * address that nobody has. Sessions that are open are not asked.
 */
export async function takeTry(access: Access, trying: Trying): Promise<TooManyTries | undefined> {
  return access.db.write(gate, (tx) => takeTryIn(access, tx, trying))
}

/** The same beside what else is asked at that moment. */
export async function takeTryIn(access: Access, tx: Tx, trying: Trying): Promise<TooManyTries | undefined> {
  const { address, email, known, what = 'sign-in' } = trying
  const now = access.clock.now()
  const limits = [
    { key: addressKey(address, what), most: access.triesPerAddress ?? TRIES_PER_ADDRESS },
    ...(email === undefined ? [] : [{ key: nameKey(email, known), most: access.triesPerEmail ?? TRIES_PER_EMAIL }]),
  ]
  const keys = limits.map(({ key }) => key)
  const start = minutesLater(now, -WINDOW_MINUTES)
  const counted = await countTry(tx, { keys, now, start })
  const over = counted.flatMap(({ key, since, tries }) => {
    const most = limits.find((limit) => limit.key.equals(key))?.most ?? Number.POSITIVE_INFINITY
    return tries > most ? [{ until: minutesLater(since, WINDOW_MINUTES), first: tries === most + 1 }] : []
  })
  if (over.length === 0) return undefined
  if (over.some(({ first }) => first))
    await recordEvent(tx, now, { accountId: null, kind: 'sign-in-throttled', address })
  return { code: 'too-many-tries', until: latest(over.map(({ until }) => until)) }
}

/** Who came in was not guessing: an office of fifty may sign in from one address at nine o'clock. */
export async function giveBack(tx: Tx, { address, email, known }: Trying): Promise<void> {
  await uncountTry(tx, addressKey(address), email === undefined ? [] : [nameKey(email, known)])
}

function addressKey(address: string, what = 'sign-in'): Buffer {
  return keyOf(`${what} from`, networkOf(address))
}

function nameKey(email: string, known?: Buffer): Buffer {
  const name = email.trim().toLowerCase()
  return known === undefined ? keyOf('email', name) : keyOf(`known ${known.toString('hex')}`, name)
}

function keyOf(kind: string, text: string): Buffer {
  return createHash('sha256').update(`${kind} ${text}`).digest()
}

function minutesLater(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000)
}

function latest(instants: readonly Date[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant.getTime())))
}
