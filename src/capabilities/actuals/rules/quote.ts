import type { LocalDate } from '../../../core/dates.ts'
import type { Pence, PriceRatio, Quantity, Rate } from '../../../core/money.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Percent } from '../../../core/percent.ts'
import type { CalendarDay, VisitLine } from '../../../core/visit-prices.ts'
import type { TimedVisit } from '../../../core/visit-times.ts'
import { plannedByDay, pricesInWeek, visitLines } from './planned.ts'
import type { Plan } from './planned.ts'
import type { Entry, PaymentTerms, RecordingRule, Unit } from './week.ts'

/** What a price needs to know about one week. Pricing itself belongs to payments, which comes later and is handed in. */
export type QuoteInput = {
  readonly weekStart: LocalDate
  readonly unit: Unit
  readonly planned: Quantity
  readonly frustrated: Quantity
  readonly missed: Quantity
  readonly extra: Quantity
  readonly comment: string
  readonly packageFrom: LocalDate
  readonly packageTo: LocalDate | undefined
  readonly today: LocalDate
  readonly terms: PaymentTerms
  readonly frustratedPercent: Percent
  readonly tolerancePercent: Percent | undefined
  readonly plannedByDay: readonly Quantity[] | undefined
  /** What fell on each day, where the week was recorded visit by visit. */
  readonly recordedByDay?: readonly RecordedDay[] | undefined
  readonly prices: readonly { readonly from: LocalDate; readonly until: LocalDate; readonly price: Rate }[]
  /** When its visits were, where it was recorded visit by visit, and what the price book says about visits. */
  readonly visits?: VisitsOfWeek | undefined
}
type VisitsOfWeek = {
  readonly times: readonly TimedVisit[]
  readonly lines: readonly VisitLine[]
  readonly calendar: readonly CalendarDay[]
}
export type RecordedDay = { readonly actual: Quantity; readonly frustrated: Quantity }
export type Quote = {
  readonly amount: Pence
  readonly averagePrice: boolean
  /** The unit price as the exact ratio it is. */
  readonly price: PriceRatio
  /** Parts of a unit as a ratio, because a share of frustrated care may be finer than a quantity. */
  readonly payable: { readonly numerator: bigint; readonly denominator: bigint }
}
export type QuoteWeek = (input: QuoteInput) => Outcome<Quote, { readonly code: string }>

type Quotable = {
  readonly weekStart: LocalDate
  readonly today: LocalDate
  readonly planned: Quantity
  readonly plan: Plan
  readonly rule: RecordingRule
  readonly entry: Entry
  readonly recordedByDay?: readonly RecordedDay[] | undefined
  readonly times?: readonly TimedVisit[] | undefined
}

export function quoteInput(quotable: Quotable): QuoteInput {
  const { weekStart, today, planned, plan, rule, entry, recordedByDay, times } = quotable
  return {
    recordedByDay,
    visits: times === undefined ? undefined : { times, lines: visitLines(plan), calendar: plan.calendar ?? [] },
    weekStart,
    unit: plan.unit,
    planned,
    frustrated: entry.frustrated,
    missed: entry.missed,
    extra: entry.extra,
    // The sum is shown while the words are still being typed.
    comment: entry.comment === '' ? 'not yet said' : entry.comment,
    packageFrom: plan.startsOn,
    packageTo: plan.endsOn ?? undefined,
    today: today < weekStart ? weekStart : today,
    terms: rule.terms,
    frustratedPercent: rule.frustratedPercent,
    tolerancePercent: rule.tolerancePercent,
    plannedByDay: plannedByDay(plan, weekStart),
    prices: pricesInWeek(plan, weekStart),
  }
}
