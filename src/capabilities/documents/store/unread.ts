import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Belonging } from './record.ts'

export type Unread = Belonging & {
  readonly documentId: string
  readonly number: number
  readonly restrictedPeople: readonly string[]
}

/** Newest versions of the council that nobody at the provider has opened since then. A few hundred a night at most. */
export async function listUnread(tx: Tx, filedBefore: Date): Promise<Unread[]> {
  const { rows } = await sql<Unread>`
    select v.document_id as "documentId", v.number, v.provider_id as "providerId", v.service_id as "serviceId",
      v.contract_id as "contractId", v.restricted_people as "restrictedPeople"
    from documents.version v
    join documents.document d on d.council_id = ${tx.councilId} and d.id = v.document_id and d.version = v.number
    where v.council_id = ${tx.councilId} and v.side = 'council' and v.nudged_at is null and v.withdrawn_at is null and v.filed_at < ${filedBefore}
      and d.withdrawn_at is null and not exists (
        select from documents.opening x where x.council_id = ${tx.councilId} and x.document_id = v.document_id
          and x.number = v.number and x.side = 'provider')
    order by v.filed_at, v.document_id limit 500`.execute(tx)
  return rows
}

/** As many as anybody counts. */
const MOST = 1_000

/** Of the provider's documents from the council, those whose newest version nobody there has opened. */
export async function countUnopened(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from documents.document d
      where d.council_id = ${tx.councilId} and d.provider_id = ${tx.providerId} and d.side = 'council' and d.withdrawn_at is null
        and not exists (
          select from documents.opening x where x.council_id = ${tx.councilId} and x.provider_id = d.provider_id
            and x.document_id = d.id and x.number = d.version and x.side = 'provider')
      limit ${MOST}) unopened`.execute(tx)
  return rows[0]?.count ?? 0
}

export async function recordNudge(tx: Tx, { documentId, number }: Unread, at: Date): Promise<void> {
  await tx
    .updateTable('documents.version')
    .set({ nudged_at: at })
    .where('council_id', '=', tx.councilId)
    .where('document_id', '=', documentId)
    .where('number', '=', number)
    .execute()
}
