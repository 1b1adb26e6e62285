import type { CareUnit } from '../../../core/care-units.ts'
import { isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import { charge, type Pence, type Rate } from '../../../core/money.ts'
import { hasOverfullDay, type CarePlan } from './care-plan.ts'
import type { OpenRange, Recording } from './package.ts'
import { inForceOn } from './price-steps.ts'

/** Where care is given and under what: one service of a provider under one contract. */
export type Place = {
  readonly provider: { readonly id: string; readonly name: string; readonly status: 'active' | 'ended' }
  readonly service: { readonly id: string; readonly name: string }
  readonly contract: {
    readonly id: string
    readonly number: string
    readonly title: string
    readonly startsOn: LocalDate
    readonly endsOn: LocalDate | null
  }
  readonly rules: readonly (OpenRange & { readonly recording: Recording; readonly signGate: boolean })[]
}

/** A line of the price book of a contract. */
export type BookLine = {
  readonly id: string
  readonly reference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly band: string
  readonly days: string
  readonly prices: readonly (OpenRange & { readonly price: Rate })[]
}

/** Another price than the book's, and why: a second person decides. */
export type OwnPrice = { readonly price: Rate; readonly reason: string }

export type Commission = {
  readonly personId: string
  readonly serviceId: string
  readonly contractId: string
  readonly rateLineId: string
  readonly startsOn: LocalDate
  /** Last day of care. */
  readonly endsOn: LocalDate | null
  readonly plan: CarePlan
  readonly ownPrice: OwnPrice | null
}

export type CommissionFault =
  | 'provider-ended'
  | 'person-died'
  | 'runs-backward'
  | 'before-contract'
  | 'after-contract'
  | 'no-price'
  | 'nothing-planned'
  | 'too-much'
  | 'overfull-day'
  | 'same-price'
  | 'reason-missing'

const HOURS_IN_A_WEEK = 168n * 30_000n

type Judged = {
  readonly place: Place
  readonly line: BookLine
  readonly diedOn: LocalDate | null
  readonly wanted: Pick<Commission, 'startsOn' | 'endsOn' | 'plan' | 'ownPrice'>
}

/** What must be mended before the care can be commissioned. */
export function commissionFaults({ place, line, diedOn, wanted }: Judged): readonly CommissionFault[] {
  const { startsOn, endsOn, plan, ownPrice } = wanted
  const { contract, provider } = place
  const bookPrice = bookPriceOn(line, startsOn)
  const faults: readonly (readonly [boolean, CommissionFault])[] = [
    [provider.status === 'ended', 'provider-ended'],
    [diedOn !== null && !isBefore(startsOn, diedOn), 'person-died'],
    [endsOn !== null && isBefore(endsOn, startsOn), 'runs-backward'],
    [isBefore(startsOn, contract.startsOn), 'before-contract'],
    [contract.endsOn !== null && isAfter(startsOn, contract.endsOn), 'after-contract'],
    [bookPrice === undefined && ownPrice === null, 'no-price'],
    [plan.planned === 0n, 'nothing-planned'],
    [line.unit === 'hour' && plan.planned > HOURS_IN_A_WEEK, 'too-much'],
    [hasOverfullDay(plan, line.unit), 'overfull-day'],
    [ownPrice !== null && ownPrice.price === bookPrice, 'same-price'],
    [ownPrice?.reason.trim() === '', 'reason-missing'],
  ]
  return faults.flatMap(([isFault, code]) => (isFault ? [code] : []))
}

export type CommissionWarning =
  | { readonly code: 'overlap'; readonly references: readonly string[] }
  | { readonly code: 'start-in-past' | 'no-signatory' | 'after-contract-ends' }

type Beside = {
  readonly contractEndsOn: LocalDate | null
  /** Other care of the same level for the person in the same days. */
  readonly overlapping: readonly string[]
  /** Whether anybody at the provider may sign for it. */
  readonly hasSignatory: boolean
  readonly today: LocalDate
}

/** What staff should know before they commission it, and may do all the same. */
export function commissionWarnings(
  { startsOn, endsOn }: Pick<Commission, 'startsOn' | 'endsOn'>,
  { contractEndsOn, overlapping, hasSignatory, today }: Beside,
): readonly CommissionWarning[] {
  const outlasts = contractEndsOn !== null && (endsOn === null || isAfter(endsOn, contractEndsOn))
  return [
    ...(overlapping.length > 0 ? [{ code: 'overlap', references: overlapping } as const] : []),
    ...(isBefore(startsOn, today) ? [{ code: 'start-in-past' } as const] : []),
    ...(hasSignatory ? [] : [{ code: 'no-signatory' } as const]),
    ...(outlasts ? [{ code: 'after-contract-ends' } as const] : []),
  ]
}

export function bookPriceOn(line: Pick<BookLine, 'prices'>, day: LocalDate): Rate | undefined {
  return inForceOn(line.prices, day)?.price
}

/** What a week costs at the price of the first day. */
export function weeklyCost(
  line: BookLine,
  wanted: Pick<Commission, 'startsOn' | 'plan' | 'ownPrice'>,
): Pence | undefined {
  const price = wanted.ownPrice?.price ?? bookPriceOn(line, wanted.startsOn)
  return price === undefined ? undefined : charge(wanted.plan.planned, price)
}

/** How care is recorded at a place on a day; of days before its rules, by the first. */
export function ruleOn({ rules }: Pick<Place, 'rules'>, day: LocalDate) {
  return inForceOn(rules, day) ?? rules[0]
}
