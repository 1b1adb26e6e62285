import { isAfter, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

type Proposed = { readonly day: LocalDate; readonly name: string }
type Known = { readonly today: LocalDate; readonly isWaiting: boolean }
export type ProposeDayRefusal = { readonly code: 'not-to-come' | 'already-waiting' | 'name-missing' }

/** Only days to come are named: what a past day was paid as stays. */
export function proposeDay({ day, name }: Proposed, { today, isWaiting }: Known): Outcome<null, ProposeDayRefusal> {
  if (name.trim() === '') return refused({ code: 'name-missing' })
  if (!isAfter(day, today)) return refused({ code: 'not-to-come' })
  return isWaiting ? refused({ code: 'already-waiting' }) : done(null)
}

type Waiting = { readonly day: LocalDate; readonly proposedBy: string | null; readonly isApproved: boolean }
type Decider = { readonly by: string; readonly today: LocalDate }
export type DecideDayRefusal = { readonly code: 'not-waiting' | 'same-person' | 'not-to-come' }

/** The second person lets a day stand. Whoever it is may take it away while it waits. */
export function decideDay(
  { day, proposedBy, isApproved }: Waiting,
  kind: 'approve' | 'remove',
  { by, today }: Decider,
): Outcome<'approved' | 'removed', DecideDayRefusal> {
  if (isApproved) return refused({ code: 'not-waiting' })
  if (kind === 'remove') return done('removed')
  if (proposedBy === by) return refused({ code: 'same-person' })
  return isAfter(day, today) ? done('approved') : refused({ code: 'not-to-come' })
}
