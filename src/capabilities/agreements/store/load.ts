import { sql } from 'kysely'
import type { Rate } from '../../../core/money.ts'
import { adoptIds, loadBy, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Cause } from '../rules/content.ts'

export type StagedAgreement = {
  readonly id: string
  readonly reference: string
  readonly revision: number
  readonly cause: Cause
  readonly packageIds: readonly string[]
  readonly packageVersions: readonly number[]
  /** Prices that the document stated where the price book says otherwise. */
  readonly statedPrices: readonly (Rate | null)[]
}

/**
 * Agreements staged in pack_agreements and pack_agreement_lines, for the packages loaded before. An agreement whose
 * lines are other than those kept is a new revision; an answer given here is never replaced by a pack.
 */
export async function stageAgreements(tx: Tx): Promise<void> {
  await adoptIds(tx, 'agreements.agreement', 'pack_agreements', { reference: 'agreement_ref' })
  await sql`
    create temp table pack_staged_agreements on commit drop as
    with lines as (
      select l.council_id, l.agreement_ref, array_agg(r.package_id order by r.package_id) as package_ids,
        array_agg(r.version order by r.package_id) as package_versions,
        array_agg(l.stated_price order by r.package_id) as stated_prices
      from pack_agreement_lines l join pack_resolved_versions r
        on r.council_id = l.council_id and r.cpli_ref = l.cpli_ref and r.starts_on = l.plan_starts_on
      group by l.council_id, l.agreement_ref
    ), held as (
      select l.council_id, l.agreement_id, array_agg(l.package_id order by l.package_id) as package_ids,
        array_agg(l.package_version order by l.package_id) as package_versions
      from agreements.agreement g join agreements.revision_line l
        on l.council_id = g.council_id and l.agreement_id = g.id and l.revision = g.revision
      join pack_agreements s on s.council_id = g.council_id and s.id = g.id
      group by l.council_id, l.agreement_id
    )
    select s.council_id, s.line, s.id, s.agreement_ref as reference, s.status, s.cause, s.starts_on, s.respond_by, s.published_at, s.answered_at,
      s.answered_by, s.reason_code, s.comment, o.id as provider_id, v.id as service_id, c.id as contract_id, w.id as person_id,
      l.package_ids, l.package_versions, l.stated_prices, n.is_new, coalesce(g.revision, 0) + n.is_new::integer as revision
    from pack_agreements s
    join lines l on l.council_id = s.council_id and l.agreement_ref = s.agreement_ref
    join pack_contracts c on c.council_id = s.council_id and c.contract_number = s.contract_number
    join pack_organisations o on o.council_id = c.council_id and o.supplier_ref = c.supplier_ref
    join pack_services v on v.council_id = s.council_id and v.service_ref = s.service_ref
    join pack_people w on w.council_id = s.council_id and w.person_ref = s.person_ref
    left join agreements.agreement g on g.council_id = s.council_id and g.id = s.id
    left join held h on h.council_id = s.council_id and h.agreement_id = s.id
    cross join lateral (
      select h.agreement_id is null or row(h.package_ids, h.package_versions) is distinct from row(l.package_ids, l.package_versions) as is_new
    ) n`.execute(tx)
  await sql`
    create temp table pack_agreement_texts (
      council_id uuid not null, agreement_id uuid not null, content jsonb not null, content_hash bytea not null
    ) on commit drop`.execute(tx)
  await sql`analyze pack_staged_agreements`.execute(tx)
}

/** Those whose text has to be written, in one order, a batch at a time. */
export async function listUnwritten(tx: Tx, after: number, most: number) {
  const { rows } = await sql<StagedAgreement & { line: number }>`
    select line, id, reference, revision, cause, package_ids as "packageIds", package_versions as "packageVersions",
      stated_prices as "statedPrices"
    from pack_staged_agreements where council_id = ${tx.councilId} and is_new and line > ${after}
    order by line limit ${most}`.execute(tx)
  return rows
}

export async function loadAgreements(tx: Tx): Promise<Loaded> {
  const place = 'provider_id, service_id, contract_id'
  const loaded = await loadBy(
    tx,
    `with loaded as (
      insert into agreements.agreement as t (council_id, id, ${place}, person_id, reference, revision, status, starts_on, respond_by, published_at)
      select s.council_id, s.id, s.provider_id, s.service_id, s.contract_id, s.person_id, s.reference, s.revision, s.status, s.starts_on, s.respond_by, s.published_at
      from pack_staged_agreements s left join agreements.agreement h on h.council_id = s.council_id and h.id = s.id
      where h.council_id is null or s.is_new or (
        row(h.status, h.starts_on, h.respond_by) is distinct from row(s.status, s.starts_on, s.respond_by)
        and (h.status in ('draft', 'published') or s.status in ('superseded', 'withdrawn')))
      on conflict (council_id, id) do update set revision = excluded.revision, status = excluded.status,
        starts_on = excluded.starts_on, respond_by = excluded.respond_by, published_at = excluded.published_at
      returning old.council_id is null as is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from loaded`,
  )
  await sql`${sql.raw(`
    insert into agreements.revision (council_id, agreement_id, revision, ${place}, cause, content, content_hash, published_at)
    select s.council_id, s.id, s.revision, s.provider_id, s.service_id, s.contract_id, s.cause, t.content, t.content_hash, s.published_at
    from pack_staged_agreements s join pack_agreement_texts t on t.council_id = s.council_id and t.agreement_id = s.id`)}`.execute(
    tx,
  )
  // A draft of the portal that the pack has since published.
  await sql`
    update agreements.revision r set published_at = s.published_at from pack_staged_agreements s
    where r.council_id = s.council_id and r.agreement_id = s.id and r.revision = s.revision
      and r.published_at is null and s.published_at is not null`.execute(tx)
  await sql`${sql.raw(`
    insert into agreements.revision_line (council_id, agreement_id, revision, package_id, package_version, ${place})
    select s.council_id, s.id, s.revision, p.package_id, p.version, s.provider_id, s.service_id, s.contract_id
    from pack_staged_agreements s cross join lateral unnest(s.package_ids, s.package_versions) as p (package_id, version)
    where s.is_new`)}`.execute(tx)
  return loaded
}

export async function loadResponses(tx: Tx, by: string): Promise<void> {
  await sql`
    insert into agreements.response (council_id, agreement_id, revision, provider_id, service_id, contract_id, kind, reason_code,
      comment, signed_name, content_hash, responded_by, responder_name, responded_at)
    select s.council_id, s.id, s.revision, s.provider_id, s.service_id, s.contract_id,
      case when s.reason_code is null then 'agreed' else 'rejected' end, s.reason_code, s.comment,
      case when s.reason_code is null then s.answered_by end, r.content_hash, ${by}::uuid, s.answered_by, s.answered_at
    from pack_staged_agreements s
    join agreements.revision r on r.council_id = s.council_id and r.agreement_id = s.id and r.revision = s.revision
    where s.answered_at is not null and not exists (
      select from agreements.response a where a.council_id = s.council_id and a.agreement_id = s.id and a.revision = s.revision)`.execute(
    tx,
  )
}
