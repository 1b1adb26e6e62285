import { localDate, type LocalDate } from '../../../core/dates.ts'
import { isEmpty, overlapOf } from '../../../core/periods.ts'
import { plannedByDay, plannedInWeek, type Plan } from '../../actuals/index.ts'
import type { Package } from '../../care-packages/index.ts'
import { askedWeek, type AskedWeek, type WeekOnPlan } from '../rules/asked-week.ts'
import type { RecordedWeek } from '../store/recorded-weeks.ts'

/** Weeks as they were recorded, beside what the care as it would be plans for them. */
export function weeksOnPlan(after: Package, recorded: readonly RecordedWeek[], today: LocalDate): readonly AskedWeek[] {
  const versions = after.versions.map((one) => planOf(after, one))
  const { unit, startsOn, endsOn } = after
  return recorded.map((week) => {
    const plan: Plan = { unit, stepMinutes: week.stepMinutes, startsOn, endsOn, versions }
    const byDay = plannedByDay(plan, week.weekStart)
    const onPlan: WeekOnPlan = {
      ...{ unit, planned: plannedInWeek(plan, week.weekStart), prices: versions.flatMap(({ prices }) => prices) },
      ...{ packageFrom: startsOn, packageTo: endsOn ?? undefined, today },
      ...(byDay === undefined ? {} : { plannedByDay: byDay }),
    }
    return askedWeek(week, onPlan)
  })
}

const EVER = localDate('9999-12-31')

function planOf(
  { rates }: Package,
  { from, until, planned, plannedByDay: byDay, rateLineId }: Package['versions'][number],
) {
  const days = { from, until: until ?? EVER }
  const prices = rates
    .filter((row) => row.rateLineId === rateLineId)
    .map((row) => ({ ...overlapOf(days, { from: row.from, until: row.until ?? EVER }), price: row.price }))
    .filter((row) => !isEmpty(row))
  return { ...days, planned, byDay: byDay ?? undefined, prices }
}
