/** An exact amount of money. Whole pence, so a bill can never drift from the sum of its lines. */
export type Pence = bigint & { readonly __unit: 'pence' }
/** A price per unit in ten-thousandths of a pound: council rates run to four decimal places. */
export type Rate = bigint & { readonly __unit: 'ten-thousandths of £1 per unit' }
/**
 * Units of care in 30,000ths, so that whole minutes of an hour (500 parts) and four decimal places
 * (3 parts) are both exact. See docs/decisions/0004.
 */
export type Quantity = bigint & { readonly __unit: '30,000ths of a unit' }

export const PARTS_PER_UNIT = 30_000n

export function pence(amount: bigint): Pence {
  return amount as Pence
}
export function rate(tenThousandths: bigint): Rate {
  return tenThousandths as Rate
}
export function quantity(parts: bigint): Quantity {
  return parts as Quantity
}

/** Rounded here and nowhere else: half away from zero, once per line, never on a total. */
export function charge(delivered: Quantity, price: Rate): Pence {
  return chargeAtRatio(delivered, { numerator: price, denominator: 1n })
}

/** An average price kept as the exact ratio it is, in ten-thousandths of a pound per unit. */
export type PriceRatio = { readonly numerator: bigint; readonly denominator: bigint }

/** Parts x ten-thousandths of a pound / (30,000 x 100) are pence. */
export function chargeAtRatio(delivered: Quantity, price: PriceRatio): Pence {
  return pence(divideHalfAwayFromZero(delivered * price.numerator, PARTS_PER_UNIT * 100n * price.denominator))
}

export function divideHalfAwayFromZero(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const top = dividend < 0n ? -dividend : dividend
  const bottom = divisor < 0n ? -divisor : divisor
  const rounded = (2n * top + bottom) / (2n * bottom)
  return negative ? -rounded : rounded
}

export function sumPence(amounts: Iterable<Pence>): Pence {
  let total = 0n
  for (const amount of amounts) total += amount
  return pence(total)
}
