import type { NightsTier } from '../../../core/absence-tiers.ts'
import { isAfter, latest, type LocalDate } from '../../../core/dates.ts'
import type { Pence } from '../../../core/money.ts'
import type { NightsAfter } from '../../../core/nights-after.ts'
import type { Payer } from '../../../core/payers.ts'
import type { SaidVisitPrices } from '../../../core/visit-prices.ts'

export type Days = { readonly from: LocalDate; readonly until: LocalDate | null }
export type VisitPricesByDate = Days & SaidVisitPrices
export type PayerByDate = Days & { readonly payer: Payer; readonly weekly: Pence }

/** What is paid of a line beside its price: what the first texts did not say, and later ones do. */
export type LinePaid = {
  /** How much is paid of what was planned and missed by the person. */
  readonly frustratedPercent: number
  /** Of a stay: what is paid of nights away. None: all of them. */
  readonly nightsTiers: readonly NightsTier[]
  /** Of a stay: what is paid after its end. Absent where nothing is, and in texts that did not say it. */
  readonly nightsAfter?: NightsAfter
  /** Prices of lengths and times, beside the hourly price. */
  readonly visitPrices: readonly VisitPricesByDate[]
  /** Who pays part of a week, besides the council. */
  readonly payers: readonly PayerByDate[]
  /** Days on which the council pays its part only, and the home collects the others’. */
  readonly net: readonly Days[]
}

/** What is known of one package, for all the days that it is known for. */
export type KnownPaid = {
  readonly visitPrices: readonly (VisitPricesByDate & { readonly rateLineId: string })[]
  readonly payers: readonly PayerByDate[]
  readonly net: readonly Days[]
}

type Stretch = { readonly startsOn: LocalDate; readonly endsOn: LocalDate | null }
type Of = Stretch & { readonly rateLineId: string }
type Terms = Pick<LinePaid, 'frustratedPercent' | 'nightsTiers' | 'nightsAfter'>

/** Of one line: what holds from its first day on, and not what begins when it is over. */
export function paidOf({ visitPrices, payers, net }: KnownPaid, line: Of, terms: Terms): LinePaid {
  return {
    ...terms,
    visitPrices: within(
      visitPrices.filter(({ rateLineId }) => rateLineId === line.rateLineId),
      line,
    ).map(({ from, until, split, fixed, bands }) => ({ from, until, split, fixed, bands })),
    payers: within(payers, line),
    net: within(net, line),
  }
}

/** What an earlier text says of the days from this one on. */
export function paidFrom({ visitPrices, payers, net, ...terms }: LinePaid, stretch: Stretch): LinePaid {
  return {
    ...terms,
    ...{ visitPrices: within(visitPrices, stretch), payers: within(payers, stretch), net: within(net, stretch) },
  }
}

function within<T extends Days>(rows: readonly T[], { startsOn, endsOn }: Stretch): readonly T[] {
  return rows
    .filter(({ until }) => until === null || isAfter(until, startsOn))
    .filter(({ from }) => endsOn === null || !isAfter(from, endsOn))
    .map((row) => ({ ...row, from: latest(row.from, startsOn) }))
}

/** A line of the price book that takes the place of another pays visits as that one does. */
export function paidLike(known: KnownPaid, like: string, rateLineId: string): KnownPaid {
  if (like === rateLineId) return known
  const copied = known.visitPrices.filter((row) => row.rateLineId === like).map((row) => ({ ...row, rateLineId }))
  return { ...known, visitPrices: [...known.visitPrices, ...copied] }
}
