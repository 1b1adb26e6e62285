import type { LocalDate } from './dates.ts'
import { rate } from './money.ts'
import type { Rate } from './money.ts'
import type { DayRange } from './periods.ts'

export const BAND_DAYS = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
  'weekday',
  'weekend',
  'bank-holiday',
  'special-day',
] as const
export type BandDay = (typeof BAND_DAYS)[number]

/** An hourly price for a time of day, in minutes after midnight, on some days. It does not cross midnight. */
export type Band = {
  readonly days: readonly BandDay[]
  readonly from: number
  readonly until: number
  readonly price: Rate
}

/** What the price book says about visits on some days, beside the hourly price of the line. */
export type VisitPrices = {
  readonly bands: readonly Band[]
  /** True: each part by its own day and band. False: the whole visit by the moment at which it starts. */
  readonly split: boolean
  /** Prices for exactly so many minutes. One of them is used, never two; the rest of the visit is pro rata. */
  readonly fixedPrices: ReadonlyMap<number, Rate>
}
export type VisitTable = DayRange & VisitPrices

/** The line of the price book that pays for a package on some days. Its hourly prices may run beyond them: a night does. */
export type VisitLine = {
  readonly days: DayRange
  readonly prices: readonly (DayRange & { readonly price: Rate })[]
  readonly tables: readonly VisitTable[]
}

/** A day that the council pays otherwise than the published bank holidays say. */
export const CALENDAR_KINDS = ['special-day', 'bank-holiday', 'ordinary-day'] as const
export type CalendarDay = { readonly day: LocalDate; readonly kind: (typeof CALENDAR_KINDS)[number] }

/** As they were said and are kept: prices in ten-thousandths of a pound, a band over midnight as one. */
export type SaidVisitPrices = {
  readonly split: boolean
  readonly fixed: readonly { readonly minutes: number; readonly price: number }[]
  readonly bands: readonly SaidBand[]
}
export type SaidBand = {
  readonly days: readonly BandDay[]
  readonly from: number
  readonly until: number
  readonly price: number
}

const MIDNIGHT = 1440

export function visitPricesOf({ split, fixed, bands }: SaidVisitPrices): VisitPrices {
  return {
    split,
    fixedPrices: new Map(fixed.map(({ minutes, price }) => [minutes, rate(BigInt(price))])),
    bands: bands.flatMap(({ price, ...band }) => overMidnight({ ...band, price: rate(BigInt(price)) })),
  }
}

/** A band that ends at or before its start goes over midnight: it holds at both ends of the days that it names. */
export function overMidnight<B extends Pick<Band, 'from' | 'until'>>(band: B): readonly B[] {
  if (band.until > band.from) return [band]
  const evening = { ...band, until: MIDNIGHT }
  return band.until === 0 ? [evening] : [{ ...band, from: 0 }, evening]
}
