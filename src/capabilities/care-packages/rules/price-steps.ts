import { addDays, isAfter, isBefore, latest, type LocalDate } from '../../../core/dates.ts'
import { charge } from '../../../core/money.ts'
import type { OpenRange, Package, PackageVersion, PriceStep, RateRow } from './package.ts'

type Priced = Pick<Package, 'startsOn' | 'endsOn' | 'versions' | 'rates'>

/** How a package is planned and priced from its first day on, a step for each change of either, in order of days. */
export function priceSteps({ startsOn, endsOn, versions, rates }: Priced): readonly PriceStep[] {
  const care: OpenRange = { from: startsOn, until: endsOn === null ? null : addDays(endsOn, 1) }
  return versions
    .flatMap((version) => rates.flatMap((rate) => stepOf(version, rate, care)))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

function stepOf(version: PackageVersion, rate: RateRow, care: OpenRange): readonly PriceStep[] {
  if (version.rateLineId !== rate.rateLineId) return []
  const days = commonDays(commonDays(version, rate), care)
  if (days.until !== null && days.until <= days.from) return []
  const { planned, cause } = version
  const weekly = charge(planned, rate.price)
  return [{ ...days, version: version.version, cause, planned, price: rate.price, weekly }]
}

export function commonDays(first: OpenRange, second: OpenRange): OpenRange {
  return { from: latest(first.from, second.from), until: earlierEnd(first.until, second.until) }
}

function earlierEnd(first: LocalDate | null, second: LocalDate | null): LocalDate | null {
  if (first === null || second === null) return first ?? second
  return first < second ? first : second
}

/** The step in force: today's, or the first one of care that has not begun, or the last one of care that is over. */
export function stepOn(steps: readonly PriceStep[], day: LocalDate): PriceStep | undefined {
  return steps.findLast((step) => !isAfter(step.from, day)) ?? steps[0]
}

/** What is already decided and not yet in force. */
export function stepsAfter(steps: readonly PriceStep[], day: LocalDate): readonly PriceStep[] {
  const current = stepOn(steps, day)
  return steps.filter((step) => step !== current && isBefore(day, step.from))
}

export function inForceOn<T extends OpenRange>(ranges: readonly T[], day: LocalDate): T | undefined {
  return ranges.find(({ from, until }) => !isAfter(from, day) && (until === null || isBefore(day, until)))
}

/** A price of the price book that came with an uplift. */
export type UpliftPrice = {
  readonly rateLineId: string
  readonly from: LocalDate
  readonly upliftId: string
  readonly name: string
}

/**
 * The uplift that changed the price with which a step begins. A price that an uplift brought stays long after it: a plan
 * that begins or comes back at the same price is not the uplift’s doing, unless its version says that it is.
 */
export function upliftOf(care: Priced, step: PriceStep, uplifts: readonly UpliftPrice[]): UpliftPrice | undefined {
  const version = versionOf(care, step)
  const line = version?.rateLineId
  const before = priceSteps(care).findLast(({ from }) => isBefore(from, step.from))
  const isNewPrice = before !== undefined && before.price !== step.price && versionOf(care, before)?.rateLineId === line
  const isByVersion = version?.cause === 'annual-uplift' && version.from === step.from
  if (!isNewPrice && !isByVersion) return undefined
  const own = care.rates.filter(({ rateLineId }) => rateLineId === line)
  const from = inForceOn(own, step.from)?.from
  return uplifts.find((uplift) => uplift.rateLineId === line && uplift.from === from)
}

function versionOf({ versions }: Priced, step: PriceStep): PackageVersion | undefined {
  return versions.find(({ version }) => version === step.version)
}
