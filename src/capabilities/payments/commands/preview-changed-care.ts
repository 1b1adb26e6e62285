import type { LocalDate } from '../../../core/dates.ts'
import type { PaidAgain } from '../../../core/paid-again.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ChangedCare } from '../../care-packages/index.ts'
import { toldWeek } from '../rules/asked-week.ts'
import { explainAll } from '../rules/trace.ts'
import { previewCare } from '../store/preview-change.ts'
import { listRecordedWeeks } from '../store/recorded-weeks.ts'
import { weeksOnPlan } from './weeks-on-plan.ts'

type Asked = { readonly today: LocalDate; readonly at: Date }

/**
 * What a change of care that nobody has made yet would do to what was recorded and paid: by the statements that post the
 * differences afterwards, read instead of written. Undefined where the change does not look back.
 */
export async function previewChangedCare(
  tx: Tx,
  changed: ChangedCare,
  { today, at }: Asked,
): Promise<PaidAgain | undefined> {
  const { after, fromOn, paidBy } = changed
  const { id: packageId, startsOn, endsOn, versions } = after
  if (fromOn > today) return undefined
  const recorded = await listRecordedWeeks(tx, packageId, { from: fromOn, until: null })
  // What is paid for what was delivered is among the lines where it is paid at another price.
  const asLines = paidBy === null ? ['same-plan'] : ['same-plan', 'pays-delivered']
  const weeks = weeksOnPlan(after, recorded, today).filter(({ happens }) => !asLines.includes(happens))
  const plan = { packageId, startsOn, endsOn, versions, fromOn, paidBy, today }
  const { lines, hasPeriod } = await previewCare(tx, { plan }, at)
  return {
    weeks: weeks.map(toldWeek),
    lines: lines.map(({ coversFrom, toOn, beforePence, duePence, trace }) => ({
      ...{ from: coversFrom, to: toOn, paid: beforePence, due: duePence, why: explainAll(trace) },
    })),
    hasPeriod,
  }
}
