/** What councils choose from. */
export const idleChoices = [5, 10, 15, 20] as const
/** Before a council's choice is known: the usual ten minutes. */
export const IDLE_SECONDS = 600
/** Nothing that is idle for so long goes on anywhere. */
export const LONGEST_IDLE_SECONDS = Math.max(...idleChoices) * 60
const LONGEST_SECONDS = 12 * 60 * 60
/** How long the second step may take. */
const STEP_SECONDS = 600
const PROOF_SECONDS = 600
/** What is over is swept away now and then: not each person who signs in need do it. */
export const SWEEP_EVERY = 20

type Used = {
  readonly createdAt: Date
  readonly lastSeenAt: Date
  /** The fewest of the person's councils; null when there is none. */
  readonly idleMinutes: number | null
}

export function idleSecondsOf({ idleMinutes }: Pick<Used, 'idleMinutes'>): number {
  return idleMinutes === null ? IDLE_SECONDS : idleMinutes * 60
}

/** So long after the last request, to the very second, and twelve hours after signing in whatever happens. */
export function hasEnded(session: Used, now: Date): boolean {
  return (
    secondsBetween(session.lastSeenAt, now) >= idleSecondsOf(session) ||
    secondsBetween(session.createdAt, now) >= LONGEST_SECONDS
  )
}

/** A day after its last request nobody is taken for the one whose session it was. */
export function isForgotten(session: { readonly lastSeenAt: Date }, now: Date): boolean {
  return secondsBetween(session.lastSeenAt, now) >= 24 * 60 * 60
}

export function stepHasExpired(createdAt: Date, now: Date): boolean {
  return secondsBetween(createdAt, now) >= STEP_SECONDS
}

/** For which a step can still be finished; none or less when it has expired. */
export function stepSecondsLeft(createdAt: Date, now: Date): number {
  return Math.floor(STEP_SECONDS - secondsBetween(createdAt, now))
}

/** An act that binds within ten minutes of showing who one is asks for nothing more. */
export function isFreshProof(provedAt: Date, now: Date): boolean {
  return secondsBetween(provedAt, now) < PROOF_SECONDS
}

/** Written at most once a second: a page with many requests is one sign of life. */
export function isWorthNoting(lastSeenAt: Date, now: Date): boolean {
  return secondsBetween(lastSeenAt, now) >= 1
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000
}
