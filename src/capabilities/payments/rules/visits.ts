import type { LocalDate } from '../../../core/dates.ts'
import { minutes } from '../../../core/decimal.ts'
import { chargeAtRatio, PARTS_PER_UNIT, quantity, sumPence } from '../../../core/money.ts'
import type { Pence, Rate } from '../../../core/money.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { WHOLE } from '../../../core/percent.ts'
import type { Percent } from '../../../core/percent.ts'
import { rangeOfDays } from '../../../core/periods.ts'
import { pricesWithin } from './prices.ts'
import type { PriceRow } from './prices.ts'
import type { PricingRefusal } from './refusals.ts'
import { bandAt, cutAtEdges, timeFrom } from './visit-bands.ts'
import type { BandCalendar, BandedTime } from './visit-bands.ts'
import { paidMinutes } from '../../../core/visit-minutes.ts'
import type { PaidMinutes, Rounding, VisitTime } from '../../../core/visit-minutes.ts'
import type { BandDay, VisitPrices } from '../../../core/visit-prices.ts'

/** One carer's record of one visit. A double-handed visit is two of them. */
export type Visit = VisitTime & { readonly date: LocalDate; readonly startMinute: number }

export type VisitTerms = VisitPrices & {
  readonly rounding: Rounding
  /** Hourly prices by day, used for the time in which no band holds. */
  readonly prices: readonly PriceRow[]
  readonly calendar: BandCalendar
}

/** A stretch of paid minutes: at a price an hour, or at one for the whole of it; with the band that gave the price, if one did. */
export type VisitPart = {
  readonly minutes: number
  readonly price: Rate
  readonly per: 'hour' | 'visit'
  readonly band?: { readonly kind: BandDay; readonly from: number; readonly until: number }
}
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
  const priced = pricePaid({ ...visit, paid: time.paid, share: WHOLE }, terms)
  return priced.ok ? done({ ...time, ...priced.value }) : priced
}

/** The minutes of one visit that are paid, and the share of its price that is: all of it, but for a frustrated one. */
export type PaidVisit = Pick<Visit, 'date' | 'startMinute'> & { readonly paid: number; readonly share: Percent }
type PricedTime = Pick<PricedVisit, 'parts' | 'amount'>

/** What paid minutes come to, rounded once. `store/price-visits.ts` is the same for sets; read the two side by side. */
export function pricePaid(visit: PaidVisit, terms: Omit<VisitTerms, 'rounding'>): Outcome<PricedTime, PricingRefusal> {
  const fixed = fixedPart(visit.paid, terms.fixedPrices)
  const rest = timeFrom(visit.date, visit.startMinute + (fixed?.minutes ?? 0), visit.paid - (fixed?.minutes ?? 0))
  const hourly = hourlyParts(visit, rest, terms)
  if (!hourly.ok) return hourly

  const parts = [...(fixed === undefined ? [] : [fixed]), ...hourly.value]
  const exact = parts.reduce((total, part) => total + partsOf(part) * part.price, 0n)
  return done({ parts, amount: chargeAtRatio(quantity(exact), { numerator: visit.share, denominator: WHOLE }) })
}

function partsOf({ minutes: length, per }: VisitPart): bigint {
  return per === 'visit' ? PARTS_PER_UNIT : minutes(length)
}

/** The longest fixed price that the visit fills. */
function fixedPart(paid: number, fixedPrices: ReadonlyMap<number, Rate>): VisitPart | undefined {
  const [longest] = [...fixedPrices].filter(([length]) => length <= paid).toSorted(([a], [b]) => b - a)
  return longest === undefined ? undefined : { minutes: longest[0], price: longest[1], per: 'visit' }
}

type HourlyTerms = Omit<VisitTerms, 'rounding'>
type Started = Pick<Visit, 'date' | 'startMinute'>

function hourlyParts(
  visit: Started,
  time: BandedTime,
  terms: HourlyTerms,
): Outcome<readonly VisitPart[], PricingRefusal> {
  if (time.minutes === 0) return done([])
  const pieces = terms.split
    ? cutAtEdges(time, terms.bands)
    : [{ day: visit.date, startMinute: visit.startMinute, minutes: time.minutes }]
  const parts: VisitPart[] = []
  for (const piece of pieces) {
    const part = hourlyPart(piece, terms)
    if (part === undefined) return refused({ code: 'P01', day: piece.day })
    const before = parts.at(-1)
    if (before !== undefined && isOneWith(before, part))
      parts[parts.length - 1] = { ...before, minutes: before.minutes + part.minutes }
    else parts.push(part)
  }
  return done(parts)
}

function hourlyPart({ day, startMinute, minutes: length }: BandedTime, terms: HourlyTerms): VisitPart | undefined {
  const found = bandAt(terms.bands, day, startMinute, terms.calendar)
  const price = found?.band.price ?? pricesWithin(terms.prices, rangeOfDays(day, day))[0]?.price
  if (price === undefined) return undefined
  const part = { minutes: length, price, per: 'hour' as const }
  if (found === undefined) return part
  const { from, until } = found.band
  return { ...part, band: { kind: found.kind, from, until } }
}

/** What follows at the same price, for the same reason. */
function isOneWith(before: VisitPart, part: VisitPart): boolean {
  return (
    before.price === part.price &&
    before.band?.kind === part.band?.kind &&
    before.band?.from === part.band?.from &&
    before.band?.until === part.band?.until
  )
}
