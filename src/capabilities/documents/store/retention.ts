import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { RetentionClass, Schedule } from '../rules/retention.ts'

export type Rule = {
  readonly class: RetentionClass
  readonly keepYears: number
  readonly setterName: string
  readonly setAt: Date
}
export type By = { readonly accountId: string; readonly name: string; readonly at: Date }

export function listRules(tx: Tx): Promise<readonly Rule[]> {
  return tx
    .selectFrom('documents.retention_rule')
    .where('council_id', '=', tx.councilId)
    .select(['class', 'keep_years as keepYears', 'setter_name as setterName', 'set_at as setAt'])
    .orderBy('class')
    .execute()
}

/** The whole schedule, as it is to be. */
export async function recordRules(tx: Tx, schedule: Schedule, by: By): Promise<void> {
  await tx.deleteFrom('documents.retention_rule').where('council_id', '=', tx.councilId).execute()
  if (schedule.size === 0) return
  await tx
    .insertInto('documents.retention_rule')
    .values(
      [...schedule].map(([type, years]) => ({
        council_id: tx.councilId,
        class: type,
        keep_years: years,
        set_by: by.accountId,
        setter_name: by.name,
        set_at: by.at,
      })),
    )
    .execute()
}

export type Disposing = { readonly starterName: string; readonly startedAt: Date }

export function findDisposing(tx: Tx): Promise<Disposing | undefined> {
  return tx
    .selectFrom('documents.disposing')
    .where('council_id', '=', tx.councilId)
    .select(['starter_name as starterName', 'started_at as startedAt'])
    .executeTakeFirst()
}

/** The nightly run, and whoever places a hold, one after the other: a hold is either seen or comes after what went. */
export function takeTurn(tx: Tx): Promise<Disposing | undefined> {
  return tx
    .selectFrom('documents.disposing')
    .where('council_id', '=', tx.councilId)
    .select(['starter_name as starterName', 'started_at as startedAt'])
    .forUpdate()
    .executeTakeFirst()
}

export async function recordDisposing(tx: Tx, by: By | undefined): Promise<void> {
  await tx.deleteFrom('documents.disposing').where('council_id', '=', tx.councilId).execute()
  if (by === undefined) return
  await tx
    .insertInto('documents.disposing')
    .values({ council_id: tx.councilId, started_by: by.accountId, starter_name: by.name, started_at: by.at })
    .execute()
}

/** From when the schedule lets a document go: so many years after the last day of care there, or its newest version. */
const dueOn = sql`(greatest((d.filed_at at time zone 'Europe/London')::date, coalesce((
    select max(p.ends_on) from published.package p where p.council_id = d.council_id and p.provider_id = d.provider_id
      and p.person_id = d.person_id and p.status not in ('draft', 'cancelled')), '-infinity'::date))
  + make_interval(years => r.keep_years))::date`

/** While care goes on, nothing about it is due. */
const careGoesOn = sql`exists (select from published.package p where p.council_id = d.council_id
  and p.provider_id = d.provider_id and p.person_id = d.person_id and p.status not in ('draft', 'cancelled')
  and p.ends_on is null)`

const isHeld = sql`exists (select from documents.hold h where h.council_id = d.council_id and h.person_id = d.person_id
  and (h.document_id is null or h.document_id = d.id) and h.lifted_at is null)`

export type Preview = {
  readonly class: RetentionClass
  readonly due: number
  readonly held: number
  readonly kept: number
}

/** What the schedule would let go today, class by class, before anything is. */
export async function previewDisposal(tx: Tx, today: LocalDate): Promise<readonly Preview[]> {
  const { rows } = await sql<Preview>`
    select x.class, count(*) filter (where x.due and not x.held)::int as due,
      count(*) filter (where x.due and x.held)::int as held, count(*) filter (where not x.due)::int as kept
    from (
      select d.type as class, r.class is not null and not ${careGoesOn} and ${dueOn} <= ${today}::date as due, ${isHeld} as held
      from documents.document d
      left join documents.retention_rule r on r.council_id = ${tx.councilId} and r.class = d.type
      where d.council_id = ${tx.councilId}
    ) x group by x.class order by x.class`.execute(tx)
  return rows
}

