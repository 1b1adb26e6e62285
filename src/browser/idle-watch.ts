const WARNING_MS = 120_000
/** Somebody who types for ten minutes without sending is not idle: the server is told, at most this often. */
const KEEP_ALIVE_MS = 120_000

export type IdleState = 'active' | 'warning' | 'expired'

/** When a session was last used, and what follows from that. Pure, so that it can be tested without a browser. */
export interface IdleWatch {
  readonly idleMs: number
  readonly extendedAt: number
}

export function idleState({ idleMs, extendedAt }: IdleWatch, now: number): IdleState {
  const left = extendedAt + idleMs - now
  if (left <= 0) return 'expired'
  return left <= WARNING_MS ? 'warning' : 'active'
}

export function shouldKeepAlive({ extendedAt }: IdleWatch, now: number): boolean {
  return now - extendedAt >= KEEP_ALIVE_MS
}

/** Whole minutes down to the last, then steps of ten seconds: a screen reader should not count every second. */
export function remainingText({ idleMs, extendedAt }: IdleWatch, now: number): string {
  const seconds = Math.max(0, Math.ceil((extendedAt + idleMs - now) / 1000))
  if (seconds > 60) return `${String(Math.ceil(seconds / 60))} minutes`
  if (seconds > 50) return '1 minute'
  return `${String(Math.ceil(seconds / 10) * 10)} seconds`
}
