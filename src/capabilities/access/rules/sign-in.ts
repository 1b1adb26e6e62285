/** Third failure in a row of either step, whatever lies between and from wherever it was tried. */
const TRIES = 3

export type Standing = {
  readonly status: 'invited' | 'active' | 'disabled'
  readonly locked: boolean
  readonly failures: number
}
export type Verdict =
  | { readonly kind: 'signed-in' }
  /** The reason is for the record; the page says the same words for each. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly failures: number; readonly locks: boolean }
export type RefusalReason = 'unknown' | 'not-active' | 'locked' | 'password' | 'code' | 'password-and-code' | 'passkey'
export type Steps = { readonly passwordRight: boolean; readonly codeRight: boolean }

/** Both steps are judged together, so that nobody learns which of them was wrong. */
export function judge(standing: Standing | undefined, steps: Steps): Verdict {
  if (standing === undefined) return { kind: 'refused', reason: 'unknown', failures: 0, locks: false }
  const { failures } = standing
  if (standing.status !== 'active') return { kind: 'refused', reason: 'not-active', failures, locks: false }
  if (standing.locked) return { kind: 'refused', reason: 'locked', failures, locks: false }
  if (steps.passwordRight && steps.codeRight) return { kind: 'signed-in' }
  return { kind: 'refused', reason: wrongPart(steps), failures: failures + 1, locks: failures + 1 >= TRIES }
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
