import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** The care of one person at one place, or one plan of it, that no agreement is about yet: one agreement can be about all of it. */
export type UnagreedCare = {
  /** The first of its packages, by day and id: where the next page goes on. */
  readonly id: string
  readonly startsOn: LocalDate
  /** The first day of the plan that no agreement is about, where there is one about another plan of this care. */
  readonly day: LocalDate | null
  readonly personName: string
  readonly personReference: string
  readonly providerName: string
  readonly serviceName: string
  readonly packages: readonly { readonly id: string; readonly reference: string; readonly serviceLevel: string }[]
}

const ROWS = 50

/**
 * Care that waits for its first agreement where its contract asks for one, and plans that follow another of such care, soonest start first. What is drafted, published
 * or rejected waits in the lists of agreements.
 */
export async function listUnagreedCare(tx: Tx, after: string | undefined): Promise<readonly UnagreedCare[]> {
  const { councilId } = tx
  const { rows } = await sql<UnagreedCare>`
    with waiting as (${waiting(tx)}), grouped as (
      select (array_agg(w.id order by w.starts_on, w.id))[1] as id, min(w.starts_on) as starts_on, w.provider_id, w.service_id,
        w.contract_id, w.person_id, w.day,
        json_agg(json_build_object('id', w.id, 'reference', w.reference, 'serviceLevel', w.service_level) order by w.starts_on, w.id) as packages
      from waiting w group by w.provider_id, w.service_id, w.contract_id, w.person_id, w.day
    )
    select g.id, g.starts_on as "startsOn", g.day, w.given_name || ' ' || w.family_name as "personName", w.reference as "personReference",
      o.trading_name as "providerName", s.name as "serviceName", g.packages
    from grouped g
    join published.provider o on o.council_id = ${councilId} and o.id = g.provider_id
    join published.service s on s.council_id = ${councilId} and s.provider_id = g.provider_id and s.id = g.service_id
    join published.person w on w.council_id = ${councilId} and w.id = g.person_id
    where ${after ?? null}::uuid is null or (g.starts_on, g.id) > (
      select coalesce((select w.starts_on from waiting w where w.id = l.id), l.starts_on), l.id from published.package l where l.council_id = ${councilId} and l.id = ${after ?? null}::uuid)
    order by g.starts_on, g.id limit ${ROWS + 1}`.execute(tx)
  return rows
}

/** How many people’s care, or plans of it, at one place wait so: as many as the list has rows. */
export async function countUnagreedCare(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct (w.provider_id, w.service_id, w.contract_id, w.person_id, w.day))::int as count
    from (${waiting(tx)}) w`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The first plan of each package that no text which stands is about: later ones follow once that has its draft. */
function waiting({ councilId }: Tx) {
  return sql`
      select p.id, p.reference, p.service_level, greatest(p.starts_on, lower(v.valid)) as starts_on, p.provider_id, p.service_id,
        p.contract_id, p.person_id, case when t.is_any then greatest(p.starts_on, lower(v.valid)) end as day
      from published.package p
      cross join lateral (
        select exists (${texts(councilId)}) as is_any) t
      cross join lateral (
        select v.valid from published.package_version v
        where v.council_id = ${councilId} and v.package_id = p.id and not isempty(v.valid) and not (t.is_any and (
          v.temporary or lower(v.valid) > coalesce(p.ends_on, 'infinity') or coalesce(upper(v.valid), 'infinity') <= p.starts_on or exists (
            ${texts(councilId)} and not w.temporary and (w.version = v.version
              or isempty(w.valid) and v.valid @> greatest(a.starts_on, p.starts_on)
              or ${takesUpAgain(councilId)}))))
        order by lower(v.valid) limit 1) v
      where p.council_id = ${councilId} and p.recordable_from is null and p.status in ('authorised', 'active')
        and (p.ends_on is null or p.ends_on >= p.starts_on)
        and exists (select from published.contract_rule r
          where r.council_id = ${councilId} and r.provider_id = p.provider_id and r.contract_id = p.contract_id
            and r.sign_gate and r.valid @> p.starts_on)`
}

/** Texts that stand or wait about the package `p`, each with the plan that it was made from. */
function texts(councilId: string) {
  return sql`
          select from agreements.revision_line l
          join agreements.agreement a on a.council_id = ${councilId} and a.id = l.agreement_id and a.revision = l.revision
            and a.status in ('draft', 'published', 'rejected', 'agreed')
          join published.package_version w on w.council_id = ${councilId} and w.package_id = l.package_id
            and w.version = l.package_version
          where l.council_id = ${councilId} and l.package_id = p.id`
}

/** After a change for a time the plan \`w\` goes on as \`v\`. */
function takesUpAgain(councilId: string) {
  return sql`(w.planned = v.planned and w.rate_line_id = v.rate_line_id
                and w.planned_by_day is not distinct from v.planned_by_day
                and exists (select from published.package_version k where k.council_id = ${councilId} and k.package_id = p.id
                  and k.temporary and upper(k.valid) = lower(v.valid)))`
}
