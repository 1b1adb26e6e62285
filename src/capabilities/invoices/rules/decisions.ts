import { addDays, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { isOpen, type InvoiceStatus } from './state.ts'

/** Public contracts imply payment within thirty days of a valid invoice. */
const DAYS_TO_PAY = 30
const LONGEST_REASON = 2_000

type Held = { readonly status: InvoiceStatus; readonly version: number }
export type Stale = { readonly code: 'changed-since'; readonly shown: number; readonly current: number }
export type NotOpen = { readonly code: 'not-open'; readonly status: InvoiceStatus }
export type SubmitRefusal =
  Stale | NotOpen | { readonly code: 'no-lines' } | { readonly code: 'weeks-changed'; readonly count: number }
export type DecideRefusal =
  | Stale
  | { readonly code: 'not-submitted'; readonly status: InvoiceStatus }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'reason-long'; readonly longest: number }

export function dueFrom(submitted: LocalDate): LocalDate {
  return addDays(submitted, DAYS_TO_PAY)
}

/** Whoever changes an invoice has seen it as it stands, and it is still theirs to change. */
export function mayChange(invoice: Held, shown: number): Outcome<null, Stale | NotOpen> {
  if (!isOpen(invoice.status)) return refused({ code: 'not-open', status: invoice.status })
  return invoice.version === shown ? done(null) : refused({ code: 'changed-since', shown, current: invoice.version })
}

/** A claim is sent only for what is recorded now: a week changed since it was priced is looked at again first. */
export function maySubmit(
  invoice: Held & { readonly lineCount: number },
  shown: number,
  weeksChanged: number,
): Outcome<null, SubmitRefusal> {
  const changeable = mayChange(invoice, shown)
  if (!changeable.ok) return changeable
  if (weeksChanged > 0) return refused({ code: 'weeks-changed', count: weeksChanged })
  return invoice.lineCount === 0 ? refused({ code: 'no-lines' }) : done(null)
}

export type Decision = { readonly kind: 'approve' } | { readonly kind: 'reject'; readonly reason: string }

/** What staff decide stands for ever, so of two who decide at once only the first does. */
export function decide(
  invoice: Held,
  shown: number,
  decision: Decision,
): Outcome<{ readonly status: 'approved' | 'rejected'; readonly reason: string | null }, DecideRefusal> {
  if (invoice.status !== 'submitted') return refused({ code: 'not-submitted', status: invoice.status })
  if (invoice.version !== shown) return refused({ code: 'changed-since', shown, current: invoice.version })
  if (decision.kind === 'approve') return done({ status: 'approved', reason: null })
  const reason = decision.reason.trim()
  if (reason === '') return refused({ code: 'reason-missing' })
  if (reason.length > LONGEST_REASON) return refused({ code: 'reason-long', longest: LONGEST_REASON })
  return done({ status: 'rejected', reason })
}
