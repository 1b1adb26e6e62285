import { parseRate } from '../../../../core/decimal.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import type { OwnPrice } from '../../rules/commission.ts'
import type { Typed } from './plan-form.ts'
import { faultOfText } from './typed-text.ts'

/** £1,000,000 a unit: more is a slip of the hand. */
const MOST = 10_000_000_000n

type Read = { readonly price: OwnPrice | null; readonly errors: readonly FieldError[] }

/** Another price than the book's, as people type it; none where the box is empty. Why is asked before it is sent. */
export function readOwnPrice(typed: Typed): Read {
  const text = (typed['price'] ?? '').replaceAll(/^\s*£|[,\s]/gu, '')
  if (text === '') return { price: null, errors: [] }
  const price = parseRate(text)
  if (price.ok && price.value < MOST) return { price: { price: price.value, reason: reasonOf(typed) }, errors: [] }
  return {
    price: null,
    errors: [{ field: 'price', text: 'Enter the price for a unit in pounds, like 23.06 or 23.0625' }],
  }
}

/** What is wrong with the reason, once it is sent. */
export function faultOfReason(typed: Typed, ownPrice: OwnPrice | null): readonly FieldError[] {
  if (ownPrice === null) return []
  return faultOfText('priceReason', reasonOf(typed), 'Enter why the council pays another price')
}

function reasonOf(typed: Typed): string {
  return (typed['priceReason'] ?? '').replaceAll('\r\n', '\n').trim()
}
