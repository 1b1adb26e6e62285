import type { LocalDate } from '../../../core/dates.ts'
import type { Pence } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { listNextPeriods, listPending } from './pending.ts'

export type NextPayment = {
  readonly periodName: string
  readonly paidOn: LocalDate
  /** Last moment to confirm or amend what it pays. */
  readonly submitBy: Date
  readonly amount: Pence
  readonly lines: number
}

/** The provider's next payment as it stands now; null when none is planned. */
export async function nextPayment(tx: Tx, today: LocalDate): Promise<NextPayment | null> {
  const waiting = await listNextPeriods(tx, today)
  const [period] = waiting.toSorted((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0))
  if (period === undefined) return null
  const { lines, amountPence } = await listPending(tx, period)
  return { periodName: period.name, paidOn: period.paidOn, submitBy: period.submitBy, amount: amountPence, lines }
}
