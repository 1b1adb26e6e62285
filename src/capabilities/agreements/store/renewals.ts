import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Content } from '../rules/content.ts'
import { letOldStandAgain } from './standing.ts'

export type Renewal = {
  readonly name: string
  readonly orderedBy: string
  readonly ordererName: string
  readonly listedAt: Date | null
  readonly withdrawnAt: Date | null
}
type NewRenewal = {
  readonly upliftId: string
  readonly name: string
  readonly by: string
  readonly byName: string
  readonly at: Date
}

export async function recordRenewal(tx: Tx, { upliftId, name, by, byName, at }: NewRenewal): Promise<void> {
  await sql`
    insert into agreements.renewal (council_id, uplift_id, name, ordered_at, ordered_by, orderer_name)
    values (${tx.councilId}, ${upliftId}, ${name}, ${at}, ${by}, ${byName})
    on conflict (council_id, uplift_id) do nothing`.execute(tx)
}

/** Undoing and working wait for each other here. */
export async function lockRenewal(tx: Tx, upliftId: string): Promise<Renewal | undefined> {
  const { rows } = await sql<Renewal>`
    select name, ordered_by as "orderedBy", orderer_name as "ordererName", listed_at as "listedAt", withdrawn_at as "withdrawnAt"
    from agreements.renewal where council_id = ${tx.councilId} and uplift_id = ${upliftId} for update`.execute(tx)
  return rows[0]
}

/**
 * Agreed texts that state a price of the uplift and stand for the care, which goes on past its day: one for each plan. What waits for an answer about the
 * same care is the council's to correct: its text already differs from what is agreed.
 */
export async function listRenewable(tx: Tx, upliftId: string, at: Date): Promise<void> {
  await sql`
    insert into agreements.renewal_item (council_id, uplift_id, old_agreement_id, provider_id, from_on, outcome)
    select a.council_id, ${upliftId}, a.id, a.provider_id, min(x.from_on),
      case when exists (
        select from agreements.revision_line o
        join agreements.agreement w on w.council_id = ${tx.councilId} and w.id = o.agreement_id and w.status in ('published', 'rejected')
        where o.council_id = ${tx.councilId} and o.package_id = any(array_agg(p.id))) then 'answer-awaited' else 'waiting' end
    from published.uplift_line x
    join published.package_version v on v.council_id = ${tx.councilId} and v.rate_line_id = x.rate_line_id
      and v.valid && daterange(x.from_on, null)
    join published.package p on p.council_id = ${tx.councilId} and p.id = v.package_id
      and p.status in ('authorised', 'active', 'suspended') and coalesce(p.ends_on, x.from_on) >= x.from_on
    join agreements.revision_line l on l.council_id = ${tx.councilId} and l.package_id = p.id and l.gave_way_to is null
    join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = l.agreement_id and a.revision = l.revision
      and a.status = 'agreed'
    join published.package_version t on t.council_id = ${tx.councilId} and t.package_id = p.id and t.version = l.package_version
      and t.temporary = v.temporary and (v.version = t.version or not t.temporary and v.version > t.version)
    join agreements.revision r on r.council_id = ${tx.councilId} and r.agreement_id = a.id and r.revision = a.revision
    where x.council_id = ${tx.councilId} and x.uplift_id = ${upliftId}
      and exists (select from jsonb_array_elements(r.content -> 'lines') c
        where c ->> 'packageId' = p.id::text and jsonb_array_length(c -> 'prices') > 0)
    group by a.council_id, a.id, a.provider_id
    on conflict (council_id, uplift_id, old_agreement_id) do nothing`.execute(tx)
  await sql`
    update agreements.renewal set listed_at = ${at}
    where council_id = ${tx.councilId} and uplift_id = ${upliftId}`.execute(tx)
}

export type Renewable = {
  readonly oldId: string
  readonly fromOn: LocalDate
  readonly stillAgreed: boolean
  /** The care that it still stands for. */
  readonly packageIds: readonly string[]
  /** Whether it is about plans for a time. */
  readonly temporary: boolean
  /** Of the new agreement: the next that is free after those about the same care, and each its own. */
  readonly reference: string
}

