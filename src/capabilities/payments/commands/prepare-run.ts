import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { decidePrepare, type PrepareRefusal, type PreparingStep } from '../rules/run.ts'
import { recordExceptions } from '../store/exceptions.ts'
import { lookBackFrom, planForSets, priceLines } from '../store/price-lines.ts'
import type { ForSchedule } from '../store/pricing-scope.ts'
import { insertRun, listRunsOf, lockPeriod, sealRun, takeInvoices } from '../store/runs.ts'

/** Told before each part of the work begins. */
type OnStep = (step: PreparingStep) => Promise<void>

/**
 * Prices what is due under scheduled contracts, takes the approved invoices, and says what is odd. One transaction:
 * there is a whole run or none. A person who releases it decides on what this recorded.
 */
export async function prepareRun(
  work: Work,
  { periodId }: { readonly periodId: string },
  onStep: OnStep = () => Promise.resolve(),
): Promise<Outcome<string, PrepareRefusal>> {
  const { tx, now } = work
  const period = await lockPeriod(tx, periodId)
  const earlier = await listRunsOf(tx, periodId)
  const decision = decidePrepare(earlier)
  if (!decision.ok) return decision

  const by = { by: work.accountId, name: work.actor.name, at: now }
  const runId = await insertRun(tx, { period, number: earlier.length + 1, ...by })
  const since = lookBackFrom(period.startsOn)
  const scope: ForSchedule = { paidBy: 'schedule', calendar: period.calendar, period, since, runId, at: now }
  await planForSets(tx)
  await priceLines(tx, scope, onStep)
  await onStep('invoices')
  await takeInvoices(tx, runId, period)
  const run = await sealRun(tx, runId)
  await onStep('exceptions')
  await recordExceptions(tx, scope, work.today)
  await work.audit('run.prepared', { type: 'run', id: runId }, totalsOf(run))
  return done(runId)
}

type Totals = {
  readonly reference: string
  readonly lineCount: number
  readonly totalPence: bigint
  readonly paidPence: bigint
}

/** What the audit trail keeps of a run's money. */
export function totalsOf({ reference, lineCount, totalPence, paidPence }: Totals) {
  return { reference, lines: lineCount, totalPence: totalPence.toString(), paidPence: paidPence.toString() }
}
