import { sql } from 'kysely'
import { loadBy, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/**
 * Weeks staged in pack_actuals. A week that somebody has recorded here since is theirs: only weeks that came from a
 * pack are put right by a later one.
 */
export async function loadWeeks(tx: Tx, now: Date): Promise<Loaded> {
  await sql`
    create temp table pack_weeks on commit drop as
    select s.council_id, s.week_starts_on as week_start, l.package_id, l.provider_id, l.service_id, l.contract_id, s.status,
      s.planned, s.planned - q.frustrated - q.missed + q.extra as actual, q.frustrated, q.missed, q.extra, s.visits,
      coalesce(s.comment, '') as comment, s.confirmed_at, coalesce(h.version, 0) + 1 as version
    from pack_actuals s
    join pack_package_places l on l.council_id = s.council_id and l.cpli_ref = s.cpli_ref
    cross join lateral (
      select coalesce(s.frustrated, 0) as frustrated, coalesce(s.missed, 0) as missed, coalesce(s.extra, 0) as extra
    ) q
    left join actuals.week h on h.council_id = s.council_id and h.week_start = s.week_starts_on and h.package_id = l.package_id
    where h.council_id is null or (h.source = 'import'
      and row(h.status, h.planned, h.frustrated, h.missed, h.extra, h.visits, h.comment, h.confirmed_at) is distinct from
        row(s.status, s.planned, q.frustrated, q.missed, q.extra, s.visits, coalesce(s.comment, ''), s.confirmed_at))`.execute(
    tx,
  )
  const places = 'council_id, week_start, package_id, provider_id, service_id, contract_id'
  const quantities = 'status, planned, actual, frustrated, missed, extra, visits, comment'
  const at = `timestamptz '${now.toISOString()}'`
  const loaded = await loadBy(
    tx,
    `with loaded as (
      insert into actuals.week (${places}, version, ${quantities}, source, recorded_at, confirmed_at, held_code)
      select ${places}, version, ${quantities}, 'import', ${at}, confirmed_at, case status when 'held' then 'H01' end from pack_weeks
      on conflict (council_id, week_start, package_id) do update set version = excluded.version, status = excluded.status,
        planned = excluded.planned, actual = excluded.actual, frustrated = excluded.frustrated, missed = excluded.missed,
        extra = excluded.extra, visits = excluded.visits, comment = excluded.comment, recorded_at = excluded.recorded_at,
        confirmed_at = excluded.confirmed_at, held_code = excluded.held_code
      returning old.council_id is null as is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from loaded`,
  )
  await sql`${sql.raw(`
    insert into actuals.week_version (${places}, version, ${quantities}, source, recorded_at, held_code)
    select ${places}, version, ${quantities}, 'import', ${at}, case status when 'held' then 'H01' end from pack_weeks`)}`.execute(
    tx,
  )
  return loaded
}
