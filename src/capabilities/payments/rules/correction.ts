import { pence } from '../../../core/money.ts'
import type { Pence } from '../../../core/money.ts'
import type { TraceStep } from './trace.ts'

export type Correction = { readonly amount: Pence; readonly trace: readonly TraceStep[] }

/** Money is never edited: what was paid before stands, and a new line holds the difference to what is due now. */
export function correct(
  due: { readonly amount: Pence; readonly trace: readonly TraceStep[] },
  before: Pence,
): Correction {
  const amount = pence(due.amount - before)
  const step = { step: 'correction', due: String(due.amount), before: String(before), pence: String(amount) } as const
  return { amount, trace: [...due.trace, step] }
}
