import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { LONGEST_ASK_WITHIN_DAYS } from '../rules/variation.ts'
import { findAskWithin, saveAskWithin } from '../store/ask-within.ts'

export type ChangeAskWithin = {
  /** As the page showed it, so that nobody changes what another has just changed. */
  readonly shown: number
  readonly days: number
}
export type ChangeAskWithinRefusal = { readonly code: 'days' | 'changed-since' | 'same' }

/** From today on; a request that waits keeps the day that it was promised. */
export async function changeAskWithin(
  work: Work,
  { shown, days }: ChangeAskWithin,
): Promise<Outcome<null, ChangeAskWithinRefusal>> {
  const { tx, today } = work
  if (!Number.isInteger(days) || days < 0 || days > LONGEST_ASK_WITHIN_DAYS) return refused({ code: 'days' })
  const standing = await findAskWithin(tx, today)
  if (standing !== shown) return refused({ code: 'changed-since' })
  if (standing === days) return refused({ code: 'same' })
  await saveAskWithin(tx, days, today)
  await work.audit('variation.settings-changed', { type: 'council', id: tx.councilId }, { days, daysBefore: standing })
  return done(null)
}
