import { isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import { pence, rate, type Pence, type Rate } from '../../../core/money.ts'
import type { OpenRange, Package, PriceStep } from './package.ts'
import { unitCost, weekPrice } from './payers.ts'
import { inForceOn, priceSteps } from './price-steps.ts'

/** What a third party pays of a week, by days. */
export type TopUp = OpenRange & { readonly weekly: Pence }

/** What a unit costs the council on a day; a top-up there is only of what is bought by the week. */
export function unitCostOn(
  { unit, price }: Pick<Package, 'unit'> & { readonly price: Rate },
  topUps: readonly TopUp[],
  day: LocalDate,
): Rate {
  if (unit !== 'week') return price
  const topUp = inForceOn(topUps, day)?.weekly ?? pence(0n)
  return rate(unitCost({ price: weekPrice({ price }), topUp }) * 100n)
}

export type CostStep = PriceStep & { readonly unitCost: Rate }

/** How a package is planned and priced, cut also where another top-up begins, so that each step has one unit cost. */
export function costSteps(
  care: Pick<Package, 'unit' | 'startsOn' | 'endsOn' | 'versions' | 'rates'>,
  topUps: readonly TopUp[],
): readonly CostStep[] {
  const changes =
    care.unit === 'week' ? topUps.flatMap(({ from, until }) => (until === null ? [from] : [from, until])) : []
  return priceSteps(care).flatMap((step) => {
    const within = changes.filter(
      (day) => isAfter(day, step.from) && (step.until === null || isBefore(day, step.until)),
    )
    const starts = [...new Set([step.from, ...within.toSorted()])]
    return starts.map((from, index) => ({
      ...step,
      ...{ from, until: starts[index + 1] ?? step.until },
      unitCost: unitCostOn({ unit: care.unit, price: step.price }, topUps, from),
    }))
  })
}

/** The day whose plan and price stand for a package: today, or the day of care that is nearest to it. */
export function nearestDay({ startsOn, endsOn }: Pick<Package, 'startsOn' | 'endsOn'>, today: LocalDate): LocalDate {
  if (isBefore(today, startsOn)) return startsOn
  return endsOn !== null && isAfter(today, endsOn) ? endsOn : today
}
