import { addDays, compareDays, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

export type CutOffRefusal = {
  readonly code:
    | 'reason-missing'
    | 'reason-long'
    | 'weeks-reversed'
    | 'too-many-weeks'
    | 'before-the-weeks'
    | 'no-such-contract'
    | 'ended'
    | 'changed'
}

type Said = {
  readonly firstWeek: LocalDate
  readonly lastWeek: LocalDate
  readonly submitOn: LocalDate
  readonly reason: string
}

const LONGEST_REASON = 500
/** A quarter: longer is a calendar of its own. */
const MOST_WEEKS = 13

/** Earlier or later than the period says, but not before the weeks have begun. */
export function judgeCutOff({ firstWeek, lastWeek, submitOn, reason }: Said): Outcome<null, CutOffRefusal> {
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  if (reason.trim().length > LONGEST_REASON) return refused({ code: 'reason-long' })
  if (compareDays(lastWeek, firstWeek) < 0) return refused({ code: 'weeks-reversed' })
  if (compareDays(lastWeek, addDays(firstWeek, 7 * (MOST_WEEKS - 1))) > 0) return refused({ code: 'too-many-weeks' })
  return compareDays(submitOn, lastWeek) < 0 ? refused({ code: 'before-the-weeks' }) : done(null)
}
