import type { LocalDate } from '../../../core/dates.ts'
import { minutes } from '../../../core/decimal.ts'
import { chargeAtRatio, PARTS_PER_UNIT, quantity, sumPence } from '../../../core/money.ts'
import type { Pence, Rate } from '../../../core/money.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { rangeOfDays } from '../../../core/periods.ts'
import { pricesWithin } from './prices.ts'
import type { PriceRow } from './prices.ts'
import type { PricingRefusal } from './refusals.ts'
import { bandAt, cutAtEdges, timeFrom } from './visit-bands.ts'
import type { Band, BandCalendar, BandedTime } from './visit-bands.ts'
import { paidMinutes } from '../../../core/visit-minutes.ts'
import type { PaidMinutes, Rounding, VisitTime } from '../../../core/visit-minutes.ts'

/** One carer's record of one visit. A double-handed visit is two of them. */
export type Visit = VisitTime & { readonly date: LocalDate; readonly startMinute: number }

export type VisitTerms = {
  readonly rounding: Rounding
  /** Hourly prices by day, used for the time in which no band holds. */
  readonly prices: readonly PriceRow[]
  readonly bands: readonly Band[]
  /** True: each part by its own day and band. False: the whole visit by the moment at which it starts. */
  readonly split: boolean
  /** Prices for exactly so many minutes. One of them is used, never two; the rest of the visit is pro rata. */
  readonly fixedPrices: ReadonlyMap<number, Rate>
  readonly calendar: BandCalendar
}

/** A stretch of paid minutes: at a price an hour, or at one for the whole of it. */
export type VisitPart = { readonly minutes: number; readonly price: Rate; readonly per: 'hour' | 'visit' }
export type PricedVisit = PaidMinutes & { readonly parts: readonly VisitPart[]; readonly amount: Pence }
export type PricedVisits = {
  readonly visits: readonly PricedVisit[]
  readonly minutes: number
  readonly amount: Pence
}

/** Every visit is rounded on its own, in minutes and in pence; the total only adds. */
export function priceVisits(visits: readonly Visit[], terms: VisitTerms): Outcome<PricedVisits, PricingRefusal> {
  const priced: PricedVisit[] = []
  for (const visit of visits) {
    const outcome = priceVisit(visit, terms)
    if (!outcome.ok) return outcome
    priced.push(outcome.value)
  }
  return done({
    visits: priced,
    minutes: priced.reduce((total, { paid }) => total + paid, 0),
    amount: sumPence(priced.map(({ amount }) => amount)),
  })
}

function priceVisit(visit: Visit, terms: VisitTerms): Outcome<PricedVisit, PricingRefusal> {
  const time = paidMinutes(visit, terms.rounding)
  const fixed = fixedPart(time.paid, terms.fixedPrices)
  const rest = timeFrom(visit.date, visit.startMinute + (fixed?.minutes ?? 0), time.paid - (fixed?.minutes ?? 0))
  const hourly = hourlyParts(visit, rest, terms)
  if (!hourly.ok) return hourly

  const parts = [...(fixed === undefined ? [] : [fixed]), ...hourly.value]
  const exact = parts.reduce((total, part) => total + partsOf(part) * part.price, 0n)
  return done({ ...time, parts, amount: chargeAtRatio(quantity(exact), { numerator: 1n, denominator: 1n }) })
}

function partsOf({ minutes: length, per }: VisitPart): bigint {
  return per === 'visit' ? PARTS_PER_UNIT : minutes(length)
}

/** The longest fixed price that the visit fills. */
function fixedPart(paid: number, fixedPrices: ReadonlyMap<number, Rate>): VisitPart | undefined {
  const [longest] = [...fixedPrices].filter(([length]) => length <= paid).toSorted(([a], [b]) => b - a)
  return longest === undefined ? undefined : { minutes: longest[0], price: longest[1], per: 'visit' }
}

function hourlyParts(visit: Visit, time: BandedTime, terms: VisitTerms): Outcome<readonly VisitPart[], PricingRefusal> {
  if (time.minutes === 0) return done([])
  const pieces = terms.split
    ? cutAtEdges(time, terms.bands)
    : [{ day: visit.date, startMinute: visit.startMinute, minutes: time.minutes }]
  const parts: VisitPart[] = []
  for (const { day, startMinute, minutes: length } of pieces) {
    const price = hourlyPriceAt(day, startMinute, terms)
    if (price === undefined) return refused({ code: 'P01', day })
    const before = parts.at(-1)
    if (before?.price === price) parts[parts.length - 1] = { ...before, minutes: before.minutes + length }
    else parts.push({ minutes: length, price, per: 'hour' })
  }
  return done(parts)
}

function hourlyPriceAt(day: LocalDate, minute: number, { bands, prices, calendar }: VisitTerms): Rate | undefined {
  return bandAt(bands, day, minute, calendar)?.price ?? pricesWithin(prices, rangeOfDays(day, day))[0]?.price
}
