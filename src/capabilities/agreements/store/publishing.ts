import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Cause, Content } from '../rules/content.ts'
import type { Agreement } from './agreement.ts'
import { endsBefore, sharedPlans } from './shared-plans.ts'

export type Draft = Pick<
  Agreement,
  'id' | 'providerId' | 'serviceId' | 'contractId' | 'personId' | 'reference' | 'revision' | 'status'
> & { readonly cause: Cause; readonly packageIds: readonly string[] }

/**
 * Locks them, and in the same order all that is not agreed about the same care: publishing them puts it out of force, or it
 * them. Whoever signs, corrects or ends holds agreements before packages too, so that no two wait for each other.
 */
export async function lockWithOthers(tx: Tx, ids: readonly string[]): Promise<void> {
  const wanted = sql`any(${[...ids]}::uuid[])`
  await sql`
    select a.id from agreements.agreement a
    where a.council_id = ${tx.councilId} and (a.id = ${wanted} or a.status in ('draft', 'published', 'rejected')) and a.id in (
      select unnest(${[...ids]}::uuid[])
      union
      select other.agreement_id from agreements.revision_line own
      join agreements.revision_line other on other.council_id = ${tx.councilId} and other.package_id = own.package_id
      where own.council_id = ${tx.councilId} and own.agreement_id = ${wanted})
    order by a.id for update`.execute(tx)
}

export async function lockDrafts(tx: Tx, ids: readonly string[]): Promise<readonly Draft[]> {
  const wanted = sql`any(${[...ids]}::uuid[])`
  await lockWithOthers(tx, ids)
  const { rows } = await sql<Draft>`
    select a.id, a.provider_id as "providerId", a.service_id as "serviceId", a.contract_id as "contractId",
      a.person_id as "personId", a.reference, a.revision, a.status, r.cause,
      array(select l.package_id from agreements.revision_line l where l.council_id = ${tx.councilId} and l.agreement_id = a.id
        and l.revision = a.revision order by l.package_id) as "packageIds"
    from agreements.agreement a
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    where a.council_id = ${tx.councilId} and a.id = ${wanted} order by a.id`.execute(tx)
  return rows
}

export type NewText = { readonly id: string; readonly content: Content; readonly hash: Buffer }
type Publication = { readonly respondBy: LocalDate; readonly at: Date; readonly by: string }

/** Texts of drafts become what is published, in three statements whatever their number. */
export async function recordPublished(tx: Tx, texts: readonly NewText[], { respondBy, at, by }: Publication) {
  const given = JSON.stringify(texts.map(({ id, content, hash }) => ({ id, content, hash: hash.toString('hex') })))
  const rows = sql`jsonb_to_recordset(${given}::jsonb) as n(id uuid, content jsonb, hash text)`
  await sql`
    update agreements.revision r
    set content = n.content, content_hash = decode(n.hash, 'hex'), published_at = ${at}, published_by = ${by}
    from ${rows} where r.council_id = ${tx.councilId} and r.agreement_id = n.id
      and r.revision = (n.content ->> 'revision')::int and r.published_at is null`.execute(tx)
  await sql`
    insert into agreements.revision_line as l (council_id, agreement_id, revision, package_id, package_version, provider_id,
      service_id, contract_id)
    select a.council_id, n.id, (n.content ->> 'revision')::int, (c ->> 'packageId')::uuid, (c ->> 'packageVersion')::int,
      a.provider_id, a.service_id, a.contract_id
    from ${rows} join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = n.id
    cross join lateral jsonb_array_elements(n.content -> 'lines') c
    on conflict (council_id, agreement_id, revision, package_id) do update set package_version = excluded.package_version`.execute(
    tx,
  )
  await sql`
    update agreements.agreement a set status = 'published', starts_on = (n.content ->> 'startsOn')::date,
      respond_by = ${respondBy}, published_at = ${at}
    from ${rows} where a.council_id = ${tx.councilId} and a.id = n.id`.execute(tx)
}

export type GaveWay = Pick<Agreement, 'id' | 'providerId' | 'revision'> & {
  /** What took its place. */
  readonly by: string
  readonly byReference: string
  /** What it waited for until now. */
  readonly was: 'published' | 'rejected'
}

/**
 * Other agreements about the same plans that wait for an answer give way to those that were just published, whole: each could
 * be signed afterwards and put the newer one out of force. Texts about plans that follow each other wait side by side.
 */
export async function supersedeByMany(tx: Tx, ids: readonly string[]): Promise<readonly GaveWay[]> {
  const { rows } = await sql<GaveWay>`
    update agreements.agreement a set status = 'superseded'
    from (
      select distinct on (other.agreement_id) other.agreement_id as id, own.agreement_id as by
      from ${sharedPlans(tx)}
      where own.agreement_id = any(${[...ids]}::uuid[])
        and other.agreement_id <> all(${[...ids]}::uuid[]) and a2.status in ('published', 'rejected')
        and not ${endsBefore(tx, 'own', 'other')} and not ${endsBefore(tx, 'other', 'own')}
      order by other.agreement_id, own.agreement_id
    ) g
    join agreements.agreement n on n.council_id = ${tx.councilId} and n.id = g.by
    where a.council_id = ${tx.councilId} and a.id = g.id and a.status in ('published', 'rejected')
    returning a.id, a.provider_id as "providerId", a.revision, g.by, n.reference as "byReference", old.status as was`.execute(
    tx,
  )
  return rows
}
