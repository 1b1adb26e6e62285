import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { charge, pence, quantity, rate, sumPence, type Pence, type Quantity, type Rate } from '../../../core/money.ts'

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
  readonly format: 'agreement-1'
  readonly lines: readonly ContentLine[]
  /** Whole pence for one week at the first price. */
  readonly weeklyPence: string
}
type ContentLine = Omit<OfferLine, 'planned' | 'plannedByDay' | 'prices'> & {
  /** 30,000ths of a unit. */
  readonly planned: string
  readonly plannedByDay: readonly string[] | null
  /** Ten-thousandths of a pound per unit. */
  readonly prices: readonly { readonly from: LocalDate; readonly until: LocalDate | null; readonly price: string }[]
  readonly weeklyPence: string
}

/** The same offer always makes the same content: nothing in it depends on when or by whom it was made. */
export function buildContent(offer: Offer): Content {
  const { reference, revision, cause, startsOn, provider, service, contract, person } = offer
  return {
    format: 'agreement-1',
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
  }
}

export function readContent(content: Content): Offer {
  return {
    ...content,
    lines: content.lines.map((line) => ({
      ...line,
      planned: quantity(BigInt(line.planned)),
      plannedByDay: line.plannedByDay?.map((parts) => quantity(BigInt(parts))) ?? null,
      prices: line.prices.map((row) => ({ ...row, price: rate(BigInt(row.price)) })),
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
