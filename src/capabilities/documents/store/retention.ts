import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { DocumentType } from '../rules/document.ts'
import type { Schedule } from '../rules/retention.ts'

export type Rule = {
  readonly class: DocumentType
  readonly keepYears: number
  readonly setterName: string
  readonly setAt: Date
}
type By = { readonly accountId: string; readonly name: string; readonly at: Date }

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
  readonly class: DocumentType
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
  readonly class: DocumentType
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

/** The file of each version, the first version first. */
export async function listFilesOf(tx: Tx, documentId: string): Promise<Files> {
  const { rows } = await sql<{ id: string; sha256: string }>`
    select f.id, encode(f.sha256, 'hex') as sha256 from documents.version v
    join platform.stored_file f on f.council_id = ${tx.councilId} and f.id = v.file_id
    where v.council_id = ${tx.councilId} and v.document_id = ${documentId} order by v.number`.execute(tx)
  return { ids: rows.map(({ id }) => id), fingerprints: rows.map(({ sha256 }) => sha256) }
}

type Disposal = Due & { readonly fingerprints: readonly string[]; readonly starterName: string; readonly at: Date }

/** The certificate first: without it nothing goes. With the document goes all that hangs on it. */
export async function dispose(tx: Tx, due: Disposal): Promise<void> {
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
  await tx.deleteFrom('documents.document').where('council_id', '=', tx.councilId).where('id', '=', due.id).execute()
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
    .select(['d.id', sql<DocumentType>`d.class`.as('class'), 'd.fingerprints', 'd.filed_at as filedAt'])
    .select(['d.due_on as dueOn', 'd.keep_years as keepYears', 'd.setter_name as setterName'])
    .select(['d.starter_name as starterName', 'd.disposed_at as disposedAt'])
    .orderBy('d.disposed_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(rows)
    .execute()
}

export type Hold = {
  readonly id: string
  readonly personId: string
  readonly documentId: string | null
  readonly reason: string
  readonly placerName: string
  readonly placedAt: Date
}

const MOST_HOLDS = 200

/** Those that stand: all of a council's, or those that keep one document. */
export function listHolds(
  tx: Tx,
  of?: { readonly documentId: string; readonly personId: string },
): Promise<readonly Hold[]> {
  return tx
    .selectFrom('documents.hold')
    .where('council_id', '=', tx.councilId)
    .where('lifted_at', 'is', null)
    .$if(of !== undefined, (query) =>
      query
        .where('person_id', '=', of?.personId ?? '')
        .where((eb) => eb.or([eb('document_id', 'is', null), eb('document_id', '=', of?.documentId ?? '')])),
    )
    .select(['id', 'person_id as personId', 'document_id as documentId', 'reason'])
    .select(['placer_name as placerName', 'placed_at as placedAt'])
    .orderBy('placed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_HOLDS)
    .execute()
}

type NewHold = { readonly personId: string; readonly documentId: string | null; readonly reason: string }

/** With every document of the person locked, so that the nightly run either went before it or sees it. */
export async function recordHold(tx: Tx, { personId, documentId, reason }: NewHold, by: By): Promise<string> {
  await sql`select id from documents.document where council_id = ${tx.councilId} and person_id = ${personId}
    order by id for update`.execute(tx)
  const { id } = await tx
    .insertInto('documents.hold')
    .values({
      council_id: tx.councilId,
      person_id: personId,
      document_id: documentId,
      reason,
      placed_by: by.accountId,
      placer_name: by.name,
      placed_at: by.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Answers what it held; undefined when somebody has lifted it already. */
export async function recordLifting(tx: Tx, id: string, by: Pick<By, 'name' | 'at'>): Promise<Hold | undefined> {
  const lifted = await tx
    .updateTable('documents.hold')
    .set({ lifted_at: by.at, lifter_name: by.name })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .returning(['id', 'person_id as personId', 'document_id as documentId', 'reason'])
    .returning(['placer_name as placerName', 'placed_at as placedAt'])
    .executeTakeFirst()
  if (lifted !== undefined) return lifted
  const found = await tx
    .selectFrom('documents.hold')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst()
  if (found === undefined) throw new NotFound('hold')
  return undefined
}
