import { daysBetween } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { chargeAtRatio, PARTS_PER_UNIT, pence, quantity } from '../../../core/money.ts'
import type { Pence, PriceRatio, Quantity, Rate } from '../../../core/money.ts'
import { WHOLE } from '../../../core/percent.ts'
import type { Percent } from '../../../core/percent.ts'

/** So many days or nights at a share of the price; the last may have no end. After the last, nothing is paid. */
export type AbsenceTier = { readonly days?: number | undefined; readonly share: Percent }

export type AbsenceInput = {
  readonly days: number
  readonly tiers: readonly AbsenceTier[]
  /** The price of one day or night of the absence. */
  readonly perDay: PriceRatio
  /** Already paid for the same days, for example as frustrated care; never paid twice. */
  readonly alreadyPaid: Pence
}

/** Nights away: the night of leaving counts, the night of return is spent at home. */
export function absentNights(out: LocalDate, back: LocalDate): number {
  return Math.max(0, daysBetween(out, back))
}

export function nightlyPrice(weekly: Rate): PriceRatio {
  return { numerator: weekly, denominator: 7n }
}
export function dailyPrice(quantityPerDay: Quantity, price: Rate): PriceRatio {
  return { numerator: quantityPerDay * price, denominator: PARTS_PER_UNIT }
}

/** What the absence is worth by its tiers, rounded once, less what was already paid for it; never below nought. */
export function priceAbsence({ days, tiers, perDay, alreadyPaid }: AbsenceInput): Pence {
  const shared = tieredDays(days, tiers)
  const due = chargeAtRatio(quantity(shared * PARTS_PER_UNIT), {
    numerator: perDay.numerator,
    denominator: perDay.denominator * WHOLE,
  })
  return pence(due > alreadyPaid ? due - alreadyPaid : 0n)
}

/** Whole days times their shares. */
function tieredDays(days: number, tiers: readonly AbsenceTier[]): bigint {
  let left = days
  let shared = 0n
  for (const tier of tiers) {
    const taken = Math.min(left, tier.days ?? left)
    shared += BigInt(taken) * tier.share
    left -= taken
  }
  return shared
}
