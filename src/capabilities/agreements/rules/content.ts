import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Payer } from '../../../core/payers.ts'
import type { SaidBand } from '../../../core/visit-prices.ts'
import { charge, pence, quantity, rate, sumPence, type Pence, type Quantity, type Rate } from '../../../core/money.ts'
import type { Days, LinePaid } from './paid.ts'

export type Cause = 'new' | 'social-work-decision' | 'annual-uplift' | 'correction'

/** What a council offers, as the code uses it. */
export type Offer = {
  readonly reference: string
  readonly revision: number
  readonly cause: Cause
  readonly startsOn: LocalDate
  readonly provider: { readonly reference: string; readonly name: string }
  readonly service: { readonly reference: string; readonly name: string }
  readonly contract: { readonly number: string; readonly title: string }
  readonly person: {
    readonly reference: string
    readonly nhsNumber: string | null
    readonly givenName: string
    readonly familyName: string
    readonly bornOn: LocalDate | null
  }
  readonly lines: readonly OfferLine[]
}

export type OfferLine = {
  readonly packageId: string
  readonly packageReference: string
  readonly packageVersion: number
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly planned: Quantity
  /** Monday to Sunday. */
  readonly plannedByDay: readonly Quantity[] | null
  readonly timetable: readonly Visit[]
  readonly paymentTerms: 'actual' | 'planned'
  /** The prices known when it was written, from the first day on; none when the price book has none. */
  readonly prices: readonly OfferPrice[]
  /** What is paid beside the price; null in a text of the first format, which did not say it. */
  readonly paid: LinePaid | null
}
type Visit = {
  readonly weekday: number
  readonly startsAt: string
  readonly minutes: number
  readonly carers: number
}
type OfferPrice = { readonly from: LocalDate; readonly until: LocalDate | null; readonly price: Rate }

/** What is published, hashed and signed: plain data for ever, so money and quantities are decimal strings. */
export type Content = Omit<Offer, 'lines'> & {
  /** The second says what is paid beside the price. What was published in the first is read, and printed, as it was. */
  readonly format: 'agreement-1' | 'agreement-2'
  readonly lines: readonly ContentLine[]
  /** Whole pence for one week at the first price. */
  readonly weeklyPence: string
}
type ContentLine = Omit<OfferLine, 'planned' | 'plannedByDay' | 'prices' | 'paid'> & {
  /** 30,000ths of a unit. */
  readonly planned: string
  readonly plannedByDay: readonly string[] | null
  /** Ten-thousandths of a pound per unit. */
  readonly prices: readonly { readonly from: LocalDate; readonly until: LocalDate | null; readonly price: string }[]
  readonly weeklyPence: string
  readonly paid?: ContentPaid
}
type ContentPaid = Pick<LinePaid, 'frustratedPercent' | 'nightsTiers' | 'nightsAfter' | 'net'> & {
  /** Ten-thousandths of a pound; minutes after midnight. */
  readonly visitPrices: readonly (Days & {
    readonly split: boolean
    readonly fixed: readonly { readonly minutes: number; readonly price: string }[]
    readonly bands: readonly (Omit<SaidBand, 'price'> & { readonly price: string })[]
  })[]
  readonly payers: readonly (Days & { readonly payer: Payer; readonly weeklyPence: string })[]
}

/** The same offer always makes the same content: nothing in it depends on when or by whom it was made. */
export function buildContent(offer: Offer): Content {
  const { reference, revision, cause, startsOn, provider, service, contract, person } = offer
  return {
    format: offer.lines.every(({ paid }) => paid !== null) ? 'agreement-2' : 'agreement-1',
    ...{ reference, revision, cause, startsOn },
    provider: { reference: provider.reference, name: provider.name },
    service: { reference: service.reference, name: service.name },
    contract: { number: contract.number, title: contract.title },
    person: {
      reference: person.reference,
      nhsNumber: person.nhsNumber,
      givenName: person.givenName,
      familyName: person.familyName,
      bornOn: person.bornOn,
    },
    lines: offer.lines.toSorted((a, b) => (a.packageReference < b.packageReference ? -1 : 1)).map(contentLine),
    weeklyPence: weeklyOf(offer).toString(),
  }
}

