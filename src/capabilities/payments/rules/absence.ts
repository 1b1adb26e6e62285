import { addDays, daysBetween } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { chargeAtRatio, PARTS_PER_UNIT, pence, quantity } from '../../../core/money.ts'
import type { Pence, Quantity, Rate } from '../../../core/money.ts'
import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { countDays, dayRange } from '../../../core/periods.ts'
import { WHOLE } from '../../../core/percent.ts'
import type { Percent } from '../../../core/percent.ts'
import { firstUnpriced, pricesWithin } from './prices.ts'
import type { PriceRow } from './prices.ts'
import type { PricingRefusal } from './refusals.ts'

/** So many days or nights at a share of the price; the last may have no end. After the last, nothing is paid. */
export type AbsenceTier = { readonly days?: bigint | undefined; readonly share: Percent }

/** What one day or night is worth: so much care a day, or a seventh of a weekly price, by date where dates are known. */
export type AbsencePrice =
  | { readonly per: 'unit'; readonly quantityPerDay: Quantity; readonly price: Rate }
  | { readonly per: 'week'; readonly price: Rate }
  | { readonly per: 'week'; readonly firstNight: LocalDate; readonly prices: readonly PriceRow[] }

export type AbsenceInput = {
  readonly days: bigint
  readonly tiers: readonly AbsenceTier[]
  readonly price: AbsencePrice
  /** Already paid for the same days, for example as frustrated care; never paid twice. */
  readonly alreadyPaid: Pence
}

/** Days or nights of one tier at one price. */
export type AbsencePart = { readonly days: bigint; readonly share: Percent; readonly price: Rate }
export type PricedAbsence = {
  readonly parts: readonly AbsencePart[]
  /** Beyond the last tier. */
  readonly unpaidDays: bigint
  readonly due: Pence
  readonly amount: Pence
}

/** Nights away: the night of leaving counts, the night of return is spent at home. */
export function absentNights(out: LocalDate, back: LocalDate): bigint {
  return BigInt(Math.max(0, daysBetween(out, back)))
}

/** What the absence is worth by its tiers, rounded once, less what was already paid for it; never below nought. */
export function priceAbsence(input: AbsenceInput): Outcome<PricedAbsence, PricingRefusal> {
  const { price, alreadyPaid } = input
  const priced = partsOf(input)
  if (!priced.ok) return priced

  const { parts } = priced.value
  const shared = parts.reduce((total, part) => total + part.days * part.share * part.price, 0n)
  const due =
    price.per === 'week'
      ? chargeAtRatio(quantity(PARTS_PER_UNIT), { numerator: shared, denominator: WHOLE * 7n })
      : chargeAtRatio(price.quantityPerDay, { numerator: shared, denominator: WHOLE })
  return done({ ...priced.value, due, amount: pence(due > alreadyPaid ? due - alreadyPaid : 0n) })
}

function partsOf({
  days,
  tiers,
  price,
}: AbsenceInput): Outcome<Pick<PricedAbsence, 'parts' | 'unpaidDays'>, PricingRefusal> {
  const parts: AbsencePart[] = []
  let left = days
  for (const { days: length = left, share } of tiers) {
    const taken = length < left ? length : left
    const priced = partsOfTier(days - left, taken, share, price)
    if (!priced.ok) return priced
    parts.push(...priced.value)
    left -= taken
  }
  return done({ parts, unpaidDays: left })
}

/** A tier that pays nothing needs no price. */
function partsOfTier(
  before: bigint,
  days: bigint,
  share: Percent,
  price: AbsencePrice,
): Outcome<readonly AbsencePart[], PricingRefusal> {
  if (days === 0n) return done([])
  if ('price' in price) return done([{ days, share, price: price.price }])

  const from = addDays(price.firstNight, Number(before))
  const nights = dayRange(from, addDays(from, Number(days)))
  const segments = pricesWithin(price.prices, nights)
  const parts = segments.map((segment) => ({ days: BigInt(countDays(segment)), share, price: segment.price }))
  const unpriced = share > 0n ? firstUnpriced(nights, segments) : undefined
  return unpriced === undefined ? done(parts) : refused({ code: 'P01', day: unpriced })
}
