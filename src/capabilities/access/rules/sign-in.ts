import { isClassic, type PasswordProfile } from './password-policy.ts'

/** The classic way: the third failure in a row of either step locks, whatever lies between and from wherever it was tried. */
const TRIES = 3
/** The way the National Cyber Security Centre advises: waits that grow from the third failure, then a lock that opens by itself. */
const WAIT_FROM = 3
const FIRST_WAIT_SECONDS = 5
const LONGEST_WAIT_SECONDS = 320
const TRIES_BEFORE_LOCK = 10
/** After a lock has opened by itself, so many more tries until the next. */
const TRIES_AFTER_LOCK = 3
export const LOCK_MINUTES = 15

export type Standing = {
  readonly status: 'invited' | 'active' | 'disabled'
  readonly locked: boolean
  readonly lockReason: 'failures' | 'dormant' | 'staff' | null
  readonly failures: number
  /** When a wait, or a lock for wrong tries, is over; null for a lock that somebody must open. */
  readonly closedUntil: Date | null
}
export type Verdict =
  | { readonly kind: 'signed-in' }
  /** The reason is for the record; the page says the same words for each. */
  | {
      readonly kind: 'refused'
      readonly reason: RefusalReason
      readonly failures: number
      readonly locks: boolean
      /** Set by a counted failure alone; what stood before stays otherwise. */
      readonly closedUntil: Date | null
    }
export type RefusalReason =
  'unknown' | 'not-active' | 'locked' | 'waiting' | 'password' | 'code' | 'password-and-code' | 'passkey'
export type Steps = { readonly passwordRight: boolean; readonly codeRight: boolean }
export type Circumstances = {
  readonly policies: readonly PasswordProfile[]
  readonly now: Date
  /** A passkey cannot be guessed, so strangers who guess passwords do not keep its owner out where locks open by themselves. */
  readonly unguessable?: boolean
}

/** Both steps are judged together, so that nobody learns which of them was wrong. */
export function judge(standing: Standing | undefined, steps: Steps, circumstances: Circumstances): Verdict {
  if (standing === undefined) return turnedAway('unknown', 0)
  const { failures, status } = standing
  if (status !== 'active') return turnedAway('not-active', failures)
  const closed = closedBy(standing, circumstances.now)
  if (closed !== undefined && !(circumstances.unguessable === true && opensByItself(standing)))
    return turnedAway(closed, failures)
  if (steps.passwordRight && steps.codeRight) return { kind: 'signed-in' }
  return { kind: 'refused', reason: wrongPart(steps), ...afterFailure(failures + 1, circumstances) }
}

type OwnCount = Pick<Standing, 'failures' | 'closedUntil'>

/**
 * Where its owner came in before, tries are counted for that browser alone, so that strangers' guesses elsewhere do not
 * keep the owner waiting. A lock that somebody must open holds everywhere, and the classic three strikes count together.
 */
export function hasOwnCount(
  standing: Standing | undefined,
  known: OwnCount | undefined,
  policies: readonly PasswordProfile[],
): boolean {
  if (standing === undefined || known === undefined || isClassic(policies)) return false
  return !standing.locked || opensByItself(standing)
}

export function standingHere(standing: Standing | undefined, own: OwnCount | undefined): Standing | undefined {
  if (standing === undefined || own === undefined) return standing
  const { failures, closedUntil } = own
  return { ...standing, locked: false, lockReason: null, failures, closedUntil }
}

/**
 * Whoever knows both steps of a sleeping account is its owner and is told why it is closed. Wrong tries are counted
 * meanwhile and end this, so that a stranger cannot try until the words change.
 */
export function mayHearOfSleep(standing: Standing | undefined, { passwordRight, codeRight }: Steps): boolean {
  return isAsleep(standing) && passwordRight && codeRight && standing.failures < TRIES
}

export function isAsleep(standing: Standing | undefined): standing is Standing {
  return standing?.status === 'active' && standing.locked && standing.lockReason === 'dormant'
}

/** What keeps everybody out at this moment: a lock, or the wait after wrong tries. */
export function closedBy(
  standing: Pick<Standing, 'locked' | 'lockReason' | 'closedUntil'>,
  now: Date,
): 'locked' | 'waiting' | undefined {
  const isOver = standing.closedUntil !== null && standing.closedUntil <= now
  if (standing.locked) return opensByItself(standing) && isOver ? undefined : 'locked'
  return standing.closedUntil === null || isOver ? undefined : 'waiting'
}

/** A lock for wrong tries that has an end. Sleep and the council's own lock never have one. */
export function opensByItself({
  locked,
  lockReason,
  closedUntil,
}: Pick<Standing, 'locked' | 'lockReason' | 'closedUntil'>) {
  return closedUntil !== null && (!locked || lockReason === 'failures')
}

function turnedAway(reason: RefusalReason, failures: number): Verdict {
  return { kind: 'refused', reason, failures, locks: false, closedUntil: null }
}

function afterFailure(failures: number, { policies, now }: Circumstances) {
  if (isClassic(policies)) return { failures, locks: failures >= TRIES, closedUntil: null }
  const beyond = failures - TRIES_BEFORE_LOCK
  const locks = beyond >= 0 && beyond % TRIES_AFTER_LOCK === 0
  const seconds = locks ? LOCK_MINUTES * 60 : waitSeconds(failures)
  return { failures, locks, closedUntil: seconds === 0 ? null : new Date(now.getTime() + seconds * 1000) }
}

/** 5 seconds after the third failure in a row, twice as long after each further one: eight tries in five minutes. */
function waitSeconds(failures: number): number {
  if (failures < WAIT_FROM) return 0
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (failures - WAIT_FROM))
}

function wrongPart({ passwordRight, codeRight }: Steps): RefusalReason {
  if (passwordRight) return 'code'
  return codeRight ? 'password' : 'password-and-code'
}

/** Where to go after signing in: an address of our own, never another site's. */
export function ownAddress(text: string | undefined): string {
  if (text === undefined || text.length > 1_000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text)) return ''
  if (text.includes('\\') || /^\/(sign-in|sign-out|signed-out|places|policies|session)(\/|\?|$)/.test(text)) return ''
  return text === '/' ? '' : text
}
