import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { decideDiscard, type DiscardRefusal } from '../rules/run.ts'
import { lockRun, markDiscarded, returnLines } from '../store/runs.ts'
import { totalsOf } from './prepare-run.ts'

/** Nothing was paid: the run's own lines go, its invoices wait again, and the trail keeps what it would have paid. */
export async function discardRun(
  work: Work,
  { runId }: { readonly runId: string },
): Promise<Outcome<string, DiscardRefusal>> {
  const run = await lockRun(work.tx, runId)
  const decision = decideDiscard(run.status)
  if (!decision.ok) return decision

  await returnLines(work.tx, runId)
  await markDiscarded(work.tx, runId, work.now)
  await work.audit('run.discarded', { type: 'run', id: runId }, totalsOf(run))
  return done(runId)
}
