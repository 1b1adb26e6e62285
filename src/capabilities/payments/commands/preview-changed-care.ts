import type { LocalDate } from '../../../core/dates.ts'
import type { PaidAgain } from '../../../core/paid-again.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ChangedCare, Package } from '../../care-packages/index.ts'
import { toldWeek } from '../rules/asked-week.ts'
import { explainAll } from '../rules/trace.ts'
import { previewPlans, reachesTo } from '../store/preview-plan.ts'
import { listRecordedWeeks } from '../store/recorded-weeks.ts'
import { weeksOnPlan } from './weeks-on-plan.ts'

type Asked = { readonly today: LocalDate; readonly at: Date }

/** What a change of care that nobody has made yet would do to what was recorded and paid. Undefined where there is nothing. */
export async function previewChangedCare(
  tx: Tx,
  { before, after, fromOn, paidBy }: ChangedCare,
  { today, at }: Asked,
): Promise<PaidAgain | undefined> {
  if (fromOn > today && !(await reachesTo(tx, after.id, fromOn))) return undefined
  const recorded = await listRecordedWeeks(tx, after.id, { from: fromOn, until: null })
  // What is paid for what was delivered is among the lines where it is paid at another price.
  const asLines = paidBy === null ? ['same-plan'] : ['same-plan', 'pays-delivered']
  const weeks = weeksOnPlan(after, recorded, today).filter(({ happens }) => !asLines.includes(happens))
  const plans = {
    now: { ...planOf(before), fromOn, today, paidBy: null },
    then: { ...planOf(after), fromOn, today, paidBy },
  }
  const lines = await previewPlans(tx, plans, at)
  return {
    weeks: weeks.map(toldWeek),
    lines: (lines ?? []).map(({ coversFrom, toOn, nowPence, thenPence, trace }) => ({
      ...{ from: coversFrom, to: toOn, now: nowPence, then: thenPence, why: explainAll(trace) },
    })),
    hasPeriod: lines !== undefined,
  }
}

function planOf({ id, startsOn, endsOn, versions }: Package) {
  return { packageId: id, startsOn, endsOn, versions }
}
