import type { LocalDate } from '../../../core/dates.ts'
import { isBefore } from '../../../core/dates.ts'
import type { Rate } from '../../../core/money.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

export type ChangeStatus = 'proposed' | 'approved' | 'refused' | 'withdrawn' | 'undone'
export type Decision = { readonly kind: 'approve' | 'refuse' | 'withdraw'; readonly note: string }

type Proposal = { readonly fromOn: LocalDate; readonly price: Rate; readonly reason: string }
type LineNow = {
  readonly contractStartsOn: LocalDate
  readonly contractEndsOn: LocalDate | null
  /** The price of the day from which the new one is to hold. */
  readonly oldPrice: Rate | null
  readonly hasProposal: boolean
}
export type ProposeRefusal = {
  readonly code: 'already-waiting' | 'before-contract' | 'after-contract' | 'same-price' | 'reason-missing'
}

/** A new price is another row from a day on; whether it looks back is for the second person to see, not forbidden. */
export function proposePrice(line: LineNow, { fromOn, price, reason }: Proposal): Outcome<null, ProposeRefusal> {
  if (line.hasProposal) return refused({ code: 'already-waiting' })
  if (isBefore(fromOn, line.contractStartsOn)) return refused({ code: 'before-contract' })
  if (line.contractEndsOn !== null && isBefore(line.contractEndsOn, fromOn)) return refused({ code: 'after-contract' })
  if (line.oldPrice === price) return refused({ code: 'same-price' })
  return reason.trim() === '' ? refused({ code: 'reason-missing' }) : done(null)
}

type Waiting = { readonly status: ChangeStatus; readonly proposedBy: string; readonly version: number }
type Decider = { readonly by: string; readonly shownVersion: number }
export type DecideRefusal = {
  readonly code: 'not-waiting' | 'changed-since' | 'same-person' | 'reason-missing' | 'not-yours'
}

/** The second of two people approves or refuses; the first may take it back. */
export function decideChange(
  change: Waiting,
  { kind, note }: Decision,
  { by, shownVersion }: Decider,
): Outcome<'approved' | 'refused' | 'withdrawn', DecideRefusal> {
  if (change.status !== 'proposed') return refused({ code: 'not-waiting' })
  if (change.version !== shownVersion) return refused({ code: 'changed-since' })
  const isOwn = change.proposedBy === by
  if (kind === 'withdraw') return isOwn ? done('withdrawn') : refused({ code: 'not-yours' })
  if (isOwn) return refused({ code: 'same-person' })
  if (kind === 'approve') return done('approved')
  return note.trim() === '' ? refused({ code: 'reason-missing' }) : done('refused')
}
