import { createHash } from 'node:crypto'
import type { Tx } from '../../../platform/db/tx.ts'
import { networkOf } from '../rules/network.ts'
import { recordEvent, type Credentials } from '../store/accounts.ts'
import { countTry, countTryOf, uncountTry, type Counted } from '../store/throttle.ts'
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
 * address that nobody has. Sessions that are open are not asked. Losing a count in a crash is no loss: whoever guesses
 * has to begin again too.
 */
export async function takeTry(access: Access, trying: Trying): Promise<TooManyTries | undefined> {
  const limits = limitsOf(access, trying)
  const counted = await access.db.jot((tx) => countTry(tx, countingOf(access, limits)))
  return judgeTries(access, { counted, limits, address: trying.address })
}

type Naming = Trying & { readonly email: string }
type Tried = { readonly throttled: TooManyTries | undefined; readonly credentials: Credentials | undefined }

/** The same with whose user name it is. */
export async function takeTryOf(access: Access, trying: Naming): Promise<Tried> {
  const limits = limitsOf(access, trying)
  const { counted, credentials } = await access.db.jot((tx) => countTryOf(tx, trying.email, countingOf(access, limits)))
  return { throttled: await judgeTries(access, { counted, limits, address: trying.address }), credentials }
}

type Limit = { readonly key: Buffer; readonly most: number }

function limitsOf(access: Access, { address, email, known, what = 'sign-in' }: Trying): readonly Limit[] {
  return [
    { key: addressKey(address, what), most: access.triesPerAddress ?? TRIES_PER_ADDRESS },
    ...(email === undefined ? [] : [{ key: nameKey(email, known), most: access.triesPerEmail ?? TRIES_PER_EMAIL }]),
  ]
}

function countingOf({ clock }: Access, limits: readonly Limit[]) {
  const now = clock.now()
  return { keys: limits.map(({ key }) => key), now, start: minutesLater(now, -WINDOW_MINUTES) }
}

type Tries = { readonly counted: readonly Counted[]; readonly limits: readonly Limit[]; readonly address: string }

async function judgeTries(access: Access, { counted, limits, address }: Tries): Promise<TooManyTries | undefined> {
  const over = counted.flatMap(({ key, since, tries }) => {
    const most = limits.find((limit) => limit.key.equals(key))?.most ?? Number.POSITIVE_INFINITY
    return tries > most ? [{ until: minutesLater(since, WINDOW_MINUTES), first: tries === most + 1 }] : []
  })
  if (over.length === 0) return undefined
  if (over.some(({ first }) => first)) {
    const event = { accountId: null, kind: 'sign-in-throttled', address } as const
    await access.db.write(gate, (tx) => recordEvent(tx, access.clock.now(), event))
  }
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
