import { sql, type RawBuilder } from 'kysely'
import { BANK_HOLIDAYS } from '../../../core/bank-holidays.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { PricingScope } from './pricing-scope.ts'
import { versionsFor } from './supposed-plan.ts'
import { pricesFor, visitBandsFor, visitPricesFor } from './supposed.ts'

/** The packages whose lines have prices of visits, and on which days: few or none, as most weeks are priced by their amount. */
export function daysOfVisitPrices(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select m.package_id, range_agg(m.valid * t.valid) as days
    from ${visitPricesFor(tx, scope)} t
    join ${versionsFor(tx, scope)} m on m.council_id = t.council_id and m.rate_line_id = t.rate_line_id and m.valid && t.valid
    where t.council_id = ${tx.councilId}
    group by m.package_id`
}

/**
 * What the visits of each week of `whole` that is priced by them come to, as `visit_sums`. The same sums as
 * `priceVisitWeek`, held equal by a property test; read the two side by side. A minute is one after the midnight before the
 * visit, and may lie beyond the next.
 */
export function visitSums(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    visit_bands as materialized (select b.* from ${visitBandsFor(tx, scope)} b where b.council_id = ${tx.councilId}),
    visit_edges as materialized (${edges(tx, scope)}),
    visited as materialized (${visited(tx, scope)}),
    visit_pieces as materialized (${pieces}),
    visit_prices as materialized (${prices(tx, scope)}),
    visit_parts as materialized (${parts}),
    visit_amounts as materialized (${amounts}),
    visit_sums as materialized (
      select package_id, week_start, max(version) as version, bool_and(is_whole) as is_whole, sum(pence)::bigint as pence,
        string_agg(${step}, ',' order by n) as steps
      from visit_amounts group by package_id, week_start)`
}

/** Where a visit is cut that is paid part by part: at every edge of a band, and at midnight. */
function edges(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select distinct e.visit_price_id, k * 1440 + e.edge as point
    from (
      select t.id as visit_price_id, 1440 as edge from ${visitPricesFor(tx, scope)} t where t.council_id = ${tx.councilId}
      union all select visit_price_id, from_minute from visit_bands
      union all select visit_price_id, until_minute from visit_bands
    ) e
    cross join generate_series(0, 2) k`
}

/** Each visit with the line and the prices of its day, and the longest fixed price that it fills. */
function visited(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select d.package_id, d.week_start, u.n, x.day, x.starts, x.minutes, x.frustrated, m.version, m.rate_line_id,
      case when x.frustrated then d.frustrated_percent else 100 end as share, t.id as visit_price_id, coalesce(t.split, false) as split,
      f.minutes as fixed_minutes, f.price as fixed_price, x.starts + coalesce(f.minutes, 0) as begins, x.starts + x.minutes as ends
    from whole d
    cross join lateral unnest(d.visit_times) with ordinality u(code, n)
    cross join lateral (
      select d.week_start + u.code / 4096 / 1440 as day, u.code / 4096 % 1440 as starts, u.code / 2 % 2048 as minutes, u.code % 2 = 1 as frustrated
    ) x
    left join ${versionsFor(tx, scope)} m on m.council_id = ${tx.councilId} and m.package_id = d.package_id and m.valid @> x.day
      and x.day >= d.first_day and x.day <= d.last_day
    left join ${visitPricesFor(tx, scope)} t on t.council_id = ${tx.councilId} and t.rate_line_id = m.rate_line_id and t.valid @> x.day
    left join lateral (
      select f.minutes, f.price from jsonb_to_recordset(t.fixed) f(minutes int, price bigint)
      where f.minutes <= x.minutes order by f.minutes desc limit 1
    ) f on true
    where d.by_visits`
}

/** What is left beside a fixed price: cut at the edges, or whole and by the start of the visit. */
const pieces = sql`
  select c.*, c.day + c.at / 1440 as on_day, c.at % 1440 as minute
  from (
    select v.package_id, v.week_start, v.n, v.day, v.visit_price_id, v.rate_line_id,
      case when v.split then c.at else v.starts end as at,
      case when v.split then lead(c.at, 1, v.ends) over (partition by v.package_id, v.week_start, v.n order by c.at) - c.at
        else v.ends - v.begins end as length
    from visited v
    join (
      select package_id, week_start, n, begins as at from visited where begins < ends
      union all
      select v.package_id, v.week_start, v.n, e.point from visited v
      join visit_edges e on e.visit_price_id = v.visit_price_id
      where v.split and e.point > v.begins and e.point < v.ends
    ) c on c.package_id = v.package_id and c.week_start = v.week_start and c.n = v.n
  ) c`

