import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { withdraw, type WithdrawRefusal } from '../rules/change.ts'
import { lockChange, recordStep } from '../store/changes.ts'

/** Anybody at the provider who may ask for a change may take it back, as whoever asked may have left. */
export async function withdrawChange(work: Work, id: string): Promise<Outcome<string, WithdrawRefusal>> {
  const { tx, now, actor } = work
  const change = await lockChange(tx, { providerId: tx.providerId }, id)
  const decided = withdraw(change)
  if (!decided.ok) return decided
  await recordStep(tx, change, { status: decided.value, ended: { name: actor.name, at: now } })
  await work.audit('organisation.change-withdrawn', { type: 'organisation-change', id }, { field: change.field })
  return done(id)
}
