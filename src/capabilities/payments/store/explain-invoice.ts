import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import { explainAll, type TraceStep } from '../rules/trace.ts'

const MOST_LINES = 5_000

/** The working of each line of an invoice in sentences, by the line's id. For staff who check it. */
export async function explainInvoice(tx: Tx, invoiceId: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const lines = await tx
    .selectFrom('payments.payment_line')
    .where('council_id', '=', tx.councilId)
    .where('invoice_id', '=', invoiceId)
    .select(['id', sql<readonly TraceStep[]>`trace`.as('trace')])
    .orderBy('from_on')
    .orderBy('id')
    .limit(MOST_LINES)
    .execute()
  return new Map(lines.map(({ id, trace }) => [id, explainAll(trace)]))
}
