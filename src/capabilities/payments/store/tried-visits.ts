import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Trial, TriedVisits } from './supposed.ts'

/** The weeks to price: as they were recorded, or as their logged visits would add up to on other terms of visits. */
export function weeksFor(tx: Tx, trial: Trial | undefined): RawBuilder<unknown> {
  const visits = trial?.terms?.visits
  if (trial === undefined || visits === undefined) return sql`published.week`
  return sql`(
    select w.council_id, w.week_start, w.package_id, w.provider_id, w.service_id, w.contract_id, w.version, w.status, w.planned,
      c.actual, c.frustrated, greatest(w.planned - c.frustrated - c.actual, 0) as missed,
      greatest(c.actual + c.frustrated - w.planned, 0) as extra, c.actual_by_day, c.frustrated_by_day, c.visit_times
    from published.week w
    left join published.monitored_week m on m.council_id = w.council_id and m.package_id = w.package_id and m.week_start = w.week_start
    left join (${sums(tx, { ...trial, visits })}) s on s.package_id = w.package_id and s.week_start = w.week_start
    cross join lateral (select
      case when m.package_id is null then w.actual else coalesce(s.delivered, 0) end as actual,
      case when m.package_id is null then w.frustrated else coalesce(s.frustrated, 0) end as frustrated,
      case when m.package_id is null then w.actual_by_day else s.delivered_by_day end as actual_by_day,
      case when m.package_id is null then w.frustrated_by_day else s.frustrated_by_day end as frustrated_by_day,
      case when m.package_id is null then w.visit_times else s.visit_times end as visit_times) c
    where w.council_id = ${tx.councilId} and w.week_start >= ${trial.from} and w.week_start < ${trial.until})`
}

type Tried = Pick<Trial, 'from' | 'until'> & { readonly visits: TriedVisits }

const DAYS = [0, 1, 2, 3, 4, 5, 6]

/** As `recordVisitWeeks` of the actuals sums a week. */
function sums(tx: Tx, tried: Tried): RawBuilder<unknown> {
  const byDay = (column: string) =>
    sql.raw(
      `array[${DAYS.map((n) => `coalesce(sum(d.${column}) filter (where d.n = ${String(n)}), 0)::bigint`).join(', ')}]`,
    )
  return sql`
    select d.package_id, d.week_start, sum(d.delivered)::bigint as delivered, sum(d.frustrated)::bigint as frustrated,
      ${byDay('delivered')} as delivered_by_day, ${byDay('frustrated')} as frustrated_by_day,
      array_sort(array_agg(d.code) filter (where d.minutes > 0)) as visit_times
    from (
      select p.package_id, w.week_start, p.visited_on - w.week_start as n, p.minutes,
        case when p.outcome in ('delivered', 'extra') then p.minutes * 500 else 0 end as delivered,
        case when p.outcome = 'frustrated' then p.minutes * 500 else 0 end as frustrated,
        (((p.visited_on - w.week_start) * 1440 + p.began) * 2048 + p.minutes) * 2 + (p.outcome = 'frustrated')::int as code
      from (select q.*, ${paid(tried.visits)} as minutes from (${placed(tx, tried)}) q) p
      join published.monitored_week w on w.council_id = ${tx.councilId} and w.package_id = p.package_id
        and p.visited_on >= w.week_start and p.visited_on < w.week_start + 7
    ) d
    group by d.package_id, d.week_start`
}

/** As `paidMinutes` has it, on the terms that are tried. */
function paid({ rounding, minutes, capped }: TriedVisits): RawBuilder<unknown> {
  const rounded = {
    none: sql`q.logged_minutes`,
    down: sql`q.logged_minutes / ${minutes}::int * ${minutes}::int`,
    up: sql`(q.logged_minutes + ${minutes}::int - 1) / ${minutes}::int * ${minutes}::int`,
    nearest: sql`(q.logged_minutes + ${minutes}::int / 2) / ${minutes}::int * ${minutes}::int`,
  }[rounding]
  return sql`case
    when q.outcome in ('missed', 'cancelled') then 0
    when q.outcome = 'frustrated' and q.planned_length is not null then q.planned_length
    else least(${rounded}, case when ${capped} then q.planned_length end) end`
}

/**
 * The visits and whose they would be. What a person or a file placed stays; what was matched leaves a package that its start
 * is too far from, and what was too far from every package comes to the one that it is nearest to, if that is one.
 */
function placed(tx: Tx, tried: Tried): RawBuilder<unknown> {
  const { windowMinutes } = tried.visits
  return sql`
    select v.package_id, v.visited_on, v.outcome, v.logged_minutes, ${began} as began, coalesce(v.planned_minutes, n.minutes) as planned_length
    from (${seen(tx, tried)}) v
    left join lateral (${nearest(tx, sql`v.package_id`)}) n on true
    where v.state = 'allocated' and (v.placed_by <> 'match' or n.apart is null or v.window_minutes <= ${windowMinutes}::int
      or n.apart <= ${windowMinutes}::int)
    union all
    select f.package_id, f.visited_on, f.outcome, f.logged_minutes, f.began, f.planned_length
    from (
      select p.id as package_id, v.visited_on, v.outcome, v.logged_minutes, ${began} as began, n.apart,
        coalesce(v.planned_minutes, n.minutes) as planned_length,
        rank() over (partition by v.id order by n.apart) as place, count(*) over (partition by v.id, n.apart) as alike
      from (${seen(tx, tried)}) v
      join published.served_person s on s.council_id = ${tx.councilId} and s.provider_id = v.provider_id and s.reference = v.client_ref
      join published.package p on p.council_id = ${tx.councilId} and p.provider_id = v.provider_id and p.person_id = s.person_id
        and p.service_id = s.service_id and p.contract_id = s.contract_id and p.status in ('active', 'ended')
        and v.visited_on >= p.starts_on and v.visited_on <= coalesce(p.ends_on, v.visited_on)
      join published.contract_rule r on r.council_id = ${tx.councilId} and r.contract_id = p.contract_id and r.recording = 'visits'
        and r.valid @> v.visited_on
      cross join lateral (${nearest(tx, sql`p.id`)}) n
      where v.state = 'unallocated' and v.why = 'no-time' and n.apart <= ${windowMinutes}::int
    ) f
    where f.place = 1 and f.alike = 1`
}

/** The logged visits of the weeks that are tried, with the window that their contract has. */
function seen(tx: Tx, { from, until }: Tried): RawBuilder<unknown> {
  return sql`
    select v.*, coalesce((select r.visit_window_minutes from published.contract_rule r
      where r.council_id = v.council_id and r.contract_id = v.contract_id and r.valid @> v.visited_on), 0) as window_minutes
    from published.logged_visit v
    where v.council_id = ${tx.councilId} and v.visited_on >= ${from} and v.visited_on < ${until}::date + 6`
}

const began = sql`(extract(epoch from coalesce(v.starts_at, v.claimed_at)) / 60)::int`

/** The planned visit of a package that begins nearest: of two, the earlier, and of those the shorter. */
function nearest(tx: Tx, packageId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select abs(extract(epoch from t.starts_at - coalesce(v.planned_at, v.claimed_at)) / 60)::int as apart, t.minutes
    from published.timetable_entry t
    join published.package_version m on m.council_id = ${tx.councilId} and m.package_id = t.package_id and m.version = t.version
      and m.valid @> v.visited_on
    where t.council_id = ${tx.councilId} and t.package_id = ${packageId} and t.weekday = extract(isodow from v.visited_on)
    order by 1, t.starts_at, t.minutes limit 1`
}
