import { parseQuantity } from '../core/quantity-entry.ts'
import { chargeAtRatio, quantity } from '../core/money.ts'
import type { Pence, Quantity } from '../core/money.ts'

/** What the page says about one row, as the server wrote it; the unit price is the exact ratio. */
export type RowFigures = {
  readonly planned: bigint
  readonly terms: string
  /** The share of frustrated care that is paid, in ten-thousandths of one per cent. */
  readonly share: bigint
  readonly numerator: bigint
  readonly denominator: bigint
}
export type TypedAmounts = { readonly frustrated: string; readonly missed: string; readonly extra: string }
export type RowSum = { readonly actual: Quantity; readonly cost: Pence }

const WHOLE = 1_000_000n

/** The sum that the server will make of what is typed; undefined while a box cannot be read or does not add up. */
export function sumOf(row: RowFigures, typed: TypedAmounts): RowSum | undefined {
  const frustrated = amountOf(typed.frustrated)
  const missed = amountOf(typed.missed)
  const extra = amountOf(typed.extra)
  if (frustrated === undefined || missed === undefined || extra === undefined) return undefined
  if (frustrated + missed > row.planned) return undefined
  const actual = quantity(row.planned - frustrated - missed + extra)
  const payable = row.terms === 'planned' ? row.planned * WHOLE : actual * WHOLE + frustrated * row.share
  const cost = chargeAtRatio(quantity(payable), { numerator: row.numerator, denominator: row.denominator * WHOLE })
  return { actual, cost }
}

/** Nothing typed is none; undefined what cannot be read. */
export function amountOf(typed: string): bigint | undefined {
  if (typed.trim() === '') return 0n
  const read = parseQuantity(typed)
  return read.ok ? read.value : undefined
}
