import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { NEW_DAYS, type DocumentType, type Side } from '../rules/document.ts'
import { ROWS_PER_PAGE, type DocumentFilter } from '../rules/list-filter.ts'
import type { Reader } from './reach.ts'

export type DocumentRow = {
  readonly id: string
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly personId: string
  readonly type: DocumentType
  readonly title: string
  readonly version: number
  readonly datedOn: LocalDate
  readonly side: Side
  readonly filedAt: Date
  readonly firstFiledBy: Side
  readonly withdrawnAt: Date | null
  readonly withdrawerName: string | null
  readonly withdrawnReason: string | null
  readonly givenName: string
  readonly familyName: string
  readonly personReference: string
  readonly providerName: string
  readonly serviceName: string
  /** Restricted people whom it is about: nobody sees it who does not know them. */
  readonly restrictedPeople: readonly string[]
  readonly isNew: boolean
  /** The person's newest care there: what a message about the document is about. */
  readonly packageId: string | null
}

export async function getDocument(tx: Tx, reader: Reader, id: string): Promise<DocumentRow> {
  return documents(tx, reader)
    .where('d.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('document'))
}

/** Newest first; one row more than a page tells whether another follows. Withdrawn ones are not listed. */
export function listDocuments(
  tx: Tx,
  reader: Reader,
  filter: DocumentFilter,
  rows = ROWS_PER_PAGE,
): Promise<DocumentRow[]> {
  const { type, personId, person, words, from, to, after } = filter
  const start = `${person
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
  return documents(tx, reader)
    .where('d.withdrawn_at', 'is', null)
    .$if(type !== undefined, (query) => query.where('d.type', '=', type ?? 'other'))
    .$if(personId !== undefined, (query) => query.where('d.person_id', '=', personId ?? ''))
    .$if(person.trim() !== '', (query) =>
      query.where(
        sql<SqlBool>`(lower(w.family_name) like ${start} or lower(w.given_name || ' ' || w.family_name) like ${start}
          or w.reference = ${person.trim()})`,
      ),
    )
    .$if(words.trim() !== '', (query) => query.where(holds(tx, words.trim())))
    .$if(from !== undefined, (query) => query.where('d.dated_on', '>=', from ?? null))
    .$if(to !== undefined, (query) => query.where('d.dated_on', '<=', to ?? null))
    .$if(filter.newOnly, (query) => query.where(isNew(reader)))
    .$if(after !== undefined, (query) =>
      query.where(sql<SqlBool>`(d.filed_at, d.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('d.filed_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(rows + 1)
    .execute()
}

/** As many as anybody counts: nobody reads whether it is a thousand or more. */
export const MOST_NEW = 1_000

export async function countNew(tx: Tx, reader: Reader): Promise<number> {
  const some = documents(tx, reader)
    .clearSelect()
    .where('d.withdrawn_at', 'is', null)
    .where(isNew(reader))
    .select('d.id')
    .limit(MOST_NEW)
  const counted = await tx
    .selectFrom(some.as('n'))
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(counted.count)
}

/** What is filed on a restricted person is there for those only who may know of them: its policy asks. */
function documents(tx: Tx, reader: Reader) {
  const { providerId } = reader
  return tx
    .selectFrom('documents.document as d')
    .innerJoin('published.served_person as w', (join) =>
      join
        .on('w.council_id', '=', tx.councilId)
        .onRef('w.provider_id', '=', 'd.provider_id')
        .onRef('w.service_id', '=', 'd.service_id')
        .onRef('w.contract_id', '=', 'd.contract_id')
        .onRef('w.person_id', '=', 'd.person_id'),
    )
    .innerJoin('published.provider as o', (join) =>
      join.on('o.council_id', '=', tx.councilId).onRef('o.id', '=', 'd.provider_id'),
    )
    .innerJoin('published.service as s', (join) =>
      join.on('s.council_id', '=', tx.councilId).onRef('s.id', '=', 'd.service_id'),
    )
    .where('d.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('d.provider_id', '=', providerId ?? ''))
    .select(['d.id', 'd.provider_id as providerId', 'd.service_id as serviceId', 'd.contract_id as contractId'])
    .select(['d.person_id as personId', 'd.type', 'd.title', 'd.version', 'd.dated_on as datedOn', 'd.side'])
    .select(['d.filed_at as filedAt', 'd.first_filed_by as firstFiledBy', 'd.withdrawn_at as withdrawnAt'])
    .select(['d.withdrawer_name as withdrawerName', 'd.withdrawn_reason as withdrawnReason'])
    .select(['w.given_name as givenName', 'w.family_name as familyName', 'w.reference as personReference'])
    .select(['o.trading_name as providerName', 's.name as serviceName', 'd.restricted_people as restrictedPeople'])
    .select(isNew(reader).as('isNew'))
    .select(
      sql<
        string | null
      >`(select p.id from published.package p where p.council_id = d.council_id and p.provider_id = d.provider_id
        and p.person_id = d.person_id and p.service_id = d.service_id and p.contract_id = d.contract_id and p.status <> 'draft'
        order by p.starts_on desc, p.id limit 1)`.as('packageId'),
    )
}

/**
 * Filed by the other side, and not opened by this person in the newest version of that side: what a colleague files over it
 * has not shown it to them. It does not stop being new: but of what was filed before they were here only the last weeks are.
 */
function isNew(reader: Reader) {
  const { side } = reader
  // The newest of all tells most of them; only where our own side filed over something is the other's looked for.
  return sql<boolean>`case when d.side <> ${side} then ${isUnread(reader, sql`d.version`, sql`d.filed_at`)}
    else d.version > 1 and exists (
      select from (
        select v.number, v.filed_at from documents.version v
        where v.council_id = d.council_id and v.provider_id = d.provider_id and v.document_id = d.id
          and v.side <> ${side} and v.withdrawn_at is null
        order by v.number desc limit 1) theirs
      where ${isUnread(reader, sql`theirs.number`, sql`theirs.filed_at`)}) end`
}

function isUnread({ accountId, providerId, now }: Reader, number: RawBuilder<unknown>, filedAt: RawBuilder<unknown>) {
  return sql`(${filedAt} >= coalesce((
    select min(m.since) from published.membership_since m where m.council_id = d.council_id and m.account_id = ${accountId}
      and m.provider_id is not distinct from ${providerId ?? null}::uuid), ${now}) - ${NEW_DAYS} * interval '1 day' and not exists (
    select from documents.opening x where x.council_id = d.council_id and x.provider_id = d.provider_id
      and x.document_id = d.id and x.number = ${number} and x.opened_by = ${accountId}))`
}

function holds(tx: Tx, words: string) {
  return sql<SqlBool>`(to_tsvector('english', d.title) @@ websearch_to_tsquery('english', ${words}) or exists (
    select from documents.version_text t where t.council_id = ${tx.councilId} and t.provider_id = d.provider_id
      and t.document_id = d.id and t.number = d.version and t.search @@ websearch_to_tsquery('english', ${words})))`
}
