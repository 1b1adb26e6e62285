import { daysBetween, isAfter, type LocalDate } from '../../../core/dates.ts'
import { divideHalfAwayFromZero, pence, type Pence } from '../../../core/money.ts'
import { WHOLE, type Percent } from '../../../core/percent.ts'

/** Eight points above the Bank's reference rate: Late Payment of Commercial Debts (Interest) Act 1998. */
const ABOVE_BASE = 80_000n
const DAYS_OF_YEAR = 365n

export type LateInterest = { readonly days: number; readonly interest: Pence; readonly fixedSum: Pence }

/** Statutory interest on a payment that came after the day it was due, rounded once, and the fixed sum beside it. */
export function lateInterest(
  amount: Pence,
  { dueOn, paidOn, baseRate }: { readonly dueOn: LocalDate; readonly paidOn: LocalDate; readonly baseRate: Percent },
): LateInterest {
  if (!isAfter(paidOn, dueOn) || amount <= 0n) return { days: 0, interest: pence(0n), fixedSum: pence(0n) }
  const days = daysBetween(dueOn, paidOn)
  const yearly = amount * (baseRate + ABOVE_BASE) * BigInt(days)
  return { days, interest: pence(divideHalfAwayFromZero(yearly, WHOLE * DAYS_OF_YEAR)), fixedSum: fixedSumOf(amount) }
}

/** £40 below £1,000, £70 below £10,000, £100 from there on. */
function fixedSumOf(amount: Pence): Pence {
  if (amount < 100_000n) return pence(4_000n)
  return pence(amount < 1_000_000n ? 7_000n : 10_000n)
}
