import { penceText } from '../../../core/decimal.ts'
import { divideHalfAwayFromZero, pence, sumPence, type Pence } from '../../../core/money.ts'
import type { Payer } from '../../../core/payers.ts'
import { countDays, isEmpty, lastDay, overlapOf, type DayRange } from '../../../core/periods.ts'
import { nightsByShare } from './nights-away.ts'
import { nightsWithin, type StayInput } from './stay.ts'
import type { TraceStep } from './trace.ts'

/** Part of a price that somebody else bears, a week, on some days. Rows of one payer have no day in common. */
export type PayerRow = { readonly payer: Payer; readonly days: DayRange; readonly weekly: Pence }

export type PayersInput = {
  /** The nights that are paid for, as the stay's own rule counts them: no part is taken off a night that is not. */
  readonly nights: readonly DayRange[]
  readonly payers: readonly PayerRow[]
  /** The days on which the council pays net: less what the home collects. None touches another; all others are gross. */
  readonly net: readonly DayRange[]
}
/**
 * The nights of a stay that the council pays something for, one after the other: what somebody away is paid of is still
 * theirs to contribute to, and a place that is not paid for is not.
 */
export function paidNights(stay: StayInput): readonly DayRange[] {
  const { absences = [], absenceTiers = [] } = stay
  const ranges: DayRange[] = []
  for (const { from, until, percent } of nightsByShare(nightsWithin(stay), absences, absenceTiers)) {
    const before = ranges.at(-1)
    if (percent === 0) continue
    if (before?.until === from) ranges[ranges.length - 1] = { from: before.from, until }
    else ranges.push({ from, until })
  }
  return ranges
}

/** One payer's part over consecutive nights, rounded once: below nought when it is taken off what the council pays. */
export type PayerLine = {
  readonly payer: Payer
  readonly days: DayRange
  readonly amount: Pence
  readonly trace: readonly TraceStep[]
}

/**
 * What is taken off, and what is only told. The price stays as it is, so that cost and contribution can both be read:
 * each part is a line of its own, for the very nights that the price is paid for.
 */
export function payerLines({ nights, payers, net }: PayersInput): readonly PayerLine[] {
  return joined(payers).flatMap((row) => {
    const days = row.payer === 'nursing' ? [row.days] : net.map((range) => overlapOf(row.days, range))
    return days
      .flatMap((range) => nights.map((paid) => overlapOf(paid, range)))
      .filter((range) => !isEmpty(range) && row.weekly > 0n)
      .map((range) => lineOf(row, range))
  })
}

/** Rows of one amount that follow one another are one row: a part is rounded by amounts and not by decisions. */
function joined(payers: readonly PayerRow[]): readonly PayerRow[] {
  const rows: PayerRow[] = []
  for (const row of payers.toSorted((a, b) => (a.days.from < b.days.from ? -1 : 1))) {
    const place = rows.findIndex(
      ({ payer, weekly, days }) => payer === row.payer && weekly === row.weekly && days.until === row.days.from,
    )
    const before = rows[place]
    if (before === undefined) rows.push(row)
    else rows[place] = { ...before, days: { from: before.days.from, until: row.days.until } }
  }
  return rows
}

function lineOf({ payer, weekly }: PayerRow, days: DayRange): PayerLine {
  const nights = BigInt(countDays(days))
  const part = divideHalfAwayFromZero(nights * weekly, 7n)
  const amount = pence(payer === 'nursing' ? 0n : 0n - part)
  const step: TraceStep = {
    ...{ step: 'payer', payer, from: days.from, to: lastDay(days), nights: nights.toString() },
    ...{ weekly: penceText(weekly), pence: part.toString() },
  }
  return { payer, days, amount, trace: [step] }
}

export type PayerCorrection = { readonly amount: Pence; readonly trace: readonly TraceStep[] }

/** The difference when one payer's part of a period is no longer what was taken off; undefined when it still is. */
export function correctPayer(due: readonly PayerLine[], before: Pence): PayerCorrection | undefined {
  const now = sumPence(due.map(({ amount }) => amount))
  if (now === before) return undefined
  const amount = pence(now - before)
  return {
    amount,
    trace: [
      ...due.flatMap(({ trace }) => trace),
      { step: 'correction', due: now.toString(), before: before.toString(), pence: amount.toString() },
    ],
  }
}
