export const LONGEST_NOTE = 2_000

/** Asking again sooner reminds nobody. */
const REMIND_AFTER_HOURS = 72

export function mayRemind(askedAt: Date, now: Date): boolean {
  return now.getTime() - askedAt.getTime() >= REMIND_AFTER_HOURS * 3_600_000
}

export type JoinRefusal = {
  readonly code: 'note-missing' | 'not-an-approver' | 'asked-already' | 'here-already' | 'no-such-organisation'
}
export type AnswerRefusal = { readonly code: 'answered-already' | 'reason-missing' | 'address-not-taken' }
