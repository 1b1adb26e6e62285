import { parseDecimal, parsePence, parseRate, parseUnits } from '../../../core/decimal.ts'
import type { DecimalRefusal } from '../../../core/decimal.ts'
import { pence, quantity, rate } from '../../../core/money.ts'
import type { Pence, Quantity, Rate } from '../../../core/money.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { parsePercent, percent } from '../../../core/percent.ts'
import type { Percent } from '../../../core/percent.ts'
import type { PriceRow } from '../rules/prices.ts'
import type { PricingRefusal } from '../rules/refusals.ts'
import type { PriceFile } from './file-schema.ts'

type Rates = Extract<PriceFile['cases'][number], { kind: 'week' }>['rates']

export type FieldReader = {
  readonly quantity: (field: string, text: string, places: number) => Quantity
  readonly percent: (field: string, text: string) => Percent
  readonly count: (field: string, text: string) => bigint
  /** A count that is compared and added, such as minutes; above a thousand million it is only ever too many. */
  readonly wholeNumber: (field: string, text: string) => number
  readonly price: (field: string, text: string) => Rate
  readonly money: (field: string, text: string) => Pence
  readonly prices: (rates: Rates) => readonly PriceRow[]
  /** Remembers a fault that the number has for another reason. */
  readonly refuse: (refusal: PricingRefusal) => void
  /** The first fault in the order of reading. */
  readonly fault: () => PricingRefusal | undefined
}

const TOO_MANY = 1_000_000_000n

/** Reads the numbers of one case; a number that cannot be read counts as nought and is remembered as the fault. */
export function readFields(): FieldReader {
  let first: PricingRefusal | undefined
  function read<T extends bigint>(field: string, parsed: Outcome<T, DecimalRefusal>, places: number, nought: T): T {
    if (parsed.ok) return parsed.value
    first ??= parsed.refusal.code === 'too-precise' ? { code: 'R21', field, places } : { code: 'R20', field }
    return nought
  }
  function price(field: string, text: string): Rate {
    return read(field, parseRate(text), 4, rate(0n))
  }
  function count(field: string, text: string): bigint {
    return read(field, parseDecimal(text, 0), 0, 0n)
  }
  return {
    quantity: (field, text, places) => read(field, parseUnits(text, places), places, quantity(0n)),
    percent: (field, text) => read(field, parsePercent(text), 4, percent(0n)),
    count,
    wholeNumber: (field, text) => {
      const read = count(field, text)
      return Number(read < TOO_MANY ? read : TOO_MANY)
    },
    price,
    money: (field, text) => read(field, parsePence(text), 2, pence(0n)),
    prices: (rates) =>
      rates.map((row, place) => ({ from: row.from, price: price(`rates[${String(place)}].price`, row.price) })),
    refuse: (refusal) => {
      first ??= refusal
    },
    fault: () => first,
  }
}
