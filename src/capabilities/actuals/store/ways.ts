import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Recording } from '../rules/sheet-row.ts'

export type ContractWay = {
  readonly contractId: string
  readonly number: string
  readonly providerName: string
  readonly recording: Recording
  /** The next other way, and from which day. */
  readonly next: Recording | null
  readonly nextFrom: LocalDate | null
  /** Weeks that are drafts, and those of them that begin on that day or later. */
  readonly drafts: number
  readonly draftsAfter: number
}

export const WAYS_PAGE = 50

/** How the weeks of each contract are recorded today and next, by provider; one more than a page. */
export async function listWays(tx: Tx, today: LocalDate, after?: string): Promise<readonly ContractWay[]> {
  const next =
    after === undefined
      ? sql``
      : sql`and (o.trading_name, k.number, k.id) > (select p.trading_name, a.number, a.id from published.contract a
          join published.provider p on p.council_id = a.council_id and p.id = a.provider_id
          where a.council_id = ${tx.councilId} and a.id = ${after}::uuid)`
  const { rows } = await sql<ContractWay>`
    with shown as (
      select k.council_id, k.id, k.number, o.trading_name, r.recording, n.recording as next, n.starts_on as next_from
      from published.contract k
      join published.provider o on o.council_id = k.council_id and o.id = k.provider_id
      join published.contract_rule r on r.council_id = k.council_id and r.contract_id = k.id and r.valid @> ${today}::date
      left join lateral (
        select m.recording, lower(m.valid) as starts_on from published.contract_rule m
        where m.council_id = k.council_id and m.contract_id = k.id and lower(m.valid) > ${today}::date and m.recording <> r.recording
        order by lower(m.valid) limit 1) n on true
      where k.council_id = ${tx.councilId} ${next}
      order by o.trading_name, k.number, k.id limit ${WAYS_PAGE + 1}
    )
    select s.id as "contractId", s.number, s.trading_name as "providerName", s.recording, s.next, s.next_from as "nextFrom",
      d.drafts, d.after as "draftsAfter"
    from shown s cross join lateral (
      select count(*)::int as drafts, (count(*) filter (where w.week_start >= s.next_from))::int as after
      from actuals.week w where w.council_id = s.council_id and w.contract_id = s.id and w.status = 'draft') d
    order by s.trading_name, s.number, s.id`.execute(tx)
  return rows
}
