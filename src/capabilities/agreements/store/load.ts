import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { adoptIds, loadBy, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Cause } from '../rules/content.ts'

/** One line of a staged agreement, with what its package, price book and contract say in the same pack. */
export type StagedLine = {
  readonly line: number
  readonly agreementId: string
  readonly agreementReference: string
  readonly revision: number
  readonly agreementCause: Cause
  /** The price that the document stated where the price book says otherwise. */
  readonly statedPrice: bigint | null
  readonly packageId: string
  readonly packageReference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly version: number
  readonly from: LocalDate
  readonly planned: bigint
  readonly plannedByDay: readonly bigint[] | null
  readonly rateLineId: string
  readonly cause: Cause
  readonly providerId: string
  readonly providerReference: string
  readonly providerName: string
  readonly serviceId: string
  readonly serviceReference: string
  readonly serviceName: string
  readonly sector: string
  readonly contractId: string
  readonly contractNumber: string
  readonly contractTitle: string
  readonly contractStartsOn: LocalDate
  readonly personId: string
  readonly personReference: string
  readonly nhsNumber: string | null
  readonly givenName: string
  readonly familyName: string
  readonly bornOn: LocalDate | null
  readonly visits: readonly (readonly [weekday: number, startsAt: string, minutes: number, carers: number])[] | null
  readonly prices: readonly (readonly [from: LocalDate, until: LocalDate | null, price: number])[] | null
  readonly terms: readonly (readonly [from: LocalDate, until: LocalDate | null, terms: 'actual' | 'planned'])[] | null
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
        array_agg(r.version order by r.package_id) as package_versions
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
      l.package_ids, l.package_versions, n.is_new, coalesce(g.revision, 0) + n.is_new::integer as revision
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

/** Everything the texts are made of, joined once: asking package by package took twenty times as long. */
export async function stageTexts(tx: Tx): Promise<void> {
  await sql`
    create temp table pack_offer_lines on commit drop as
    with visits as (
      select council_id, cpli_ref, starts_on,
        json_agg(json_build_array(weekday, to_char(starts_at, 'HH24:MI'), minutes, coalesce(carers, 1)) order by weekday, starts_at) as visits
      from pack_timetables group by council_id, cpli_ref, starts_on
    ), prices as (
      select council_id, rate_ref, json_agg(json_build_array(starts_on, ends_on + 1, price) order by starts_on) as prices
      from pack_rates group by council_id, rate_ref
    ), terms as (
      select council_id, contract_number, json_agg(json_build_array(starts_on, ends_on + 1, payment_terms) order by starts_on) as terms
      from pack_contract_rules group by council_id, contract_number
    )
    select a.line, a.id as "agreementId", a.reference as "agreementReference", a.revision, a.cause as "agreementCause",
      l.stated_price as "statedPrice", r.package_id as "packageId", r.cpli_ref as "packageReference",
      p.service_level as "serviceLevel", p.unit, p.starts_on as "startsOn", p.ends_on as "endsOn", r.version, r.starts_on as "from",
      r.planned, r.planned_by_day as "plannedByDay", r.rate_line_id as "rateLineId", r.cause,
      o.id as "providerId", o.supplier_ref as "providerReference", o.trading_name as "providerName",
      s.id as "serviceId", s.service_ref as "serviceReference", s.name as "serviceName", s.sector,
      c.id as "contractId", c.contract_number as "contractNumber", c.title as "contractTitle", c.starts_on as "contractStartsOn",
      w.id as "personId", w.person_ref as "personReference", w.nhs_number as "nhsNumber", w.given_name as "givenName",
      w.family_name as "familyName", w.born_on as "bornOn", v.visits, m.prices, t.terms
    from pack_staged_agreements a
    join pack_agreement_lines l on l.council_id = a.council_id and l.agreement_ref = a.reference
    join pack_resolved_versions r on r.council_id = l.council_id and r.cpli_ref = l.cpli_ref and r.starts_on = l.plan_starts_on
    join pack_packages p on p.council_id = r.council_id and p.cpli_ref = r.cpli_ref
    join pack_package_versions e on e.council_id = r.council_id and e.cpli_ref = r.cpli_ref and e.starts_on = r.starts_on
    join pack_contracts c on c.council_id = p.council_id and c.contract_number = p.contract_number
    join pack_organisations o on o.council_id = c.council_id and o.supplier_ref = c.supplier_ref
    join pack_services s on s.council_id = p.council_id and s.service_ref = p.service_ref
    join pack_people w on w.council_id = p.council_id and w.person_ref = p.person_ref
    left join visits v on v.council_id = r.council_id and v.cpli_ref = r.cpli_ref and v.starts_on = r.starts_on
    left join prices m on m.council_id = e.council_id and m.rate_ref = e.rate_ref
    left join terms t on t.council_id = c.council_id and t.contract_number = c.contract_number
    where a.is_new`.execute(tx)
  await sql`create index on pack_offer_lines (line)`.execute(tx)
  await sql`analyze pack_offer_lines`.execute(tx)
}

/** The lines of the next agreements after this line of their file, whole agreements at a time. */
export async function listTextLines(tx: Tx, after: number, agreements: number): Promise<readonly StagedLine[]> {
  const { rows } = await sql<StagedLine>`
    select * from pack_offer_lines where line > ${after} and line <= (
      select max(line) from (select distinct line from pack_offer_lines where line > ${after} order by line limit ${agreements}) l)
    order by line, "packageReference"`.execute(tx)
  return rows
}

export async function loadAgreements(tx: Tx): Promise<{ agreements: Loaded; lines: Loaded }> {
  const place = 'provider_id, service_id, contract_id'
  const agreements = await loadBy(
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
  const lines = await loadBy(
    tx,
    `with loaded as (
      insert into agreements.revision_line (council_id, agreement_id, revision, package_id, package_version, ${place})
      select s.council_id, s.id, s.revision, p.package_id, p.version, s.provider_id, s.service_id, s.contract_id
      from pack_staged_agreements s cross join lateral unnest(s.package_ids, s.package_versions) as p (package_id, version)
      where s.is_new
      returning revision
    )
    select count(*) filter (where revision = 1) as added, count(*) filter (where revision > 1) as changed from loaded`,
  )
  return { agreements, lines }
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
