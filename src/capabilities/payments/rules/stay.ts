import type { NightsTier } from '../../../core/absence-tiers.ts'
import { addDays, daysBetween } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { rateText } from '../../../core/decimal.ts'
import { chargeAtRatio, PARTS_PER_UNIT, quantity, sumPence } from '../../../core/money.ts'
import type { Pence, Quantity, Rate } from '../../../core/money.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { countDays, isEmpty, lastDay, overlapOf } from '../../../core/periods.ts'
import type { DayRange } from '../../../core/periods.ts'
import { nightsByShare, type SharedNights } from './nights-away.ts'
import { firstUnpriced, pricesWithin } from './prices.ts'
import type { PriceRow, PriceSegment } from './prices.ts'
import type { PricingRefusal } from './refusals.ts'
import type { DayRule, TraceStep } from './trace.ts'

export type StayInput = {
  /** Prices of a week. */
  readonly prices: readonly PriceRow[]
  /** Absent when the person came before the period, or is still there after it. */
  readonly arrived?: LocalDate | undefined
  readonly left?: LocalDate | undefined
  readonly period: DayRange
  readonly dayRule: DayRule
  /** Nights paid after the last one, such as two after a death. Those beyond the period belong to the next. */
  readonly extraNights: bigint
  /** Nights away that the council has noted, none of them touching another; those until the end of days last still. */
  readonly absences?: readonly DayRange[] | undefined
  readonly absenceTiers?: readonly NightsTier[] | undefined
}

/** A payment line: the nights of the stay at one price, all at home or all away in one tier, rounded once. */
export type StayLine = {
  readonly days: DayRange
  readonly nights: Quantity
  readonly weeklyPrice: Rate
  readonly amount: Pence
  readonly trace: readonly TraceStep[]
}
export type PricedStay = { readonly nights: Quantity; readonly amount: Pence; readonly lines: readonly StayLine[] }

/** The nights of a stay within a period, a line for each price. */
export function priceStay(input: StayInput): Outcome<PricedStay, PricingRefusal> {
  const fault = findStayFault(input)
  if (fault !== undefined) return refused(fault)

  const days = nightsWithin(input)
  const segments = pricesWithin(input.prices, days)
  const unpriced = firstUnpriced(days, segments)
  if (unpriced !== undefined) return refused({ code: 'P01', day: unpriced })

  const { absences = [], absenceTiers = [] } = input
  const lines = segments.flatMap((segment) =>
    nightsByShare(segment, absences, absenceTiers).map((part) =>
      lineOf({ ...part, price: segment.price }, input.dayRule),
    ),
  )
  return done({ nights: inNights(days), amount: sumPence(lines.map(({ amount }) => amount)), lines })
}

/**
 * The days that are paid. A stay that begins and ends on one day is one night, since part of a day counts as a day;
 * otherwise the day of leaving counts only under the inclusive rule.
 */
export function nightsWithin({ arrived, left, period, dayRule, extraNights }: StayInput): DayRange {
  const from = arrived ?? period.from
  if (left === undefined || left >= period.until) return overlapOf(period, { from, until: period.until })
  const partDay = dayRule === 'inclusive' || left === arrived ? 1n : 0n
  const room = BigInt(daysBetween(left, period.until))
  const after = partDay + extraNights < room ? partDay + extraNights : room
  return overlapOf(period, { from, until: addDays(left, Number(after)) })
}

function findStayFault({ arrived, left, period, extraNights }: StayInput): PricingRefusal | undefined {
  if (extraNights < 0n) return { code: 'R20', field: 'extra_nights' }
  if (isEmpty(period)) return { code: 'R42', from: period.from, to: lastDay(period) }
  if (arrived !== undefined && left !== undefined && left < arrived) return { code: 'R42', from: arrived, to: left }
  return undefined
}

function lineOf({ price, percent, from, until }: PriceSegment & SharedNights, rule: DayRule): StayLine {
  const days = { from, until }
  const nights = inNights(days)
  const amount = chargeAtRatio(nights, { numerator: price * BigInt(percent), denominator: 700n })
  const to = lastDay(days)
  const count = String(countDays(days))
  return {
    days,
    nights,
    weeklyPrice: price,
    amount,
    trace: [
      { step: 'nights', rule, from, to, nights: count },
      ...(percent === 100 ? [] : [{ step: 'absence' as const, from, to, percent: String(percent) }]),
      { step: 'price', from, to, per: 'week', price: rateText(price), weight: count, by: 'days' },
      {
        step: 'amount',
        quantity: count,
        unit: 'night',
        at: 'seventh',
        price: rateText(price),
        ...(percent === 100 ? {} : { share: String(percent) }),
        pence: amount.toString(),
      },
    ],
  }
}

function inNights(days: DayRange): Quantity {
  return quantity(BigInt(countDays(days)) * PARTS_PER_UNIT)
}