/** The band that holds: of the most particular kind of day, and of those the one listed first; else the hourly price of the day. */
function prices(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select distinct on (p.package_id, p.week_start, p.n, p.at) p.package_id, p.week_start, p.n, p.at, p.length,
      b.kind, b.from_minute, b.until_minute, coalesce(b.price, r.price)::numeric as price
    from (
      select p.*, coalesce(c.kind = 'special-day', false) as is_special,
        case c.kind when 'bank-holiday' then true when 'ordinary-day' then false else p.on_day = any(${[...BANK_HOLIDAYS]}::date[]) end as is_holiday,
        (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from p.on_day)::int] as name,
        case when extract(isodow from p.on_day) > 5 then 'weekend' else 'weekday' end as part
      from visit_pieces p
      left join published.calendar_day c on c.council_id = ${tx.councilId} and c.day = p.on_day
    ) p
    left join visit_bands b on b.visit_price_id = p.visit_price_id and b.from_minute <= p.minute and p.minute < b.until_minute
      and case b.kind when 'special-day' then p.is_special when 'bank-holiday' then p.is_holiday else b.kind in (p.name, p.part) end
    left join ${pricesFor(tx, scope)} r on r.council_id = ${tx.councilId} and r.rate_line_id = p.rate_line_id and r.valid @> p.on_day
    order by p.package_id, p.week_start, p.n, p.at, b.rank, b.place`
}

/** Pieces that follow each other at one price, for one reason, are one part. */
const parts = sql`
  select package_id, week_start, n, min(at) as at, sum(length) as minutes, price, kind, from_minute, until_minute
  from (
    select *, count(*) filter (where is_other) over (partition by package_id, week_start, n order by at) as island
    from (
      select *, (price, kind, from_minute, until_minute)
        is distinct from (lag(price) over w, lag(kind) over w, lag(from_minute) over w, lag(until_minute) over w) as is_other
      from visit_prices window w as (partition by package_id, week_start, n order by at)
    ) told
  ) grouped
  group by package_id, week_start, n, island, price, kind, from_minute, until_minute`

/** Rounded once for each visit: minutes x 500 parts x ten-thousandths over 30,000 x 100, and its share in per cent. */
const amounts = sql`
  select v.package_id, v.week_start, v.n, v.version, v.day, v.starts, v.minutes, v.frustrated, v.share,
    v.version is not null and coalesce(bool_and(p.price is not null) filter (where p.n is not null), true) as is_whole,
    payments.divide_rounding((coalesce(v.fixed_price, 0) * 30000::numeric + coalesce(sum(p.minutes * 500 * p.price), 0)) * v.share, 300000000) as pence,
    concat_ws(',', case when v.fixed_price is not null then concat('{"minutes":"', v.fixed_minutes, '","price":"', payments.rate_text(v.fixed_price),
      '","kind":"fixed","from":"","until":""}') end,
      string_agg(concat('{"minutes":"', p.minutes, '","price":"', payments.rate_text(p.price), '","kind":"', coalesce(p.kind, 'any'),
        '","from":"', p.from_minute, '","until":"', p.until_minute, '"}'), ',' order by p.at) filter (where p.n is not null)) as told
  from visited v
  left join visit_parts p on p.package_id = v.package_id and p.week_start = v.week_start and p.n = v.n
  group by v.package_id, v.week_start, v.n, v.version, v.day, v.starts, v.minutes, v.frustrated, v.share, v.fixed_price, v.fixed_minutes`

const step = sql`concat('{"step":"visit","day":"', day, '","at":"', to_char(make_time(starts / 60, starts % 60, 0), 'HH24:MI'),
  '","minutes":"', minutes, '","outcome":"', case when frustrated then 'frustrated' else 'delivered' end, '","percent":"', share,
  '","parts":[', told, '],"pence":"', pence, '"}')`
