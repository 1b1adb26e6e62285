import { sql } from 'kysely'
import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { pence, type Pence } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { blockCode, careJoins, hasCareIn, plannedQuantity } from './care-week.ts'

const week = sql`s.week_start`
/** As far back as the home page counts: the current period of each calendar and the one before. */
const PERIODS = 2
const DAYS_SEEN = 500

/** What the weeks that have ended and wait to be confirmed would pay as planned, at the price of their first day. */
export async function sumAtStake(tx: Tx, today: LocalDate): Promise<Pence> {
  const { rows } = await sql<{ stake: bigint }>`
    with latest as (
      select pd.calendar, pd.ends_on, pd.starts_on + (c.week_starts_on - extract(isodow from pd.starts_on)::int + 7) % 7 as first_week,
        row_number() over (partition by pd.calendar order by pd.starts_on desc) as age
      from published.period pd join platform.council c on c.council_id = pd.council_id
      where pd.council_id = ${tx.councilId} and pd.starts_on <= ${today}
    ), span as (
      select l.calendar, l.first_week + 7 * n as week_start
      from latest l cross join lateral generate_series(0, (l.ends_on - l.first_week - 1) / 7) n
      where l.age <= ${PERIODS} and l.first_week < l.ends_on
    ), care as (
      select p.council_id, p.provider_id, p.id, greatest(s.week_start, p.starts_on) as first_day, ${plannedQuantity(week)} as planned
      from span s
      join published.contract k on k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId} and k.calendar = s.calendar
      join published.package p on p.council_id = k.council_id and p.provider_id = k.provider_id and p.contract_id = k.id
        and ${hasCareIn(week)}
      ${careJoins(week)}
      left join actuals.week w on w.council_id = p.council_id and w.week_start = s.week_start and w.package_id = p.id
        and w.week_start between ${addDays(today, -DAYS_SEEN)} and ${addDays(today, DAYS_SEEN)}
      where s.week_start + 7 <= ${today}::date and ${blockCode(week, today)} is null and (w.status is null or w.status = 'draft')
    )
    select coalesce(sum(round(care.planned::numeric * x.price / 3000000)), 0)::bigint as stake
    from care
    join published.package_version v on v.council_id = care.council_id and v.provider_id = care.provider_id
      and v.package_id = care.id and v.valid @> care.first_day
    join published.rate x on x.council_id = v.council_id and x.provider_id = v.provider_id
      and x.rate_line_id = v.rate_line_id and x.valid @> care.first_day`.execute(tx)
  return pence(rows[0]?.stake ?? 0n)
}