export type Due = {
  readonly id: string
  readonly class: RetentionClass
  readonly filedAt: Date
  readonly dueOn: LocalDate
  readonly keepYears: number
  readonly setterName: string
}

/** Locked, so that a hold which is being placed is seen: whoever is not first is looked at again the next night. */
export async function takeDue(tx: Tx, today: LocalDate, most: number): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    select d.id, d.type as class, d.filed_at as "filedAt", ${dueOn} as "dueOn", r.keep_years as "keepYears",
      r.setter_name as "setterName"
    from documents.document d
    join documents.retention_rule r on r.council_id = ${tx.councilId} and r.class = d.type
    where d.council_id = ${tx.councilId} and not ${careGoesOn} and ${dueOn} <= ${today}::date and not ${isHeld}
    order by d.filed_at, d.id limit ${most} for update of d skip locked`.execute(tx)
  return rows
}

/** Asked again once they are locked: a hold that was placed meanwhile keeps its documents. */
export async function listNotHeld(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select d.id from documents.document d
    where d.council_id = ${tx.councilId} and d.id = any(${[...ids]}::uuid[]) and not ${isHeld}`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

export type Files = { readonly ids: readonly string[]; readonly fingerprints: readonly string[] }

/** The file of each version, the first version first, and of the copies that were made of it. */
export async function listFilesOf(tx: Tx, documentId: string): Promise<Files> {
  const { rows } = await sql<{ id: string; sha256: string }>`
    select f.id, encode(f.sha256, 'hex') as sha256 from (
      select v.file_id, v.number, v.filed_at as at from documents.version v
      where v.council_id = ${tx.councilId} and v.document_id = ${documentId}
      union all
      select r.file_id, r.number, r.made_at from documents.redaction r
      where r.council_id = ${tx.councilId} and r.document_id = ${documentId}) x
    join platform.stored_file f on f.council_id = ${tx.councilId} and f.id = x.file_id order by x.number, x.at, f.id`.execute(
    tx,
  )
  return { ids: rows.map(({ id }) => id), fingerprints: rows.map(({ sha256 }) => sha256) }
}

export type Disposal = Due & {
  readonly fingerprints: readonly string[]
  readonly starterName: string
  readonly at: Date
}

/** The certificate first: without it nothing goes. */
export async function recordCertificate(tx: Tx, due: Disposal): Promise<void> {
  await tx
    .insertInto('documents.disposal')
    .values({
      council_id: tx.councilId,
      document_id: due.id,
      class: due.class,
      fingerprints: [...due.fingerprints],
      filed_at: due.filedAt,
      due_on: due.dueOn,
      keep_years: due.keepYears,
      setter_name: due.setterName,
      starter_name: due.starterName,
      disposed_at: due.at,
    })
    .execute()
}

/** With the document goes all that hangs on it. */
export async function removeDocument(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('documents.document').where('council_id', '=', tx.councilId).where('id', '=', id).execute()
}

export type Certificate = Pick<Due, 'class' | 'filedAt' | 'dueOn' | 'keepYears' | 'setterName'> & {
  readonly id: string
  readonly fingerprints: readonly string[]
  readonly starterName: string
  readonly disposedAt: Date
}

export function listCertificates(tx: Tx, after: string | undefined, rows: number): Promise<readonly Certificate[]> {
  return tx
    .selectFrom('documents.disposal as d')
    .where('d.council_id', '=', tx.councilId)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(d.disposed_at, d.id) < (select x.disposed_at, x.id from documents.disposal x
          where x.council_id = ${tx.councilId} and x.id = ${after}::uuid)`,
      ),
    )
    .select(['d.id', sql<RetentionClass>`d.class`.as('class'), 'd.fingerprints', 'd.filed_at as filedAt'])
    .select(['d.due_on as dueOn', 'd.keep_years as keepYears', 'd.setter_name as setterName'])
    .select(['d.starter_name as starterName', 'd.disposed_at as disposedAt'])
    .orderBy('d.disposed_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(rows)
    .execute()
}
