import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { blockCode, careJoins, hasCareIn } from './care-week.ts'

export type Owing = {
  readonly providerId: string
  readonly periodId: string
  readonly submitBy: Date
  /** Packages and weeks that have ended and that nobody has confirmed. */
  readonly weeks: number
  /** Those who may record all or some of them. */
  readonly accountIds: readonly string[]
}

const week = sql`s.week_start`

/** Weeks of older periods are due again only where their care was agreed late. */
const DAYS_BACK = 210

/**
 * Providers with weeks of a period that has its last moment within a fortnight, or had it in the last one. A week that
 * somebody gave another cut-off to is due then; one whose care was agreed after its last moment, with the period after that.
 */
export async function listOwing(
  tx: Tx,
  { today, now }: { readonly today: LocalDate; readonly now: Date },
): Promise<readonly Owing[]> {
  const { rows } = await sql<Owing>`
    with due as (
      select pd.id, pd.calendar, pd.submit_by, pd.ends_on,
        pd.starts_on + (c.week_starts_on - extract(isodow from pd.starts_on)::int + 7) % 7 as first_week
      from published.period pd join platform.council c on c.council_id = pd.council_id
      where pd.council_id = ${tx.councilId} and pd.submit_by < ${now}::timestamptz + interval '14 days'
        and pd.ends_on > ${today}::date - ${DAYS_BACK}::int
    ), span as (
      select d.id as period_id, d.calendar, d.submit_by, d.first_week + 7 * n as week_start
      from due d cross join lateral generate_series(0, (d.ends_on - d.first_week - 1) / 7) n
      where d.first_week < d.ends_on and d.first_week + 7 * n + 7 <= ${today}::date
    ), open as (
      select p.provider_id, p.service_id, p.contract_id, coalesce(own.id, s.period_id) as period_id,
        coalesce(own.submit_by, co.submit_by, s.submit_by) as submit_by
      from span s
      join published.contract k on k.council_id = ${tx.councilId} and k.calendar = s.calendar
      join published.package p on p.council_id = k.council_id and p.provider_id = k.provider_id and p.contract_id = k.id and ${hasCareIn(week)}
        and (s.submit_by > ${now}::timestamptz - interval '14 days' or p.opened_at > s.submit_by)
      ${careJoins(week)}
      left join actuals.cut_off_week co on co.council_id = p.council_id and co.provider_id = p.provider_id
        and co.contract_id = p.contract_id and co.week_start = s.week_start
      left join lateral (select x.id, x.submit_by from published.period x
        where x.council_id = p.council_id and x.calendar = k.calendar and x.submit_by > p.opened_at
        order by x.submit_by limit 1) own on p.opened_at > coalesce(co.submit_by, s.submit_by)
      left join actuals.week w on w.council_id = p.council_id and w.week_start = s.week_start and w.package_id = p.id
      where (w.status is null or w.status = 'draft') and ${blockCode(week, today)} is null
        and coalesce(own.submit_by, s.submit_by) between ${now}::timestamptz - interval '14 days' and ${now}::timestamptz + interval '14 days'
    ), owed as (
      select o.provider_id, o.period_id, min(o.submit_by) as submit_by, count(*)::int as weeks,
        array_agg(distinct o.service_id) as services, array_agg(distinct o.contract_id) as contracts
      from open o group by o.provider_id, o.period_id
    )
    select o.provider_id as "providerId", o.period_id as "periodId", o.submit_by as "submitBy", o.weeks,
      array(select distinct m.account_id from published.member m
        join published.member_grant g on g.council_id = m.council_id and g.membership_id = m.id
        where m.council_id = ${tx.councilId} and m.provider_id = o.provider_id and m.starts_on <= ${today}
          and (m.ends_on is null or m.ends_on > ${today}) and g.mode = 'edit' and g.role in ('full', 'main', 'care-management')
          and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on > ${today})
          and (g.scope = 'organisation' or g.service_id = any(o.services) or g.contract_id = any(o.contracts))) as "accountIds"
    from owed o order by o.provider_id, o.period_id limit 5000`.execute(tx)
  return rows
}
