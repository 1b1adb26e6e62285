import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { postRun, type RunSums } from '../../ledger/index.ts'
import { decideRelease, type ReleaseRefusal } from '../rules/run.ts'
import { countExceptions } from '../store/exceptions.ts'
import {
  getPeriod,
  insertRemittances,
  lockRun,
  markReleased,
  sumRemittances,
  type RemittanceSums,
  type Run,
} from '../store/runs.ts'
import { currentHash } from '../store/settlement.ts'
import { totalsOf } from './prepare-run.ts'
import { tellOfRemittances } from './tell-of-remittances.ts'

export type ReleaseRun = {
  readonly runId: string
  readonly shownHash: string
  readonly confirmed: boolean
  readonly confirmedEarly: boolean
}

/** Pays: remittances and ledger entries in one transaction with the second person's name, or nothing at all. */
export async function releaseRun(
  work: Work,
  { runId, shownHash, confirmed, confirmedEarly }: ReleaseRun,
): Promise<Outcome<string, ReleaseRefusal>> {
  const { tx } = work
  const run = await lockRun(tx, runId)
  const counts = await countExceptions(tx, runId)
  const { submitBy } = await getPeriod(tx, run.periodId)
  const decision = decideRelease({
    run,
    releaser: work.accountId,
    shownHash,
    currentHash: await currentHash(tx, runId),
    stops: counts.stops,
    toConfirm: counts.confirm,
    confirmed,
    isEarly: work.now < submitBy,
    confirmedEarly,
  })
  if (!decision.ok) return decision

  await markReleased(tx, { runId, by: work.accountId, name: work.actor.name, at: work.now })
  const providerIds = await insertRemittances(tx, runId)
  const booked = await postRun(work, runId)
  checkControlSums(run, await sumRemittances(tx, runId), booked)
  await work.audit('run.released', { type: 'run', id: runId }, totalsOf(run))
  await tellOfRemittances(work, runId, providerIds)
  return done(runId)
}

/** Bank total = sum of remittances = sum of postings, or the release fails as a fault of ours and leaves nothing behind. */
function checkControlSums(run: Run, told: RemittanceSums, booked: RunSums): void {
  const ties =
    told.lines === run.lineCount &&
    told.remittances === run.providerCount &&
    told.linesPence === run.totalPence &&
    told.paidPence === run.paidPence &&
    booked.careCost - booked.contributions === run.totalPence &&
    booked.paid === run.paidPence &&
    booked.openPayables === 0
  if (!ties) throw new Error(`the control sums of run ${run.reference} do not tie`)
}
