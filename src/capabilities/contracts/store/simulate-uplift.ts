import { sql } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { simulateBlocks } from './simulate-blocks.ts'
import { upliftDay } from './uplift-day.ts'

const YEAR = 364

/**
 * What an uplift would do to every line of the price book, in one statement: the day, the old and the new price, why a
 * line is left as it is, and what the last year would have cost more. The price is the sum of `upliftedPrice`, held
 * equal by a property test.
 */
export async function simulateUplift(
  tx: Tx,
  upliftId: string,
  { today, now }: { readonly today: LocalDate; readonly now: Date },
): Promise<void> {
  const since = addDays(today, -YEAR)
  await sql`delete from contracts.uplift_line where council_id = ${tx.councilId} and uplift_id = ${upliftId}`.execute(
    tx,
  )
  await sql`
    with lines as (${linesOf(tx, upliftId)}),
    used as (${unitsUsed(tx, { since, today })}),
    held as (${packagesHeld(tx, today)}),
    judged as (
      select s.*, coalesce(u.units, 0)::bigint as units, coalesce(h.packages, 0) as packages,
        case
          when s.ends_on < s.from_on then 'ended'
          when s.old_price is null then 'no-price'
          when s.is_waiting then 'waiting'
          when s.agreed_on >= s.recent_since then 'recent'
          when h.least_pence > s.over_pence then 'over'
          when s.position is null or s.change = 'nothing' then 'no-rule'
          when s.new_price = s.old_price then 'unchanged'
          else 'changes' end as outcome
      from lines s
      left join used u on u.rate_line_id = s.rate_line_id
      left join held h on h.rate_line_id = s.rate_line_id
    )
    insert into contracts.uplift_line (council_id, uplift_id, rate_line_id, contract_id, provider_id, outcome, position, from_on,
      old_price, new_price, is_outlier, packages, units, last_year_pence, extra_pence)
    select ${tx.councilId}, ${upliftId}, j.rate_line_id, j.contract_id, j.provider_id, j.outcome, j.position, j.from_on,
      j.old_price, case when j.outcome = 'changes' then j.new_price end,
      j.outcome = 'changes' and abs(j.new_price - j.old_price) * 100::numeric > j.old_price * j.outlier_percent,
      j.packages, j.units, round(j.units::numeric * coalesce(j.old_price, 0) / 3000000)::bigint,
      case when j.outcome = 'changes' then round(j.units::numeric * (j.new_price - j.old_price) / 3000000) else 0 end::bigint
    from judged j`.execute(tx)
  await simulateBlocks(tx, upliftId, today)
  await sql`
    update contracts.uplift set simulated_at = ${now}, outliers_reason = null, row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${upliftId}`.execute(tx)
}

/** Each line with its day, its price of that day, and the first rule that fits. */
function linesOf(tx: Tx, upliftId: string) {
  return sql`
    select l.id as rate_line_id, l.contract_id, l.provider_id, u.recent_since, u.over_pence, u.outlier_percent, d.from_on,
      k.ends_on, r.price as old_price, lower(r.valid) as agreed_on, m.position, m.change,
      contracts.uplifted_price(r.price, m.change, m.amount, m.cap, u.round_to) as new_price,
      exists (select from contracts.rate_change c where c.council_id = l.council_id and c.rate_line_id = l.id
        and c.status = 'proposed')
        or exists (select from contracts.visit_price_change c where c.council_id = l.council_id and c.rate_line_id = l.id
        and c.status = 'proposed') as is_waiting
    from contracts.uplift u
    join contracts.rate_line l on l.council_id = u.council_id
    join contracts.contract k on k.council_id = l.council_id and k.id = l.contract_id
    ${upliftDay}
    left join contracts.rate r on r.council_id = l.council_id and r.rate_line_id = l.id and r.valid @> d.from_on
    left join lateral (
      select x.position, x.change, x.amount, x.cap from contracts.uplift_rule x
      where x.council_id = u.council_id and x.uplift_id = u.id
        and (x.contract_id is null or x.contract_id = l.contract_id)
        and (x.contract_kind is null or x.contract_kind = k.kind)
        and (x.service_level is null or x.service_level = l.service_level)
        and (x.band is null or x.band = l.band)
        and (x.unit is null or x.unit = l.unit)
        and (x.sector is null or exists (
          select from contracts.contract_service cs
          join published.service v on v.council_id = cs.council_id and v.id = cs.service_id
          where cs.council_id = l.council_id and cs.contract_id = l.contract_id and v.sector = x.sector))
      order by x.position limit 1
    ) m on true
    where u.council_id = ${tx.councilId} and u.id = ${upliftId}`
}

type Window = { readonly since: LocalDate; readonly today: LocalDate }

/** Units that were paid for in the year: weeks by the terms of their contract, stays by their nights. */
function unitsUsed(tx: Tx, { since, today }: Window) {
  return sql`
    select a.rate_line_id, sum(a.units) as units from (
      select v.rate_line_id, sum(case k.payment_terms when 'planned' then w.planned * 100
        else w.actual * 100 + w.frustrated * k.frustrated_percent end) / 100 as units
      from published.week w
      join published.package p on p.council_id = w.council_id and p.id = w.package_id
      join published.package_version v on v.council_id = w.council_id and v.package_id = w.package_id
        and v.valid @> greatest(w.week_start, p.starts_on)
      join published.contract_rule k on k.council_id = w.council_id and k.contract_id = w.contract_id and k.valid @> w.week_start
      where w.council_id = ${tx.councilId} and w.week_start >= ${since} and w.week_start < ${today} and w.status = 'confirmed'
        and k.recording <> 'none'
      group by v.rate_line_id
      union all
      select v.rate_line_id, sum(greatest(0,
          least(coalesce(p.ends_on, ${today}), coalesce(upper(v.valid), ${today}), ${today}::date)
          - greatest(p.starts_on, lower(v.valid), ${since}::date)))::bigint * 30000 / 7
      from published.package p
      join published.package_version v on v.council_id = p.council_id and v.package_id = p.id
      join published.contract_rule k on k.council_id = p.council_id and k.contract_id = p.contract_id
        and k.valid @> greatest(p.starts_on, ${since}::date)
      where p.council_id = ${tx.councilId} and k.recording = 'none' and p.status in ('active', 'suspended', 'ended')
        and p.starts_on < ${today} and coalesce(p.ends_on, ${today}) > ${since} and v.valid && daterange(${since}, ${today})
      group by v.rate_line_id
    ) a group by a.rate_line_id`
}

/** Packages in force that name each line, and what the cheapest of them costs a week. */
function packagesHeld(tx: Tx, today: LocalDate) {
  return sql`
    select v.rate_line_id, count(*)::int as packages, min(round(v.planned::numeric * r.price / 3000000)) as least_pence
    from published.package p
    join published.package_version v on v.council_id = p.council_id and v.package_id = p.id
      and v.valid @> greatest(p.starts_on, ${today}::date)
    join published.rate r on r.council_id = v.council_id and r.rate_line_id = v.rate_line_id
      and r.valid @> greatest(p.starts_on, ${today}::date)
    where p.council_id = ${tx.councilId} and p.status in ('authorised', 'active', 'suspended')
    group by v.rate_line_id`
}
