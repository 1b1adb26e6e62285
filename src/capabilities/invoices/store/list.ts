import { sql, type SqlBool } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { pence, type Pence } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { invoices, type Invoice } from './invoice.ts'

type Page = {
  readonly today: LocalDate
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly rows: number
}

/** The provider's own, newest first. One more than asked for tells whether another page follows. */
export function listInvoices(tx: Tx, { today, after, rows }: Page): Promise<Invoice[]> {
  return invoices(tx, { providerId: tx.providerId }, today)
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(i.created_at, i.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(rows + 1)
    .execute()
}

/** What waits for staff, oldest submission first: the one that falls due soonest. */
export function listSubmitted(tx: Tx, { today, after, rows }: Page): Promise<Invoice[]> {
  return invoices(tx, { providerId: undefined }, today)
    .where('i.status', '=', 'submitted')
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(i.submitted_at, i.id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('i.submitted_at')
    .orderBy('i.id')
    .limit(rows + 1)
    .execute()
}

/** The last ones that were decided, newest first, for whoever looks for one again. */
export function listDecided(tx: Tx, today: LocalDate, rows: number): Promise<Invoice[]> {
  return invoices(tx, { providerId: undefined }, today)
    .where('i.status', 'in', ['approved', 'rejected'])
    .orderBy('i.submitted_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(rows)
    .execute()
}

/** How many wait for a decision by staff, for their home page. */
export async function countToDecide(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('invoices.invoice')
    .where('council_id', '=', tx.councilId)
    .where('status', '=', 'submitted')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** For staff: what the invoices that wait come to, and the first day by which one has to be paid. */
export async function sumToDecide(tx: Tx): Promise<{ readonly stake: Pence; readonly dueOn: LocalDate | null }> {
  const { rows } = await sql<{ total: bigint; dueOn: LocalDate | null }>`
    select coalesce(sum(i.total_pence), 0)::bigint as total, min(i.due_on) as "dueOn"
    from invoices.invoice i where i.council_id = ${tx.councilId} and i.status = 'submitted'`.execute(tx)
  const [{ total, dueOn } = { total: 0n, dueOn: null }] = rows
  return { stake: pence(total), dueOn }
}

export function listInvoicesById(tx: Tx, ids: readonly string[], today: LocalDate): Promise<Invoice[]> {
  return invoices(tx, { providerId: undefined }, today)
    .where(sql<SqlBool>`i.id = any(${[...ids]}::uuid[])`)
    .orderBy('i.submitted_at')
    .orderBy('i.id')
    .limit(200)
    .execute()
}
