import { addDays, isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

export const LONGEST_NOTE = 2_000
/** Further away than this a date is more likely a slip of the keyboard. */
const FURTHEST_DAYS = 366

export type ChangeStatus = 'submitted' | 'approved' | 'applied' | 'rejected' | 'withdrawn'
export type Stale = { readonly code: 'changed-since'; readonly shown: number; readonly current: number }

export type RequestRefusal =
  | Stale
  | { readonly code: 'already-asked'; readonly requestId: string }
  | { readonly code: 'nothing-changes' }
  | { readonly code: 'evidence-missing' }
  | { readonly code: 'too-far-away' }

type Asking = {
  readonly shown: number
  readonly current: number
  readonly waiting: string | undefined
  readonly from: string
  readonly to: string
  readonly atOnce: boolean
  readonly evidence: string
  readonly effectiveOn: LocalDate
  readonly today: LocalDate
}

/** Two requests for one field would undo each other, so the second waits for the first. */
export function mayRequest(asking: Asking): Outcome<'submitted' | 'applied', RequestRefusal> {
  const { shown, current, waiting, from, to, atOnce, evidence, effectiveOn, today } = asking
  if (waiting !== undefined) return refused({ code: 'already-asked', requestId: waiting })
  if (shown !== current) return refused({ code: 'changed-since', shown, current })
  if (from === to) return refused({ code: 'nothing-changes' })
  if (atOnce) return done('applied')
  if (evidence.trim() === '') return refused({ code: 'evidence-missing' })
  const far =
    isBefore(effectiveOn, addDays(today, -FURTHEST_DAYS)) || isAfter(effectiveOn, addDays(today, FURTHEST_DAYS))
  return far ? refused({ code: 'too-far-away' }) : done('submitted')
}

export type Decision = { readonly kind: 'approve' | 'reject'; readonly reason: string }
export type DecideRefusal =
  | Stale
  | { readonly code: 'not-waiting'; readonly status: ChangeStatus }
  | { readonly code: 'own-request' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'value-moved' }

type Waiting = {
  readonly status: ChangeStatus
  readonly version: number
  readonly requestedBy: string
  readonly effectiveOn: LocalDate
  readonly oldValue: string
}
type Deciding = {
  readonly shown: number
  readonly by: string
  readonly today: LocalDate
  /** The value as it is now: approved is what was seen, not what somebody else has made of it since. */
  readonly valueNow: string
}

/** Of two who decide at once only the first does, and nobody decides what they asked for. */
export function decide(
  request: Waiting,
  decision: Decision,
  { shown, by, today, valueNow }: Deciding,
): Outcome<'approved' | 'applied' | 'rejected', DecideRefusal> {
  if (request.status !== 'submitted') return refused({ code: 'not-waiting', status: request.status })
  if (request.version !== shown) return refused({ code: 'changed-since', shown, current: request.version })
  if (request.requestedBy === by) return refused({ code: 'own-request' })
  if (decision.reason.trim() === '') return refused({ code: 'reason-missing' })
  if (decision.kind === 'reject') return done('rejected')
  if (valueNow !== request.oldValue) return refused({ code: 'value-moved' })
  return done(isAfter(request.effectiveOn, today) ? 'approved' : 'applied')
}

export type WithdrawRefusal = { readonly code: 'not-waiting'; readonly status: ChangeStatus }

export function withdraw({ status }: { readonly status: ChangeStatus }): Outcome<'withdrawn', WithdrawRefusal> {
  return status === 'submitted' ? done('withdrawn') : refused({ code: 'not-waiting', status })
}
