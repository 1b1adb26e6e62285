import { sql } from 'kysely'
import { loadRanges, type Loaded } from '../../../platform/db/load.ts'
import type { Tx } from '../../../platform/db/tx.ts'

const minute = (time: string, absent: number) => `coalesce(extract(epoch from ${time})::int / 60, ${String(absent)})`

/** Prices of visits by date, staged in pack_visit_prices: the rows of one line and first day are one. */
export function loadVisitPrices(tx: Tx): Promise<Loaded> {
  return loadRanges(tx, {
    target: 'contracts.visit_price',
    from: `(
        select council_id, rate_ref, starts_on, min(ends_on) as ends_on, bool_and(over_an_edge = 'parts') as split,
          coalesce(jsonb_agg(jsonb_build_object('minutes', minutes, 'price', price) order by number) filter (where minutes is not null), '[]') as fixed,
          coalesce(jsonb_agg(jsonb_build_object('days', case days when 'every-day' then '["weekday", "weekend"]' else jsonb_build_array(days) end,
            'from', ${minute('from_time', 0)}, 'until', ${minute('to_time', 1440)}, 'price', price) order by number)
            filter (where days is not null), '[]') as bands
        from pack_visit_prices group by council_id, rate_ref, starts_on
      ) s
      join pack_rate_lines l on l.council_id = s.council_id and l.rate_ref = s.rate_ref
      join pack_contracts c on c.council_id = l.council_id and c.contract_number = l.contract_number
      join pack_organisations o on o.council_id = c.council_id and o.supplier_ref = c.supplier_ref`,
    valid: "daterange(s.starts_on, s.ends_on, '[]')",
    within: { rate_line_id: 'l.id' },
    columns: { contract_id: 'c.id', provider_id: 'o.id', split: 's.split', fixed: 's.fixed', bands: 's.bands' },
  })
}

/** Days of the council's calendar, staged in pack_calendar_days; they were agreed where they come from. */
export async function loadCalendarDays(tx: Tx, at: Date): Promise<Loaded> {
  const { rows } = await sql<{ added: bigint; changed: bigint }>`
    with loaded as (
      insert into contracts.calendar_day as t (council_id, day, kind, name, proposer_name, proposed_at, approver_name, approved_at)
      select s.council_id, s.day, s.kind, left(btrim(s.name), 100), 'Migration pack', ${at}::timestamptz, 'Migration pack', ${at}::timestamptz
      from pack_calendar_days s
      where not exists (select from contracts.calendar_day h where h.council_id = s.council_id and h.day = s.day and h.approved_at is not null
        and (h.kind, h.name) = (s.kind, left(btrim(s.name), 100)))
      on conflict (council_id, day) where approved_at is not null do update set kind = excluded.kind, name = excluded.name
      returning old.council_id is null as is_new
    )
    select count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from loaded`.execute(
    tx,
  )
  return { added: Number(rows[0]?.added ?? 0n), changed: Number(rows[0]?.changed ?? 0n), removed: 0 }
}
