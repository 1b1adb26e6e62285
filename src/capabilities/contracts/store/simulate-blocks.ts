import { sql, type RawBuilder } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { upliftDay } from './uplift-day.ts'

const YEAR = 364

/**
 * What an uplift would do to the price of each block that holds on its day. Rules that name a service level or a band are
 * for lines: a block has neither. What it would have cost more is told of what was bought and not used, since used care is
 * paid by its line.
 */
export async function simulateBlocks(tx: Tx, upliftId: string, today: LocalDate): Promise<void> {
  await sql`delete from contracts.uplift_block where council_id = ${tx.councilId} and uplift_id = ${upliftId}`.execute(
    tx,
  )
  await sql`
    insert into contracts.uplift_block (council_id, uplift_id, contract_id, provider_id, outcome, position, from_on, old_price,
      new_price, is_outlier, weekly, unit, units, last_year_pence, extra_pence)
    select ${tx.councilId}, ${upliftId}, j.contract_id, j.provider_id, j.outcome, j.position, j.from_on, j.price,
      case when j.outcome = 'changes' then j.new_price end,
      j.outcome = 'changes' and abs(j.new_price - j.price) * 100::numeric > j.price * j.outlier_percent,
      j.weekly, j.unit, j.units, round(j.units::numeric * j.price / 3000000)::bigint,
      case when j.outcome = 'changes' then round(j.units::numeric * (j.new_price - j.price) / 3000000) else 0 end::bigint
    from (
      select s.*, s.unused as units, case
          when s.ends_on < s.from_on then 'ended'
          when s.is_waiting then 'waiting'
          when s.agreed_on >= s.recent_since then 'recent'
          when s.position is null or s.change = 'nothing' then 'no-rule'
          when s.new_price = s.price then 'unchanged'
          else 'changes' end as outcome
      from (${blocksOf(tx, { upliftId, since: addDays(today, -YEAR), today })}) s
    ) j`.execute(tx)
}

type Asked = { readonly upliftId: string; readonly since: LocalDate; readonly today: LocalDate }

/** Each block with its day, its price of that day, the first rule that fits, and what was not used of it in the year. */
function blocksOf(tx: Tx, { upliftId, since, today }: Asked): RawBuilder<unknown> {
  return sql`
    select b.contract_id, b.provider_id, b.price, b.weekly, b.unit, lower(b.valid) as agreed_on, u.recent_since, u.outlier_percent,
      k.ends_on, d.from_on, m.position, m.change, contracts.uplifted_price(b.price, m.change, m.amount, m.cap, u.round_to) as new_price,
      exists (select from contracts.contract_proposal c where c.council_id = k.council_id and c.contract_id = k.id
        and c.status = 'proposed' and c.block_from is not null) as is_waiting,
      greatest(0, bought.units - used.units)::bigint as unused
    from contracts.uplift u
    join contracts.contract k on k.council_id = u.council_id
    ${upliftDay}
    join contracts.block_commitment b on b.council_id = k.council_id and b.contract_id = k.id and b.valid @> d.from_on
    left join lateral (
      select x.position, x.change, x.amount, x.cap from contracts.uplift_rule x
      where x.council_id = u.council_id and x.uplift_id = u.id and x.service_level is null and x.band is null
        and (x.contract_id is null or x.contract_id = k.id)
        and (x.contract_kind is null or x.contract_kind = k.kind)
        and (x.unit is null or x.unit = b.unit)
        and (x.sector is null or exists (
          select from contracts.contract_service cs
          join published.service v on v.council_id = cs.council_id and v.id = cs.service_id
          where cs.council_id = k.council_id and cs.contract_id = k.id and v.sector = x.sector))
      order by x.position limit 1
    ) m on true
    cross join lateral (${boughtIn({ since, today })}) bought
    cross join lateral (${usedIn(tx, { since, today })}) used
    where u.council_id = ${tx.councilId} and u.id = ${upliftId}`
}

type Window = Pick<Asked, 'since' | 'today'>

function boughtIn({ since, today }: Window): RawBuilder<unknown> {
  return sql`
    select coalesce(sum(round(x.weekly::numeric * (least(upper(x.valid), ${today}::date) - greatest(lower(x.valid), ${since}::date)) / 7)), 0)
      as units
    from contracts.block_commitment x
    where x.council_id = k.council_id and x.contract_id = k.id and x.unit = b.unit and x.valid && daterange(${since}, ${today})`
}

/** What is payable of confirmed weeks, with what was missed where that counts as used; nights by the dates of stays. */
function usedIn(tx: Tx, { since, today }: Window): RawBuilder<unknown> {
  return sql`
    select case b.unit when 'night' then (
        select coalesce(sum(greatest(0, least(coalesce(p.ends_on, ${today}), ${today}::date) - greatest(p.starts_on, ${since}::date))), 0) * 30000::numeric
        from published.package p
        where p.council_id = ${tx.councilId} and p.contract_id = k.id and p.status in ('active', 'suspended', 'ended'))
      else (
        select coalesce(sum(case r.payment_terms when 'planned' then w.planned else w.actual + w.frustrated * r.frustrated_percent / 100.0 end
          + case when b.missed_counts then w.missed else 0 end), 0)
        from published.week w
        join published.package p on p.council_id = ${tx.councilId} and p.id = w.package_id and p.unit = b.unit
        join published.contract_rule r on r.council_id = ${tx.councilId} and r.contract_id = w.contract_id and r.valid @> w.week_start
        where w.council_id = ${tx.councilId} and w.contract_id = k.id and w.status = 'confirmed'
          and w.week_start >= ${since} and w.week_start < ${today}) end as units`
}
