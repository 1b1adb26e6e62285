import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { percentText, WHOLE } from '../../../core/percent.ts'
import type { Percent } from '../../../core/percent.ts'
import { rateText } from '../../../core/decimal.ts'
import { sumPence } from '../../../core/money.ts'
import type { Pence } from '../../../core/money.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { contains, overlapOf, overlaps } from '../../../core/periods.ts'
import type { DayRange } from '../../../core/periods.ts'
import type { CalendarDay, VisitLine } from '../../../core/visit-prices.ts'
import type { TimedVisit } from '../../../core/visit-times.ts'
import type { PricingRefusal } from './refusals.ts'
import type { TraceStep, VisitTracePart } from './trace.ts'
import { calendarOf } from './visit-bands.ts'
import { clock } from './visit-words.ts'
import { pricePaid } from './visits.ts'
import type { VisitPart, VisitTerms } from './visits.ts'

export type VisitsOfWeek = {
  /** In order of time. */
  readonly times: readonly TimedVisit[]
  readonly lines: readonly VisitLine[]
  readonly calendar: readonly CalendarDay[]
}
type Week = {
  readonly weekStart: LocalDate
  /** The days of the week on which the package was in force. */
  readonly days: DayRange
  readonly frustratedPercent: Percent | undefined
}
export type PricedVisitWeek = { readonly amount: Pence; readonly steps: readonly TraceStep[] }

const MINUTES_IN_DAY = 1440

/** Whether some prices of visits hold within the days: the week is then priced visit by visit, and otherwise by its amount. */
export function isPricedByVisits(visits: VisitsOfWeek | undefined, days: DayRange): visits is VisitsOfWeek {
  if (visits === undefined || visits.times.length === 0) return false
  return visits.lines.some((line) => {
    const inForce = overlapOf(line.days, days)
    return line.tables.some((table) => overlaps(table, inForce))
  })
}

/** Each visit by the line, the prices and the calendar of its day; the week is the sum. */
export function priceVisitWeek(visits: VisitsOfWeek, week: Week): Outcome<PricedVisitWeek, PricingRefusal> {
  const calendar = calendarOf(visits.calendar)
  const steps: TraceStep[] = []
  const amounts: Pence[] = []
  for (const time of visits.times) {
    const priced = priceTimed(time, visits.lines, { ...week, calendar })
    if (!priced.ok) return priced
    steps.push(priced.value.step)
    amounts.push(priced.value.amount)
  }
  return done({ amount: sumPence(amounts), steps })
}

type Known = Week & Pick<VisitTerms, 'calendar'>
type PricedTime = { readonly amount: Pence; readonly step: TraceStep }

function priceTimed(
  { minute, paid, frustrated }: TimedVisit,
  lines: readonly VisitLine[],
  { weekStart, days, frustratedPercent = WHOLE, calendar }: Known,
): Outcome<PricedTime, PricingRefusal> {
  const date = addDays(weekStart, Math.floor(minute / MINUTES_IN_DAY))
  const startMinute = minute % MINUTES_IN_DAY
  const line = contains(days, date) ? lines.find((one) => contains(one.days, date)) : undefined
  if (line === undefined) return refused({ code: 'P01', day: date })
  const share = frustrated ? frustratedPercent : WHOLE
  const priced = pricePaid({ date, startMinute, paid, share }, { ...termsOn(line, date), calendar })
  if (!priced.ok) return priced
  const { amount, parts } = priced.value
  const step = {
    step: 'visit' as const,
    ...{ day: date, at: clock(startMinute), minutes: String(paid) },
    outcome: frustrated ? ('frustrated' as const) : ('delivered' as const),
    percent: percentText(share),
    parts: parts.map(tracePart),
    pence: amount.toString(),
  }
  return done({ amount, step })
}

/** A day on which no prices of visits hold is paid by the hour, at the price of the day on which the visit begins. */
function termsOn({ prices, tables }: VisitLine, day: LocalDate): Omit<VisitTerms, 'rounding' | 'calendar'> {
  const table = tables.find((one) => contains(one, day))
  return table === undefined
    ? { prices, bands: [], split: false, fixedPrices: new Map() }
    : { prices, bands: table.bands, split: table.split, fixedPrices: table.fixedPrices }
}

function tracePart({ minutes, price, per, band }: VisitPart): VisitTracePart {
  const kind = per === 'visit' ? 'fixed' : (band?.kind ?? 'any')
  const [from, until] = band === undefined ? ['', ''] : [String(band.from), String(band.until)]
  return { minutes: String(minutes), price: rateText(price), kind, from, until }
}
