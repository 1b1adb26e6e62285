import { addDays, latest } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { greatestCommonDivisor, quantityText, rateText, ratioText } from '../../../core/decimal.ts'
import { chargeAtRatio, divideHalfAwayFromZero, PARTS_PER_UNIT, quantity, rate } from '../../../core/money.ts'
import type { Pence, PriceRatio, Quantity, Rate } from '../../../core/money.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { percentText, WHOLE } from '../../../core/percent.ts'
import type { Percent } from '../../../core/percent.ts'
import { daysIn, lastDay } from '../../../core/periods.ts'
import type { DayRange } from '../../../core/periods.ts'
import { priceOn, pricesWithin } from './prices.ts'
import type { PriceRow, PriceSegment } from './prices.ts'
import type { PricingRefusal } from './refusals.ts'
import type { PaymentTerms, TraceStep } from './trace.ts'
import { isPricedByVisits, priceVisitWeek } from './visit-week.ts'
import type { VisitsOfWeek } from './visit-week.ts'
import { actualOf, findWeekFaults } from './week-faults.ts'
import type { RecordedWeek } from './week-faults.ts'

export type WeekInput = RecordedWeek & {
  readonly terms: PaymentTerms
  readonly prices: readonly PriceRow[]
  /** The share of frustrated care that is paid; all of it when absent. */
  readonly frustratedPercent?: Percent | undefined
  /** Units planned on each day from the start of the week; the weights of an average price. */
  readonly plannedByDay?: readonly Quantity[] | undefined
  /** What fell on each of those days, where the week was recorded visit by visit: each day is then paid at its own price. */
  readonly recordedByDay?: readonly RecordedDay[] | undefined
  readonly tolerancePercent?: Percent | undefined
  /** When each visit was, where the week is known by its visits: they are priced one by one where prices of visits hold. */
  readonly visits?: VisitsOfWeek | undefined
}

export type RecordedDay = { readonly actual: Quantity; readonly frustrated: Quantity }

/** A payable quantity may be finer than a quantity when only a share of it is paid, so it stays a ratio of parts. */
export type Payable = { readonly numerator: bigint; readonly denominator: bigint }

export type PricedWeek = {
  readonly days: DayRange
  readonly actual: Quantity
  readonly payable: Payable
  readonly price: PriceRatio
  readonly averagePrice: boolean
  readonly amount: Pence
  /** H01: delivered over the exception level. The amount stands, but is not payable until a variation is agreed. */
  readonly held: 'H01' | undefined
  readonly trace: readonly TraceStep[]
}

type WeightedPrice = PriceSegment & { readonly weight: bigint }

/** One payment line: one package, one week, rounded once. */
export function priceWeek(input: WeekInput): Outcome<PricedWeek, PricingRefusal> {
  const [fault] = findWeekFaults(input)
  if (fault !== undefined) return refused(fault)

  const days = payableDays(input)
  if (input.terms === 'actual' && isPricedByVisits(input.visits, days)) return priceByVisits(input, input.visits, days)
  const weighted = weighPrices(input, days)
  if (!weighted.ok) return weighted

  const payable = payableOf(input)
  const average = weighted.value.prices.some(({ price }) => price !== weighted.value.prices[0]?.price)
  const price = averageOf(weighted.value.prices, average)
  const amount = chargeAtRatio(quantity(payable.numerator), {
    numerator: price.numerator,
    denominator: price.denominator * payable.denominator,
  })
  const held = isOverTolerance(input) ? 'H01' : undefined
  const priced = { days, actual: actualOf(input), payable, price, averagePrice: average, amount, held } as const
  return done({ ...priced, trace: traceOf(input, priced, weighted.value) })
}

/** The line is the sum of its visits, each rounded once; the unit price is what they come to on the average. */
function priceByVisits(input: WeekInput, visits: VisitsOfWeek, days: DayRange): Outcome<PricedWeek, PricingRefusal> {
  const { weekStart, frustratedPercent, unit } = input
  const priced = priceVisitWeek(visits, { weekStart, days, frustratedPercent })
  if (!priced.ok) return priced
  const { amount, steps } = priced.value
  const payable = payableOf(input)
  const isNothing = payable.numerator === 0n
  const price = {
    numerator: isNothing ? 0n : amount * 100n * PARTS_PER_UNIT * payable.denominator,
    denominator: isNothing ? 1n : payable.numerator,
  }
  const text = payableText(payable)
  const shown = rateText(roundedForDisplay(price))
  const sum = { step: 'amount', quantity: text, unit, at: 'visits', price: shown, pence: amount.toString() } as const
  const held = isOverTolerance(input) ? 'H01' : undefined
  const trace = [...quantitySteps(input, text), ...steps, sum]
  return done({ days, actual: actualOf(input), payable, price, averagePrice: true, amount, held, trace })
}

/** On planned terms the plan is paid whatever was delivered; otherwise delivered care and the paid share of frustrated. */
export function payableOf(week: Pick<WeekInput, 'terms' | 'frustratedPercent'> & RecordedWeek): Payable {
  if (week.terms === 'planned') return { numerator: week.planned, denominator: 1n }
  const share = week.frustratedPercent ?? WHOLE
  return lowestTerms(actualOf(week) * WHOLE + week.frustrated * share, WHOLE)
}

export function payableText({ numerator, denominator }: Payable): string {
  return ratioText(numerator, denominator * PARTS_PER_UNIT)
}

/** Exactly at the tolerance passes. */
export function isOverTolerance(week: RecordedWeek & Pick<WeekInput, 'tolerancePercent'>): boolean {
  if (week.tolerancePercent === undefined) return false
  return actualOf(week) * WHOLE > week.planned * (WHOLE + week.tolerancePercent)
}

