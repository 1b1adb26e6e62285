import { divideHalfAwayFromZero, PARTS_PER_UNIT, pence, quantity, rate } from './money.ts'
import type { Pence, Quantity, Rate } from './money.ts'
import { done, refused } from './outcome.ts'
import type { Outcome } from './outcome.ts'

export type DecimalRefusal = { readonly code: 'not-a-number' | 'negative' | 'too-precise' }

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Reads "14", "0.25" or "22.4000" as a whole number of the `scale`-th decimal place. No sign, no exponent, no
 * spaces and no separators; zeros at the end are not precision.
 */
export function parseDecimal(text: string, scale: number): Outcome<bigint, DecimalRefusal> {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text) ?? []
  if (whole === undefined) return refused({ code: 'not-a-number' })
  if (sign === '-') return refused({ code: 'negative' })
  const places = withoutTrailingZeros(fraction)
  if (places.length > scale) return refused({ code: 'too-precise' })
  return done(BigInt(whole + places.padEnd(scale, '0')))
}

/** Exact decimal text of `amount` / 10^`scale`, without zeros at the end beyond `places`. */
export function decimalText(amount: bigint, scale: number, places = 0): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = withoutTrailingZeros(digits.slice(digits.length - scale)).padEnd(places, '0')
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : '.'}${fraction}`
}

/** A price written in the code, such as '21.00'. */
export function pounds(text: string): Rate {
  return rate(parsedOrThrow(text, 4))
}
/** An amount written in the code or read from a trusted file, such as '1652.00'. */
export function parsePence(text: string): Outcome<Pence, DecimalRefusal> {
  const parsed = parseDecimal(text, 2)
  return parsed.ok ? done(pence(parsed.value)) : parsed
}
export function parseRate(text: string): Outcome<Rate, DecimalRefusal> {
  const parsed = parseDecimal(text, 4)
  return parsed.ok ? done(rate(parsed.value)) : parsed
}
/** Decimal units, exact to four places. */
export function parseUnits(text: string, places = 4): Outcome<Quantity, DecimalRefusal> {
  const parsed = parseDecimal(text, places)
  return parsed.ok ? done(quantity((parsed.value * PARTS_PER_UNIT) / 10n ** BigInt(places))) : parsed
}
/** A quantity written in the code, such as '13.25'. */
export function units(text: string): Quantity {
  return quantity((parsedOrThrow(text, 4) * PARTS_PER_UNIT) / 10_000n)
}
export function minutes(count: number): Quantity {
  return quantity(BigInt(count) * (PARTS_PER_UNIT / 60n))
}

/** '294.00': the form of money in JSON, CSV and traces. */
export function penceText(amount: Pence): string {
  return decimalText(amount, 2, 2)
}
/** '23.2000': the form of a price in JSON, CSV and traces; always four places. */
export function rateText(price: Rate): string {
  return decimalText(price, 4, 4)
}
/** '13.25', or a fraction in its lowest terms where no decimal is exact: twenty minutes are '1/3' of an hour. */
export function quantityText(amount: Quantity): string {
  return ratioText(amount, PARTS_PER_UNIT)
}

/** The exact value of a ratio: a decimal where there is one, otherwise a fraction in its lowest terms. */
export function ratioText(numerator: bigint, denominator: bigint): string {
  const common = greatestCommonDivisor(numerator, denominator)
  const top = numerator / common
  const bottom = denominator / common
  const scale = decimalPlacesOf(bottom)
  if (scale === undefined) return `${top.toString()}/${bottom.toString()}`
  return decimalText((top * 10n ** BigInt(scale)) / bottom, scale)
}

/** '23.43': a price rounded to the penny for display only. Nothing is ever computed from it. */
export function pricePerUnitText(price: { readonly numerator: bigint; readonly denominator: bigint }): string {
  return decimalText(divideHalfAwayFromZero(price.numerator, price.denominator * 100n), 2, 2)
}

export function greatestCommonDivisor(first: bigint, second: bigint): bigint {
  let a = first < 0n ? -first : first
  let b = second < 0n ? -second : second
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? 1n : a
}

function decimalPlacesOf(denominator: bigint): number | undefined {
  let rest = denominator
  let twos = 0
  let fives = 0
  for (; rest % 2n === 0n; rest /= 2n) twos += 1
  for (; rest % 5n === 0n; rest /= 5n) fives += 1
  return rest === 1n ? Math.max(twos, fives) : undefined
}

function parsedOrThrow(text: string, scale: number): bigint {
  const parsed = parseDecimal(text, scale)
  if (!parsed.ok) throw new RangeError(`${text} is ${parsed.refusal.code}`)
  return parsed.value
}

// A loop, because a regular expression anchored at the end is quadratic in a long run of zeros.
function withoutTrailingZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end -= 1
  return digits.slice(0, end)
}
