import type { LocalDate } from '../../../core/dates.ts'
import { addDays } from '../../../core/dates.ts'
import { PARTS_PER_UNIT, quantity } from '../../../core/money.ts'
import type { Quantity } from '../../../core/money.ts'
import type { PricingRefusal } from './refusals.ts'
import { decimalPlaces, isExactIn } from './units.ts'
import type { CareUnit } from './units.ts'

/** What a provider says about one week of one care package. */
export type RecordedWeek = {
  readonly weekStart: LocalDate
  readonly unit: CareUnit
  readonly planned: Quantity
  readonly frustrated: Quantity
  readonly missed: Quantity
  readonly extra: Quantity
  /** Stated only by files and screens that show it; it must then agree with the other four. */
  readonly actual?: Quantity | undefined
  readonly comment: string
  /** First and last day of the package; either may be open. */
  readonly packageFrom?: LocalDate | undefined
  readonly packageTo?: LocalDate | undefined
  readonly today: LocalDate
}

const HOURS_IN_WEEK = 168n * PARTS_PER_UNIT

/** What was delivered, by definition: the plan, less what was not delivered, plus what was added. */
export function actualOf(week: Pick<RecordedWeek, 'planned' | 'frustrated' | 'missed' | 'extra'>): Quantity {
  return quantity(week.planned - week.frustrated - week.missed + week.extra)
}

/** Any frustrated, missed or extra care needs words, even when they cancel out. */
export function needsComment(week: Pick<RecordedWeek, 'frustrated' | 'missed' | 'extra'>): boolean {
  return week.frustrated !== 0n || week.missed !== 0n || week.extra !== 0n
}

/** Every fault of the week, in the fixed order in which they are told: numbers, sums, dates, words. */
export function findWeekFaults(week: RecordedWeek): readonly PricingRefusal[] {
  return [...numberFaults(week), ...sumFaults(week), ...dateFaults(week), ...commentFaults(week)]
}

function numberFaults(week: RecordedWeek): readonly PricingRefusal[] {
  const fields = ['planned', 'frustrated', 'missed', 'extra', 'actual'] as const
  return fields.flatMap((field): readonly PricingRefusal[] => {
    const amount = week[field]
    if (amount === undefined) return []
    if (amount < 0n) return [{ code: 'R20', field }]
    return isExactIn(week.unit, amount) ? [] : [{ code: 'R21', field, places: decimalPlaces(week.unit) }]
  })
}

function sumFaults(week: RecordedWeek): readonly PricingRefusal[] {
  const faults: PricingRefusal[] = []
  const computed = actualOf(week)
  const undelivered = quantity(week.frustrated + week.missed)
  const stated = week.actual ?? computed
  if (undelivered > week.planned) faults.push({ code: 'R23', undelivered, planned: week.planned })
  const hours = stated > week.planned ? stated : week.planned
  if (week.unit === 'hour' && hours > HOURS_IN_WEEK) faults.push({ code: 'R28', hours })
  if (stated !== computed) faults.push({ code: 'R22', stated, computed })
  return faults
}

function dateFaults(week: RecordedWeek): readonly PricingRefusal[] {
  const faults: PricingRefusal[] = []
  const { weekStart, packageFrom, packageTo } = week
  const reversed = packageFrom !== undefined && packageTo !== undefined && packageTo < packageFrom
  const before = packageFrom !== undefined && addDays(weekStart, 6) < packageFrom
  const after = packageTo !== undefined && packageTo < weekStart
  if (before || after || reversed) faults.push({ code: 'R03', weekStart })
  // A week in progress may be recorded: the days to come are the plan.
  if (weekStart > week.today) faults.push({ code: 'R27', weekStart })
  return faults
}

function commentFaults(week: RecordedWeek): readonly PricingRefusal[] {
  return needsComment(week) && week.comment.trim() === '' ? [{ code: 'R26' }] : []
}