function contentLine(line: OfferLine): ContentLine {
  const { packageId, packageReference, packageVersion, serviceLevel, unit, startsOn, endsOn, paymentTerms } = line
  return {
    ...{ packageId, packageReference, packageVersion, serviceLevel, unit, startsOn, endsOn, paymentTerms },
    planned: line.planned.toString(),
    plannedByDay: line.plannedByDay?.map(String) ?? null,
    timetable: line.timetable.map(({ weekday, startsAt, minutes, carers }) => ({ weekday, startsAt, minutes, carers })),
    prices: line.prices.map(({ from, until, price }) => ({ from, until, price: price.toString() })),
    weeklyPence: weeklyOfLine(line).toString(),
    ...(line.paid !== null && { paid: contentPaid(line.paid) }),
  }
}

/** By name, each part: whatever else a row of the price book has is no part of a text. */
function contentPaid({ frustratedPercent, nightsTiers, nightsAfter, visitPrices, payers, net }: LinePaid): ContentPaid {
  return {
    frustratedPercent,
    nightsTiers: nightsTiers.map(({ upTo, percent }) => ({ upTo, percent })),
    ...(nightsAfter && { nightsAfter: { deathDays: nightsAfter.deathDays, noticeDays: nightsAfter.noticeDays } }),
    visitPrices: visitPrices.map(({ from, until, split, fixed, bands }) => ({
      ...{ from, until, split },
      fixed: fixed.map(({ minutes, price }) => ({ minutes, price: String(price) })),
      bands: bands.map((band) => ({ days: band.days, from: band.from, until: band.until, price: String(band.price) })),
    })),
    payers: payers.map(({ payer, from, until, weekly }) => ({ payer, from, until, weeklyPence: weekly.toString() })),
    net: net.map(({ from, until }) => ({ from, until })),
  }
}

function readPaid({ visitPrices, payers, ...rest }: ContentPaid): LinePaid {
  return {
    ...rest,
    visitPrices: visitPrices.map(({ fixed, bands, ...row }) => ({
      ...row,
      fixed: fixed.map(({ minutes, price }) => ({ minutes, price: Number(price) })),
      bands: bands.map((band) => ({ ...band, price: Number(band.price) })),
    })),
    payers: payers.map(({ weeklyPence, ...row }) => ({ ...row, weekly: pence(BigInt(weeklyPence)) })),
  }
}

/** What the first format said of the same. */
export function withoutPaid(offer: Offer): Offer {
  return { ...offer, lines: offer.lines.map((line) => ({ ...line, paid: null })) }
}

export function readContent(content: Content): Offer {
  return {
    ...content,
    lines: content.lines.map((line) => ({
      ...line,
      planned: quantity(BigInt(line.planned)),
      plannedByDay: line.plannedByDay?.map((parts) => quantity(BigInt(parts))) ?? null,
      prices: line.prices.map((row) => ({ ...row, price: rate(BigInt(row.price)) })),
      paid: line.paid === undefined ? null : readPaid(line.paid),
    })),
  }
}

/** The price on the first day of the care offered. */
export function firstPrice(line: Pick<OfferLine, 'prices'>): Rate | undefined {
  return line.prices[0]?.price
}

export function weeklyOfLine(line: Pick<OfferLine, 'planned' | 'prices'>): Pence {
  const price = firstPrice(line)
  return price === undefined ? pence(0n) : charge(line.planned, price)
}

export function weeklyOf(offer: Pick<Offer, 'lines'>): Pence {
  return sumPence(offer.lines.map(weeklyOfLine))
}
