import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Belonging } from './record.ts'

export type Unread = Belonging & {
  readonly documentId: string
  readonly number: number
  readonly restrictedPeople: readonly string[]
}

/** Of the council's versions of a document none is newer; what the provider files over it is not the council's. */
const isNewestOfCouncil = sql`v.side = 'council' and v.withdrawn_at is null and not exists (
  select from documents.version n where n.council_id = v.council_id and n.document_id = v.document_id and n.number > v.number
    and n.side = 'council' and n.withdrawn_at is null)`

/** Newest versions of the council that nobody at the provider has opened since then. A few hundred a night at most. */
export async function listUnread(tx: Tx, filedBefore: Date): Promise<Unread[]> {
  const { rows } = await sql<Unread>`
    select v.document_id as "documentId", v.number, v.provider_id as "providerId", v.service_id as "serviceId",
      v.contract_id as "contractId", v.restricted_people as "restrictedPeople"
    from documents.version v
    join documents.document d on d.council_id = ${tx.councilId} and d.id = v.document_id
    where v.council_id = ${tx.councilId} and ${isNewestOfCouncil} and v.nudged_at is null and v.filed_at < ${filedBefore}
      and d.withdrawn_at is null and ${isUnopened(sql`v.number`)}
    order by v.filed_at, v.document_id limit 500`.execute(tx)
  return rows
}

function isUnopened(number: RawBuilder<unknown>) {
  return sql`not exists (
    select from documents.opening x where x.council_id = d.council_id and x.provider_id = d.provider_id
      and x.document_id = d.id and x.number = ${number} and x.side = 'provider')`
}

/** As many as anybody counts. */
const MOST = 1_000

/** Of the provider's documents, those whose newest version of the council nobody there has opened. */
export async function countUnopened(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from documents.document d
      where d.council_id = ${tx.councilId} and d.provider_id = ${tx.providerId} and d.withdrawn_at is null
        and case when d.side = 'council' then ${isUnopened(sql`d.version`)} else d.version > 1 and exists (
          select from documents.version v
          where v.council_id = d.council_id and v.provider_id = d.provider_id and v.document_id = d.id
            and ${isNewestOfCouncil} and ${isUnopened(sql`v.number`)}) end
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
