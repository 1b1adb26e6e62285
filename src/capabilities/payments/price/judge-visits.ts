import { areBankHolidaysKnown, isBankHoliday } from '../../../core/bank-holidays.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { minutes as timeOf, penceText } from '../../../core/decimal.ts'
import type { Rate } from '../../../core/money.ts'
import { refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { PricingRefusal } from '../rules/refusals.ts'
import { overMidnight } from '../../../core/visit-prices.ts'
import type { Band } from '../../../core/visit-prices.ts'
import type { Rounding } from '../../../core/visit-minutes.ts'
import { explainVisits } from '../rules/visit-words.ts'
import { priceVisits } from '../rules/visits.ts'
import type { PricedVisits, Visit, VisitTerms } from '../rules/visits.ts'
import { readFields } from './field-reader.ts'
import type { FieldReader } from './field-reader.ts'
import type { VisitsCase } from './file-schema.ts'

export type VisitsAnswer = {
  readonly id: string
  readonly visits: readonly { readonly minutes_paid: string; readonly amount: string }[]
  readonly payable: string
  readonly amount: string
  readonly trace: readonly string[]
}
type Judged = {
  readonly visits: readonly Visit[]
  readonly rounding: Rounding
  readonly bands: readonly Band[]
  readonly priced: PricedVisits
}

const LONGEST = 168 * 60

/** A stated `as_of` makes later visits the future; without one a council may try its bands on days to come. */
export function judgeVisits(described: VisitsCase, asOf: LocalDate | undefined): Outcome<VisitsAnswer, PricingRefusal> {
  const read = readFields()
  const visits = described.visits.map((visit, place) => readVisit(visit, `visits[${String(place)}]`, read))
  const rounding = readRounding(described.rounding, read)
  const bands = described.bands.flatMap((band, place) => readBand(band, `bands[${String(place)}]`, read))
  const fixedPrices = readFixedPrices(described.fixed_prices, read)
  const prices = read.prices(described.rates)
  const fault = read.fault() ?? tooLong(visits, rounding) ?? notYet(visits, asOf)
  if (fault !== undefined) return refused(fault)

  const calendar = { isBankHoliday, isSpecialDay: () => false }
  const terms: VisitTerms = { rounding, prices, bands, split: described.split, fixedPrices, calendar }
  const priced = priceVisits(visits, terms)
  if (!priced.ok) return priced
  return { ok: true, value: visitsAnswer(described.id, { visits, rounding, bands, priced: priced.value }) }
}

function readVisit(visit: VisitsCase['visits'][number], place: string, read: FieldReader): Visit {
  const { planned_minutes: planned } = visit
  return {
    date: visit.date,
    startMinute: visit.start,
    minutes: read.wholeNumber(`${place}.minutes`, visit.minutes),
    plannedMinutes: planned === undefined ? undefined : read.wholeNumber(`${place}.planned_minutes`, planned),
    status: visit.status,
  }
}

function readRounding({ increment, mode, cap_to_planned: capToPlanned }: VisitsCase['rounding'], read: FieldReader) {
  const size = increment === undefined ? 1 : read.wholeNumber('rounding.increment', increment)
  if (size === 0) read.refuse({ code: 'R20', field: 'rounding.increment', above: 'nought' })
  return { increment: size, mode, capToPlanned }
}

function readBand(band: VisitsCase['bands'][number], place: string, read: FieldReader): readonly Band[] {
  const { days, from, to } = band
  return overMidnight({ days, from, until: to, price: read.price(`${place}.price`, band.price) })
}

function readFixedPrices(described: VisitsCase['fixed_prices'], read: FieldReader): ReadonlyMap<number, Rate> {
  const fixedPrices = new Map<number, Rate>()
  for (const [key, text] of Object.entries(described)) {
    const field = `fixed_prices[${JSON.stringify(key)}]`
    const length = read.wholeNumber(`the key of ${field}`, key)
    if (length === 0) read.refuse({ code: 'R20', field: `the key of ${field}`, above: 'nought' })
    fixedPrices.set(length, read.price(field, text))
  }
  return fixedPrices
}

function tooLong(visits: readonly Visit[], { increment }: Rounding): PricingRefusal | undefined {
  const lengths = [...visits.flatMap(({ minutes, plannedMinutes = 0 }) => [minutes, plannedMinutes]), increment]
  const longest = lengths.find((length) => length > LONGEST)
  return longest === undefined ? undefined : { code: 'R28', hours: timeOf(longest) }
}

function notYet(visits: readonly Visit[], asOf: LocalDate | undefined): PricingRefusal | undefined {
  const ahead = asOf === undefined ? undefined : visits.find(({ date }) => date > asOf)
  return ahead === undefined ? undefined : { code: 'R27', day: ahead.date }
}

function visitsAnswer(id: string, { visits, rounding, bands, priced }: Judged): VisitsAnswer {
  const byHoliday = bands.some(({ days }) => days.includes('bank-holiday'))
  const unknown = byHoliday && visits.some(({ date }) => !areBankHolidaysKnown(date))
  return {
    id,
    visits: priced.visits.map(({ paid, amount }) => ({ minutes_paid: String(paid), amount: penceText(amount) })),
    payable: String(priced.minutes),
    amount: penceText(priced.amount),
    trace: [
      ...explainVisits(visits, priced, rounding),
      ...(unknown ? ['Bank holidays are known for 2012 to 2028 only'] : []),
    ],
  }
}
