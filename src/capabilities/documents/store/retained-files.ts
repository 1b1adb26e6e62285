import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { FileClass } from '../rules/retention.ts'
import type { Due, Preview } from './retention.ts'

/**
 * Files of messages and scans of signatures with the day on which they go, and whether something keeps them. A file of a
 * message counts from the closing of its conversation, a scan as a document does: from the last day of care.
 */
const kept = (tx: Tx) => sql`(
  select 'message-attachment' as class, a.file_id, a.filed_at, a.closed_on is null as goes_on, a.closed_on as counts_from,
    exists (select from documents.hold h where h.council_id = ${tx.councilId} and h.lifted_at is null and h.document_id is null
      and (h.conversation_id = a.conversation_id or h.person_id in (select p.person_id from published.conversation_person p
        where p.council_id = ${tx.councilId} and p.conversation_id = a.conversation_id))) as held
  from published.kept_attachment a where a.council_id = ${tx.councilId}
  union all
  select 'signature-scan', s.file_id, s.filed_at,
    exists (select from published.package p where p.council_id = ${tx.councilId} and p.provider_id = s.provider_id
      and p.person_id = s.person_id and p.status not in ('draft', 'cancelled') and p.ends_on is null),
    greatest((s.filed_at at time zone 'Europe/London')::date, (select max(p.ends_on) from published.package p
      where p.council_id = ${tx.councilId} and p.provider_id = s.provider_id and p.person_id = s.person_id
        and p.status not in ('draft', 'cancelled'))),
    exists (select from documents.hold h where h.council_id = ${tx.councilId} and h.lifted_at is null and h.document_id is null
      and (h.agreement_id = s.agreement_id or h.person_id = s.person_id))
  from published.kept_scan s where s.council_id = ${tx.councilId})`

const dueOn = sql`(k.counts_from + make_interval(years => r.keep_years))::date`

/** Beside the documents: what the schedule would let go today of what came another way. */
export async function previewFiles(tx: Tx, today: LocalDate): Promise<readonly Preview[]> {
  const { rows } = await sql<Preview>`
    select x.class, count(*) filter (where x.due and not x.held)::int as due,
      count(*) filter (where x.due and x.held)::int as held, count(*) filter (where not x.due)::int as kept
    from (select k.class, coalesce(not k.goes_on and ${dueOn} <= ${today}::date, false) as due, k.held
      from ${kept(tx)} k
      left join documents.retention_rule r on r.council_id = ${tx.councilId} and r.class = k.class) x
    group by x.class order by x.class`.execute(tx)
  return rows
}

export type DueFile = Due & { readonly class: FileClass }

/** Its id is the file's. */
export async function listDueFiles(tx: Tx, today: LocalDate, most: number): Promise<readonly DueFile[]> {
  const { rows } = await sql<DueFile>`
    select k.file_id as id, k.class, k.filed_at as "filedAt", ${dueOn} as "dueOn", r.keep_years as "keepYears",
      r.setter_name as "setterName"
    from ${kept(tx)} k
    join documents.retention_rule r on r.council_id = ${tx.councilId} and r.class = k.class
    where not k.goes_on and ${dueOn} <= ${today}::date and not k.held
    order by k.filed_at, k.file_id limit ${most}`.execute(tx)
  return rows
}
