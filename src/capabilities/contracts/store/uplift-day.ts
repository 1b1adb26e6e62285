import { sql } from 'kysely'

/**
 * `d.from_on`, the day from which uplift u counts for contract k: its own, or the first anniversary of the contract that is
 * not before it.
 */
export const upliftDay = sql`
    cross join lateral (
      select extract(year from u.effective_on)::int - extract(year from k.starts_on)::int as years
    ) y
    cross join lateral (
      select case when u.starts = 'on-day' then u.effective_on
        else (k.starts_on + make_interval(years => greatest(1, y.years + case
          when k.starts_on + make_interval(years => y.years) < u.effective_on then 1 else 0 end)))::date end as from_on
    ) d`
