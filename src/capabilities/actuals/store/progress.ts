import { sql, type RawBuilder } from 'kysely'
import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ServiceWeekCount } from '../rules/progress.ts'
import { blockCode, careJoins, deadline, hasCareIn } from './care-week.ts'

const week = sql`s.week_start`
/** The last moment of the period, or the one that the council gave the week instead. */
const moved = sql`coalesce(co.submit_by, s.submit_by)`
const MOST_SERVICE_WEEKS = 2_000
const MOST_OLDER = 20
/** More than any two or fifteen periods reach; without bounds every partition is planned for. */
const DAYS_SEEN = 500

/**
 * The weeks of the current period and the one before of each calendar the provider works to, by service. A week belongs
 * to the period that holds its first day, and begins on the council's weekday.
 */
export async function listProgress(tx: Tx, today: LocalDate, packageId?: string): Promise<readonly ServiceWeekCount[]> {
  return countPackages(tx, today, { from: 1, to: 2, having: sql`true`, limit: MOST_SERVICE_WEEKS, packageId })
}

/** Weeks of earlier periods that are still open, such as those of a package that came late; the oldest first. */
export async function listOlder(tx: Tx, today: LocalDate, packageId?: string): Promise<readonly ServiceWeekCount[]> {
  const having = sql`bool_or(care.waits)`
  return countPackages(tx, today, { from: 3, to: 15, having, limit: MOST_OLDER, packageId })
}

/** Periods by age: 1 is the current one of each calendar. */
type Reach = {
  readonly from: number
  readonly to: number
  readonly having: RawBuilder<unknown>
  readonly limit: number
  /** The weeks of this package alone. */
  readonly packageId: string | undefined
}

/** Each week is looked up by its key: as a join, all weeks of the provider were read again for each package. */
async function countPackages(tx: Tx, today: LocalDate, reach: Reach): Promise<readonly ServiceWeekCount[]> {
  const order =
    reach.from === 1
      ? sql`service.name, care.service_id, care.week_start`
      : sql`care.week_start, service.name, care.service_id`
  const { packageId, from, to } = reach
  const whose = packageId === undefined ? sql`` : sql`and p.id = ${packageId}`
  const result = await sql<ServiceWeekCount>`
    with latest as (
      select pd.calendar, pd.name, pd.submit_by, pd.ends_on,
        pd.starts_on + (c.week_starts_on - extract(isodow from pd.starts_on)::int + 7) % 7 as first_week,
        row_number() over (partition by pd.calendar order by pd.starts_on desc) as age
      from published.period pd join platform.council c on c.council_id = pd.council_id
      where pd.council_id = ${tx.councilId} and pd.starts_on <= ${today}
    ), span as (
      select l.calendar, l.name, l.submit_by, l.first_week + 7 * n as week_start
      from latest l cross join lateral generate_series(0, (l.ends_on - l.first_week - 1) / 7) n where l.age between ${from} and ${to} and l.first_week < l.ends_on
    ), packages as (
      select p.service_id, s.week_start, s.name, ${deadline(moved)} as submit_by, p.opened_at > ${moved} as backdated, w.status, ${blockCode(week, today)} as block,
        s.week_start + 7 * (r.claim_limit_weeks + 1) - 1 as closes_on
      from span s
      join published.contract k on k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId} and k.calendar = s.calendar
      join published.package p on p.council_id = k.council_id and p.provider_id = k.provider_id and p.contract_id = k.id
        and ${hasCareIn(week)} ${whose}
      ${careJoins(week)}
      left join actuals.cut_off_week co on co.council_id = p.council_id and co.provider_id = p.provider_id
        and co.contract_id = p.contract_id and co.week_start = s.week_start
      left join lateral (select status from actuals.week
        where council_id = p.council_id and week_start = s.week_start and package_id = p.id
          and week_start between ${addDays(today, -DAYS_SEEN)} and ${addDays(today, DAYS_SEEN)} limit 1) w on true
    ), care as (select *, block is null and (status is null or status = 'draft') as waits from packages)
    select care.service_id as "serviceId", service.name as "serviceName", care.week_start as "weekStart",
      min(care.name) as "periodName",
      coalesce(min(care.submit_by) filter (where care.waits), min(care.submit_by)) as "submitBy", count(*)::int as packages,
      count(*) filter (where care.status = 'confirmed')::int as confirmed,
      count(*) filter (where care.status = 'held')::int as held,
      count(*) filter (where care.status = 'draft' and care.block is null)::int as drafts,
      count(*) filter (where care.status is null and care.block is null)::int as unrecorded,
      count(*) filter (where (care.status is null or care.status = 'draft') and care.block is not null)::int as blocked,
      count(*) filter (where care.backdated and care.waits)::int as backdated,
      min(care.closes_on) filter (where care.block is null) as "closesOn"
    from care join published.service service on service.council_id = ${tx.councilId} and service.id = care.service_id
    group by care.service_id, service.name, care.week_start
    having ${reach.having}
    order by ${order} limit ${reach.limit}`.execute(tx)
  return result.rows
}

export type PackageName = { readonly id: string; readonly reference: string; readonly personName: string }

/** The package whose weeks are asked for, by the name of the person it serves. */
export async function getPackageName(tx: Tx, id: string): Promise<PackageName> {
  const { rows } = await sql<PackageName>`
    select p.id, p.reference, sp.given_name || ' ' || sp.family_name as "personName"
    from published.package p
    join published.served_person sp on sp.council_id = p.council_id and sp.provider_id = p.provider_id
      and sp.service_id = p.service_id and sp.contract_id = p.contract_id and sp.person_id = p.person_id
    where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.id = ${id}`.execute(tx)
  const [found] = rows
  if (found === undefined) throw new NotFound('package')
  return found
}