/** The next ones, locked: two workers take different ones. */
export async function takeRenewable(tx: Tx, upliftId: string, rows: number): Promise<readonly Renewable[]> {
  const { rows: taken } = await sql<Renewable>`
    with taken as (
      select i.old_agreement_id, i.from_on from agreements.renewal_item i
      where i.council_id = ${tx.councilId} and i.uplift_id = ${upliftId} and i.outcome = 'waiting'
      order by i.old_agreement_id limit ${rows} for update skip locked
    ), named as (
      select s.*, t.from_on, row_number() over (partition by s.stem order by s.id) as nth from taken t
      join (select o.*, regexp_replace(o.reference, '-A[0-9]+$', '') as stem from agreements.agreement o
        where o.council_id = ${tx.councilId}) s on s.id = t.old_agreement_id
    )
    select a.id as "oldId", a.from_on as "fromOn", a.status = 'agreed' and l.ids is not null as "stillAgreed",
      coalesce(l.ids, '{}') as "packageIds", coalesce(l.temporary, false) as temporary, f.reference
    from named a
    cross join lateral (
      select array_agg(x.package_id order by x.package_id) as ids, bool_or(v.temporary) as temporary
      from agreements.revision_line x
      join published.package_version v on v.council_id = ${tx.councilId} and v.package_id = x.package_id and v.version = x.package_version
      where x.council_id = ${tx.councilId} and x.agreement_id = a.id and x.revision = a.revision and x.gave_way_to is null
    ) l
    cross join lateral (
      select m.reference from (
        select a.stem || '-A' || n as reference, n from generate_series(2, 400) n) m
      where not exists (select from agreements.agreement o where o.council_id = ${tx.councilId} and o.reference = m.reference)
      order by m.n limit 1 offset a.nth - 1
    ) f
    order by a.id`.execute(tx)
  return taken
}

export type Renewed = {
  readonly oldId: string
  readonly id: string
  /** The day that its text speaks from. */
  readonly fromOn: LocalDate
  readonly content: Content
  readonly hash: Buffer
}
type Publication = { readonly respondBy: LocalDate; readonly at: Date; readonly by: string }

/** New agreements beside the old ones, published, in five statements whatever their number. */
export async function recordRenewed(
  tx: Tx,
  upliftId: string,
  renewed: readonly Renewed[],
  { respondBy, at, by }: Publication,
): Promise<void> {
  const texts = JSON.stringify(
    renewed.map(({ oldId, id, fromOn, content, hash }) => ({
      old_id: oldId,
      id,
      from_on: fromOn,
      content,
      hash: hash.toString('hex'),
    })),
  )
  const rows = sql`jsonb_to_recordset(${texts}::jsonb) as n(old_id uuid, id uuid, from_on date, content jsonb, hash text)`
  await sql`
    insert into agreements.agreement (council_id, id, provider_id, service_id, contract_id, person_id, reference, revision, status,
      starts_on, respond_by, published_at, replaces_agreement_id, replaces_revision, speaks_from)
    select a.council_id, n.id, a.provider_id, a.service_id, a.contract_id, a.person_id, n.content ->> 'reference', 1, 'published',
      (n.content ->> 'startsOn')::date, ${respondBy}, ${at}, a.id, a.revision, n.from_on
    from ${rows} join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = n.old_id`.execute(tx)
  await sql`
    insert into agreements.revision (council_id, agreement_id, revision, provider_id, service_id, contract_id, cause, content,
      content_hash, published_at, published_by)
    select a.council_id, n.id, 1, a.provider_id, a.service_id, a.contract_id, 'annual-uplift', n.content, decode(n.hash, 'hex'),
      ${at}, ${by}
    from ${rows} join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = n.old_id`.execute(tx)
  await sql`
    insert into agreements.revision_line (council_id, agreement_id, revision, package_id, package_version, provider_id, service_id,
      contract_id)
    select a.council_id, n.id, 1, (c ->> 'packageId')::uuid, (c ->> 'packageVersion')::int, a.provider_id, a.service_id,
      a.contract_id
    from ${rows} join agreements.agreement a on a.council_id = ${tx.councilId} and a.id = n.old_id
    cross join lateral jsonb_array_elements(n.content -> 'lines') c`.execute(tx)
  await sql`
    update agreements.renewal_item i set outcome = 'published', agreement_id = n.id from ${rows}
    where i.council_id = ${tx.councilId} and i.uplift_id = ${upliftId} and i.old_agreement_id = n.old_id`.execute(tx)
}

