import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { decidePrepare, type PrepareRefusal } from '../rules/run.ts'
import { insertPreparation } from '../store/preparations.ts'
import { listRunsOf, lockPeriod } from '../store/runs.ts'

/**
 * Has a run worked out in the background: half a minute for a large county, during which a browser would wait in vain.
 * Asked twice, it is done once.
 */
export async function askForRun(
  work: Work,
  { periodId }: { readonly periodId: string },
): Promise<Outcome<string, PrepareRefusal>> {
  const { tx, accountId, actor, now } = work
  await lockPeriod(tx, periodId)
  const decision = decidePrepare(await listRunsOf(tx, periodId))
  if (!decision.ok) return decision

  await insertPreparation(tx, { periodId, by: accountId, name: actor.name, at: now })
  await work.enqueue('payments.prepare-run', { councilId: tx.councilId, periodId }, { key: `prepare-run:${periodId}` })
  await work.audit('run.asked-for', { type: 'period', id: periodId })
  return done(periodId)
}