/** The days of the week on which the package was in force: a price outside them has no say. */
function payableDays({ weekStart, packageFrom, packageTo }: RecordedWeek): DayRange {
  const last = addDays(weekStart, 6)
  return {
    from: latest(weekStart, packageFrom ?? weekStart),
    until: addDays(packageTo !== undefined && packageTo < last ? packageTo : last, 1),
  }
}

type WeighedBy = 'days' | 'planned' | 'visits'
type Weighting = { readonly by: WeighedBy; readonly prices: readonly WeightedPrice[] }

function weighPrices(input: WeekInput, days: DayRange): Outcome<Weighting, PricingRefusal> {
  const segments = pricesWithin(input.prices, days)
  const { by, weights } = weightsOf(input, days)
  const weightOn = (day: LocalDate) => (by === 'days' ? 1n : (weights.get(day) ?? 0n))
  const unpriced = daysIn(days).find((day) => weightOn(day) > 0n && priceOn(segments, day) === undefined)
  if (unpriced !== undefined) return refused({ code: 'P01', day: unpriced })
  const weighted = segments.map((segment) => ({
    ...segment,
    weight: daysIn(segment).reduce((total, day) => total + weightOn(day), 0n),
  }))
  const prices = weighted.filter(({ weight }) => weight > 0n)
  // Visits that all fell on days on which the package was not in force have no price.
  return prices.length === 0 ? refused({ code: 'P01', day: days.from }) : done({ by, prices })
}

type Weights = { readonly by: WeighedBy; readonly weights: ReadonlyMap<LocalDate, bigint> }

/** By what is paid for the visits of each day, or else by what is planned on it; where neither is known, days weigh alike. */
function weightsOf(input: WeekInput, days: DayRange): Weights {
  const recorded = dated(input, recordedWeights(input))
  if ([...recorded.values()].some((weight) => weight > 0n)) return { by: 'visits', weights: recorded }
  const planned = dated(input, input.plannedByDay ?? [])
  const isPlanned = daysIn(days).some((day) => (planned.get(day) ?? 0n) > 0n)
  return { by: isPlanned ? 'planned' : 'days', weights: planned }
}

function dated({ weekStart }: WeekInput, amounts: readonly bigint[]): ReadonlyMap<LocalDate, bigint> {
  return new Map(amounts.map((amount, offset) => [addDays(weekStart, offset), amount]))
}

/** The sum of these is what is payable, so the average over them is each visit at the price of its day. */
function recordedWeights({ terms, recordedByDay, frustratedPercent = WHOLE }: WeekInput): readonly bigint[] {
  if (terms === 'planned' || recordedByDay === undefined) return []
  return recordedByDay.map(({ actual, frustrated }) => actual * WHOLE + frustrated * frustratedPercent)
}

function averageOf(prices: readonly WeightedPrice[], average: boolean): PriceRatio {
  if (!average) return { numerator: prices[0]?.price ?? 0n, denominator: 1n }
  return {
    numerator: prices.reduce((total, { price, weight }) => total + price * weight, 0n),
    denominator: prices.reduce((total, { weight }) => total + weight, 0n),
  }
}

function traceOf(week: WeekInput, priced: Omit<PricedWeek, 'trace'>, { by, prices }: Weighting): readonly TraceStep[] {
  const payable = payableText(priced.payable)
  const price = rateText(roundedForDisplay(priced.price))
  return [
    ...quantitySteps(week, payable),
    ...prices.map((part): TraceStep => ({
      step: 'price',
      from: part.from,
      to: lastDay(part),
      per: week.unit,
      price: rateText(part.price),
      weight: weightText(by, part.weight),
      by,
    })),
    ...(priced.averagePrice ? [averageStep(priced.price, price)] : []),
    {
      step: 'amount',
      quantity: payable,
      unit: week.unit,
      at: priced.averagePrice ? 'average' : 'price',
      price,
      pence: priced.amount.toString(),
    },
  ]
}

function weightText(by: WeighedBy, weight: bigint): string {
  if (by === 'visits') return payableText({ numerator: weight, denominator: WHOLE })
  return by === 'days' ? weight.toString() : quantityText(quantity(weight))
}

function averageStep({ numerator, denominator }: PriceRatio, price: string): TraceStep {
  return { step: 'average-price', numerator: numerator.toString(), denominator: denominator.toString(), price }
}

function quantitySteps(week: WeekInput, payable: string): readonly TraceStep[] {
  const { unit, terms } = week
  const planned = quantityText(week.planned)
  const frustrated = quantityText(week.frustrated)
  const actual = quantityText(actualOf(week))
  const missed = quantityText(week.missed)
  const extra = quantityText(week.extra)
  const percent = percentText(week.frustratedPercent ?? WHOLE)
  const steps: TraceStep[] = [
    { step: 'identity', unit, planned, frustrated, missed, extra, actual },
    { step: 'terms', unit, terms, actual, frustrated, percent, payable },
  ]
  if (week.tolerancePercent === undefined) return steps
  const held = isOverTolerance(week) ? 'yes' : 'no'
  return [...steps, { step: 'tolerance', unit, percent: percentText(week.tolerancePercent), planned, actual, held }]
}

function roundedForDisplay({ numerator, denominator }: PriceRatio): Rate {
  return rate(divideHalfAwayFromZero(numerator, denominator))
}

function lowestTerms(numerator: bigint, denominator: bigint): Payable {
  const common = greatestCommonDivisor(numerator, denominator)
  return { numerator: numerator / common, denominator: denominator / common }
}
