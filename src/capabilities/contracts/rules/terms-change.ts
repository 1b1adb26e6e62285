import { isBefore, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

type Proposed = { readonly fromOn: LocalDate; readonly reason: string }
export type ProposeTermsRefusal = {
  readonly code: 'already-waiting' | 'in-the-past' | 'before-contract' | 'reason-missing'
}

/** Terms are changed ahead only: weeks that were recorded under one set of terms are paid under it. */
export function judgeTerms(
  { fromOn, reason }: Proposed,
  { today, contractStartsOn }: { readonly today: LocalDate; readonly contractStartsOn: LocalDate },
): Outcome<null, ProposeTermsRefusal> {
  if (!isBefore(contractStartsOn, fromOn)) return refused({ code: 'before-contract' })
  if (!isBefore(today, fromOn)) return refused({ code: 'in-the-past' })
  return reason.trim() === '' ? refused({ code: 'reason-missing' }) : done(null)
}
