import { sql, type SqlBool } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Claim } from './readiness.ts'

type NewInvoice = Claim & { readonly reference: string; readonly by: string; readonly at: Date }

/** Undefined when a draft for the same is there already: two people pressed the button at once. */
export async function insertDraft(tx: Tx, invoice: NewInvoice): Promise<string | undefined> {
  const made = await tx
    .insertInto('invoices.invoice')
    .values({
      council_id: tx.councilId,
      provider_id: tx.providerId,
      service_id: invoice.serviceId,
      contract_id: invoice.contractId,
      period_id: invoice.periodId,
      reference: invoice.reference,
      status: 'draft',
      created_by: invoice.by,
      created_at: invoice.at,
    })
    // The predicate is written out: a prepared plan finds the partial index by its text, never by a parameter.
    .onConflict((conflict) =>
      conflict
        .columns(['council_id', 'contract_id', 'service_id', 'period_id'])
        .where(sql<SqlBool>`status = 'draft'`)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return made?.id
}

/** The invoice says what its lines say: counted and summed in the database, never sent in. */
export async function totalFromLines(tx: Tx, id: string): Promise<void> {
  await sql`
    update invoices.invoice i set line_count = l.lines, total_pence = l.pence, row_version = i.row_version + 1
    from (
      select count(*)::int as lines, coalesce(sum(amount_pence), 0)::bigint as pence from published.payment_line
      where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and invoice_id = ${id}
    ) l
    where i.council_id = ${tx.councilId} and i.provider_id = ${tx.providerId} and i.id = ${id}`.execute(tx)
}

type Change = {
  readonly own_number?: string | null
  readonly status?: 'submitted'
  readonly submitted_by?: string
  readonly submitted_name?: string
  readonly submitted_at?: Date
  readonly due_on?: LocalDate
}

/**
 * False when another invoice of the provider carries the number. The unique key says so, because a person who sees
 * one service only could not find the other invoice; the transaction is over then, and its refusal rolls it back.
 */
export async function changeOwn(tx: Tx, id: string, change: Change): Promise<boolean> {
  try {
    await updateOwn(tx, id, change)
    return true
  } catch (fault) {
    if (fault instanceof Error && 'constraint' in fault && fault.constraint === 'own_number_is_unique') return false
    throw fault
  }
}

async function updateOwn(tx: Tx, id: string, change: Change): Promise<void> {
  await tx
    .updateTable('invoices.invoice')
    .set((eb) => ({ ...change, row_version: eb('row_version', '+', 1) }))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}

export async function deleteOpen(tx: Tx, id: string): Promise<void> {
  await tx
    .deleteFrom('invoices.invoice')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}

type Decided = {
  readonly status: 'approved' | 'rejected'
  readonly reason: string | null
  readonly by: string
  readonly name: string
  readonly at: Date
}
export async function recordDecision(tx: Tx, id: string, { status, reason, by, name, at }: Decided): Promise<void> {
  await tx
    .updateTable('invoices.invoice')
    .set((eb) => ({
      status,
      ...(reason === null ? {} : { reject_reason: reason }),
      decided_by: by,
      decided_name: name,
      decided_at: at,
      row_version: eb('row_version', '+', 1),
    }))
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}
