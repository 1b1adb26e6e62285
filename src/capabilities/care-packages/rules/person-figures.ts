import type { CareUnit } from '../../../core/care-units.ts'
import { compareDays, type LocalDate } from '../../../core/dates.ts'
import { pence, quantity, type Pence, type Quantity } from '../../../core/money.ts'

type Week = {
  readonly weekStart: LocalDate
  readonly packageId: string
  readonly status: 'draft' | 'confirmed' | 'held'
  readonly planned: Quantity
  readonly actual: Quantity
}
export type WeekTotal = { readonly weekStart: LocalDate; readonly planned: Quantity; readonly delivered: Quantity }
export type UnitWeeks = { readonly unit: CareUnit; readonly weeks: readonly WeekTotal[] }
type Care = { readonly id: string; readonly unit: CareUnit }

/** All of a person's care week by week, the oldest first; hours and sessions are never added. A draft is not said yet. */
export function deliveredByWeek(weeks: readonly Week[], packages: readonly Care[]): readonly UnitWeeks[] {
  const unitOf = (id: string) => packages.find((care) => care.id === id)?.unit
  const said = weeks.filter(({ status, packageId }) => status !== 'draft' && unitOf(packageId) !== undefined)
  return [...Map.groupBy(said, ({ packageId }) => unitOf(packageId))].flatMap(([unit, own]) =>
    unit === undefined ? [] : [{ unit, weeks: totalsOf(own) }],
  )
}

function totalsOf(weeks: readonly Week[]): readonly WeekTotal[] {
  return [...Map.groupBy(weeks, ({ weekStart }) => weekStart)]
    .map(([weekStart, own]) => ({
      weekStart,
      planned: quantity(own.reduce((total, { planned }) => total + planned, 0n)),
      delivered: quantity(own.reduce((total, { actual }) => total + actual, 0n)),
    }))
    .toSorted((a, b) => compareDays(a.weekStart, b.weekStart))
}

export type PricedFrom = { readonly from: LocalDate; readonly amount: Pence }

/** What was priced for the weeks and periods that begin on each day, corrections with them; the oldest first. */
export function pricedByStart(
  lines: readonly { readonly from: LocalDate; readonly amount: Pence }[],
): readonly PricedFrom[] {
  return [...Map.groupBy(lines, ({ from }) => from)]
    .map(([from, own]) => ({ from, amount: pence(own.reduce((total, { amount }) => total + amount, 0n)) }))
    .toSorted((a, b) => compareDays(a.from, b.from))
}
