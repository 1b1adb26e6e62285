import type { LocalDate } from '../../../core/dates.ts'
import type { Pence } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { listNextPeriods, listPending } from './pending.ts'
import { listOnTheirWay, listSharesOnTheirWay } from './remittances.ts'

export type NextPayment = {
  readonly periodName: string
  readonly paidOn: LocalDate
  readonly amount: Pence
  readonly lines: number
  /** Set once it is released: the amount is then what the bank pays, and what it is made of is settled. */
  readonly remittanceId: string | undefined
  /** Last moment to confirm or amend what it pays; none once it is released. */
  readonly submitBy: Date | undefined
}
/** Somebody who works for some services only sees what comes for those. */
type Reader = { readonly today: LocalDate; readonly isNarrow: boolean }

/** The provider's next money to reach the bank, as it stands now; null when none is planned. */
export async function nextPayment(tx: Tx, reader: Reader): Promise<NextPayment | null> {
  const [[released], open] = await Promise.all([listReleased(tx, reader), nextOpen(tx, reader.today)])
  if (released === undefined || open === null) return released ?? open
  return released.paidOn <= open.paidOn ? released : open
}

/** What the bank has been told to pay and has not paid before today, the first to arrive first. */
export async function listReleased(tx: Tx, { today, isNarrow }: Reader): Promise<readonly NextPayment[]> {
  const found = isNarrow
    ? (await listSharesOnTheirWay(tx, today)).map((share) => ({ ...share, amount: share.lines }))
    : (await listOnTheirWay(tx, today)).map((whole) => ({ ...whole, amount: whole.paid }))
  return found.map(({ id: remittanceId, periodName, paidOn, amount, lineCount: lines }) => ({
    ...{ periodName, paidOn, amount, lines },
    ...{ remittanceId, submitBy: undefined },
  }))
}

async function nextOpen(tx: Tx, today: LocalDate): Promise<NextPayment | null> {
  const waiting = await listNextPeriods(tx, today)
  const [period] = waiting.toSorted((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0))
  if (period === undefined) return null
  const { name: periodName, paidOn, submitBy } = period
  const { lines, amountPence: amount } = await listPending(tx, period)
  return { periodName, paidOn, amount, lines, remittanceId: undefined, submitBy }
}
