import { z } from 'zod'
import type { Rate } from '../../../../../core/money.ts'
import { parsePercent } from '../../../../../core/percent.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { AddRule } from '../../../commands/draft-uplift.ts'
import { priceTyped, type Values } from '../../shared/typed.ts'

const Box = z.string().max(2_000).default('')
export const RuleForm = z.object({
  change: z.enum(['percent', 'pounds', 'price', 'nothing', '']).default(''),
  ...{ amount: Box, cap: Box, sector: Box, contractNumber: Box, serviceLevel: Box, band: Box },
  contractKind: z.enum(['', 'spot', 'framework', 'block']).catch(''),
  unit: z.enum(['', 'hour', 'session', 'day', 'night', 'week']).catch(''),
})
type Typed = z.infer<typeof RuleForm>

/** 1,000%: beyond that it is not a rise but another price. */
const MOST_PERCENT = 10_000_000n

export function ruleTyped(typed: Typed): AddRule | { readonly errors: readonly FieldError[] } {
  const { change, contractKind, unit } = typed
  if (change === '') return { errors: [{ field: 'change', text: 'Select how these prices change' }] }
  const amount = amountTyped(change, typed)
  const cap = capTyped(typed)
  const errors = [amount, cap].flatMap((one) => (one !== null && typeof one === 'object' ? [one] : []))
  if (typeof amount === 'object' || (cap !== null && typeof cap === 'object')) return { errors }
  return {
    ...{ change, amount, cap },
    ...{ sector: orNull(typed.sector), contractNumber: orNull(typed.contractNumber), band: orNull(typed.band) },
    ...{ serviceLevel: orNull(typed.serviceLevel) },
    contractKind: contractKind === '' ? null : contractKind,
    unit: unit === '' ? null : unit,
  }
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

function capTyped(typed: Typed): Rate | null | FieldError {
  if (typed.cap.trim() === '') return null
  const price = priceTyped(typed, 'cap', 'the highest price')
  if (!price.ok) return price.refusal
  return price.value > 0n ? price.value : { field: 'cap', text: 'The highest price must be more than £0' }
}

function amountTyped(change: AddRule['change'], typed: Values): bigint | FieldError {
  if (change === 'nothing') return 0n
  if (change !== 'percent') {
    const price = priceTyped(typed, 'amount', 'how much in pounds')
    return price.ok ? price.value : price.refusal
  }
  const parsed = parsePercent((typed['amount'] ?? '').replace(/[%\s]/gu, ''))
  if (parsed.ok && parsed.value <= MOST_PERCENT) return parsed.value
  return { field: 'amount', text: 'Enter a percentage of 0 or more, like 4 or 4.35' }
}
