import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** The care of one person at one place that no agreement is about yet: one agreement can be about all of it. */
export type UnagreedCare = {
  /** The first of its packages, by day and id: where the next page goes on. */
  readonly id: string
  readonly startsOn: LocalDate
  readonly personName: string
  readonly personReference: string
  readonly providerName: string
  readonly serviceName: string
  readonly packages: readonly { readonly id: string; readonly reference: string; readonly serviceLevel: string }[]
}

const ROWS = 50

/**
 * Care that waits for its first agreement where its contract asks for one, soonest start first. What is drafted, published
 * or rejected waits in the lists of agreements.
 */
export async function listUnagreedCare(tx: Tx, after: string | undefined): Promise<readonly UnagreedCare[]> {
  const { councilId } = tx
  const { rows } = await sql<UnagreedCare>`
    with waiting as (${waiting(tx)}), grouped as (
      select (array_agg(w.id order by w.starts_on, w.id))[1] as id, min(w.starts_on) as starts_on, w.provider_id, w.service_id,
        w.contract_id, w.person_id,
        json_agg(json_build_object('id', w.id, 'reference', w.reference, 'serviceLevel', w.service_level) order by w.starts_on, w.id) as packages
      from waiting w group by w.provider_id, w.service_id, w.contract_id, w.person_id
    )
    select g.id, g.starts_on as "startsOn", w.given_name || ' ' || w.family_name as "personName", w.reference as "personReference",
      o.trading_name as "providerName", s.name as "serviceName", g.packages
    from grouped g
    join published.provider o on o.council_id = ${councilId} and o.id = g.provider_id
    join published.service s on s.council_id = ${councilId} and s.provider_id = g.provider_id and s.id = g.service_id
    join published.person w on w.council_id = ${councilId} and w.id = g.person_id
    where ${after ?? null}::uuid is null or (g.starts_on, g.id) > (
      select l.starts_on, l.id from published.package l where l.council_id = ${councilId} and l.id = ${after ?? null}::uuid)
    order by g.starts_on, g.id limit ${ROWS + 1}`.execute(tx)
  return rows
}

/** How many people’s care at one place waits so: as many as the list has rows. */
export async function countUnagreedCare(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct (w.provider_id, w.service_id, w.contract_id, w.person_id))::int as count
    from (${waiting(tx)}) w`.execute(tx)
  return rows[0]?.count ?? 0
}

function waiting({ councilId }: Tx) {
  return sql`
      select p.id, p.reference, p.service_level, p.starts_on, p.provider_id, p.service_id, p.contract_id, p.person_id
      from published.package p
      where p.council_id = ${councilId} and p.recordable_from is null and p.status in ('authorised', 'active')
        and (p.ends_on is null or p.ends_on >= p.starts_on)
        and exists (select from published.contract_rule r
          where r.council_id = ${councilId} and r.provider_id = p.provider_id and r.contract_id = p.contract_id
            and r.sign_gate and r.valid @> p.starts_on)
        and not exists (
          select from agreements.revision_line l
          join agreements.agreement a on a.council_id = ${councilId} and a.id = l.agreement_id and a.revision = l.revision
            and a.status in ('draft', 'published', 'rejected', 'agreed')
          where l.council_id = ${councilId} and l.package_id = p.id)`
}