export async function recordNotRenewed(
  tx: Tx,
  upliftId: string,
  { oldIds, outcome }: { readonly oldIds: readonly string[]; readonly outcome: 'no-longer-agreed' | 'no-price' },
): Promise<void> {
  await sql`
    update agreements.renewal_item set outcome = ${outcome}
    where council_id = ${tx.councilId} and uplift_id = ${upliftId} and old_agreement_id = any(${[...oldIds]}::uuid[])`.execute(
    tx,
  )
}

/** True for the one who finds it done first. */
export async function finishRenewal(tx: Tx, upliftId: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update agreements.renewal r set finished_at = ${at}
    where r.council_id = ${tx.councilId} and r.uplift_id = ${upliftId} and r.finished_at is null and r.withdrawn_at is null
      and r.listed_at is not null and not exists (
        select from agreements.renewal_item i
        where i.council_id = ${tx.councilId} and i.uplift_id = ${upliftId} and i.outcome = 'waiting')
    returning 1`.execute(tx)
  return rows.length > 0
}

export async function listRenewedProviders(
  tx: Tx,
  upliftId: string,
): Promise<readonly { providerId: string; count: number }[]> {
  const { rows } = await sql<{ providerId: string; count: number }>`
    select i.provider_id as "providerId", count(*)::int as count from agreements.renewal_item i
    where i.council_id = ${tx.councilId} and i.uplift_id = ${upliftId} and i.outcome = 'published'
    group by i.provider_id order by i.provider_id`.execute(tx)
  return rows
}

type RejectedRenewal = { readonly id: string; readonly providerId: string; readonly revision: number }

/**
 * All of them out of force, whatever was answered; an agreed one lets the agreement that it had replaced hold again. One
 * that was replaced itself in the meantime stays as it is: later terms were agreed.
 */
export async function withdrawRenewed(
  tx: Tx,
  upliftId: string,
  { at, reason }: { readonly at: Date; readonly reason: string },
): Promise<{ readonly count: number; readonly rejected: readonly RejectedRenewal[] }> {
  await letOldStandAgain(tx, upliftId)
  await sql`
    update agreements.agreement o set status = 'agreed'
    from agreements.renewal_item i
    join agreements.agreement n on n.council_id = ${tx.councilId} and n.id = i.agreement_id and n.status = 'agreed'
    where i.council_id = ${tx.councilId} and i.uplift_id = ${upliftId} and i.outcome = 'published'
      and o.council_id = ${tx.councilId} and o.id = i.old_agreement_id and o.status = 'superseded'`.execute(tx)
  const { rows } = await sql<RejectedRenewal & { was: string }>`
      update agreements.agreement n set status = 'withdrawn', withdrawal_reason = ${reason}
      from agreements.renewal_item i
      where i.council_id = ${tx.councilId} and i.uplift_id = ${upliftId} and i.outcome = 'published'
        and n.council_id = ${tx.councilId} and n.id = i.agreement_id and n.status in ('published', 'rejected', 'agreed')
      returning n.id, n.provider_id as "providerId", n.revision, old.status as was`.execute(tx)
  await sql`
    update agreements.renewal_item set outcome = 'withdrawn'
    where council_id = ${tx.councilId} and uplift_id = ${upliftId} and outcome in ('waiting', 'published')`.execute(tx)
  await sql`
    update agreements.renewal set withdrawn_at = ${at}
    where council_id = ${tx.councilId} and uplift_id = ${upliftId}`.execute(tx)
  return { count: rows.length, rejected: rows.filter(({ was }) => was === 'rejected') }
}
