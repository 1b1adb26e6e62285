import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { minutes } from '../../../core/decimal.ts'
import { chargeAtRatio, PARTS_PER_UNIT, quantity, sumPence } from '../../../core/money.ts'
import type { Pence } from '../../../core/money.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { rangeOfDays } from '../../../core/periods.ts'
import { pricesWithin } from './prices.ts'
import type { PriceRow } from './prices.ts'
import type { PricingRefusal } from './refusals.ts'
import { bandAt, splitByBand } from './visit-bands.ts'
import type { Band, BandCalendar, BandedTime, BandPart } from './visit-bands.ts'
import { paidMinutes } from './visit-minutes.ts'
import type { PaidMinutes, Rounding, VisitTime } from './visit-minutes.ts'

/** One carer's record of one visit. A double-handed visit is two of them. */
export type Visit = VisitTime & { readonly date: LocalDate; readonly startMinute: number }

export type VisitTerms = {
  readonly rounding: Rounding
  /** Hourly prices by day, used where no band holds. */
  readonly prices: readonly PriceRow[]
  readonly bands: readonly Band[]
  /** True: each part by its band. False: the whole visit by the band in which it starts. */
  readonly split: boolean
  /** Prices for exactly so many minutes. One of them is used, never two; the rest of the visit is pro rata. */
  readonly fixedPrices: ReadonlyMap<number, Pence>
  readonly calendar: BandCalendar
}

export type PricedVisit = PaidMinutes & { readonly amount: Pence }
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
  const [fixedMinutes, fixedPrice] = fixedPart(time.paid, terms.fixedPrices)
  const parts = hourlyParts(afterFixed(visit, time.paid, fixedMinutes), terms)
  if (parts === undefined) return refused({ code: 'P01', day: visit.date })
  const hourly = parts.reduce((total, part) => total + minutes(part.minutes) * part.price, 0n)
  const exact = quantity(fixedPrice * PARTS_PER_UNIT * 100n + hourly)
  return done({ ...time, amount: chargeAtRatio(exact, { numerator: 1n, denominator: 1n }) })
}

/** The longest fixed price that the visit fills. */
function fixedPart(paid: number, fixedPrices: ReadonlyMap<number, Pence>): readonly [minutes: number, price: bigint] {
  const filled = [...fixedPrices].filter(([length]) => length <= paid).toSorted(([a], [b]) => b - a)
  return filled[0] ?? [0, 0n]
}

function afterFixed(visit: Visit, paid: number, fixedMinutes: number): BandedTime {
  const minute = visit.startMinute + fixedMinutes
  return {
    day: addDays(visit.date, Math.floor(minute / 1440)),
    startMinute: minute % 1440,
    minutes: paid - fixedMinutes,
  }
}

function hourlyParts(time: BandedTime, terms: VisitTerms): readonly BandPart[] | undefined {
  if (time.minutes === 0) return []
  if (terms.bands.length > 0 && terms.split) {
    const parts = splitByBand(time, terms.bands, terms.calendar)
    if (parts !== undefined) return parts
  }
  const band = bandAt(terms.bands, time.day, time.startMinute, terms.calendar)
  const price = band?.price ?? pricesWithin(terms.prices, rangeOfDays(time.day, time.day))[0]?.price
  return price === undefined ? undefined : [{ minutes: time.minutes, price }]
}
