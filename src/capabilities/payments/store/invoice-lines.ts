import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** Lines of an invoice that is not to be paid as it is: their weeks may be priced again. */
export async function deleteInvoiceLines(tx: Tx, invoiceId: string): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('payments.payment_line')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('invoice_id', '=', invoiceId)
    .where('run_id', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Clears an approved invoice for the next run. Its period is the one in which its newest line lies. */
export async function clearInvoice(tx: Tx, invoiceId: string, by: { accountId: string; at: Date }): Promise<boolean> {
  const { rows } = await sql`
    with claimed as (
      select l.provider_id, l.service_id, l.contract_id, max(l.from_on) as newest
      from payments.payment_line l
      where l.council_id = ${tx.councilId} and l.invoice_id = ${invoiceId}
      group by l.provider_id, l.service_id, l.contract_id
    )
    insert into payments.cleared_invoice (council_id, invoice_id, provider_id, service_id, contract_id, period_id, cleared_by, cleared_at)
    select ${tx.councilId}, ${invoiceId}, n.provider_id, n.service_id, n.contract_id, q.id, ${by.accountId}, ${by.at}
    from claimed n
    join published.contract c on c.council_id = ${tx.councilId} and c.id = n.contract_id
    join payments.period q on q.council_id = c.council_id and q.calendar = c.calendar
      and q.starts_on <= n.newest and q.ends_on > n.newest
    on conflict (council_id, invoice_id) do nothing
    returning invoice_id`.execute(tx)
  return rows.length === 1
}

/** Which of the provider's packages have a line for a week, on an invoice or in a run. */
export async function listTaken(
  tx: Tx,
  weekStart: LocalDate,
  packageIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('payments.payment_line')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('from_on', '=', weekStart)
    .where(sql<boolean>`package_id = any(${[...packageIds]}::uuid[])`)
    .where('kind', '=', 'care')
    .select('package_id')
    .execute()
  return new Set(rows.map((row) => row.package_id))
}
