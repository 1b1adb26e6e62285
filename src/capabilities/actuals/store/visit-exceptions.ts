import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type Overlap = {
  readonly clientRef: string
  readonly day: LocalDate
  readonly firstProvider: string
  readonly firstVisit: string
  readonly secondProvider: string
  readonly secondVisit: string
}

/** Visits of the last eight weeks to one person at one time by two providers: one of them may be a duplicate. */
export async function listOverlaps(tx: Tx, today: LocalDate): Promise<readonly Overlap[]> {
  const { rows } = await sql<Overlap>`
    select a.client_ref as "clientRef", a.visited_on as day, m.trading_name as "firstProvider", a.reference as "firstVisit",
      n.trading_name as "secondProvider", b.reference as "secondVisit"
    from actuals.visit a
    join actuals.visit b on b.council_id = a.council_id and b.visited_on = a.visited_on and b.client_ref = a.client_ref
      and b.provider_id > a.provider_id and b.starts_at is not null and b.outcome in ('delivered', 'extra') and b.state <> 'declined'
      and b.starts_at < a.starts_at + a.logged_minutes * interval '1 minute' and a.starts_at < b.starts_at + b.logged_minutes * interval '1 minute'
    join published.provider_name m on m.council_id = a.council_id and m.id = a.provider_id
    join published.provider_name n on n.council_id = b.council_id and n.id = b.provider_id
    where a.council_id = ${tx.councilId} and a.visited_on > ${today}::date - 56 and a.starts_at is not null
      and a.outcome in ('delivered', 'extra') and a.state <> 'declined'
    order by a.visited_on desc, a.id, b.id limit 50`.execute(tx)
  return rows
}

export type ManualShare = {
  readonly providerId: string
  readonly providerName: string
  readonly visits: number
  readonly manual: number
}

/** How much of each provider's logging of the last eight weeks was by hand, the largest share first. */
export async function listManualShares(tx: Tx, today: LocalDate): Promise<readonly ManualShare[]> {
  const { rows } = await sql<ManualShare>`
    select v.provider_id as "providerId", n.trading_name as "providerName", count(*)::int as visits,
      (count(*) filter (where v.capture = 'manual'))::int as manual
    from actuals.visit v
    join published.provider_name n on n.council_id = v.council_id and n.id = v.provider_id
    where v.council_id = ${tx.councilId} and v.visited_on > ${today}::date - 56
    group by v.provider_id, n.trading_name
    order by (count(*) filter (where v.capture = 'manual'))::numeric / count(*) desc, v.provider_id limit 50`.execute(
    tx,
  )
  return rows
}
