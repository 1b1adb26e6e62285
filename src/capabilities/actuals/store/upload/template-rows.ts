import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { KnownWeek } from '../../rules/file/template.ts'
import { blockCode, careJoins, hasCareIn, plannedQuantity } from '../care-week.ts'

/** A row of the download, by the package that the next page begins after. */
export type TemplateRow = KnownWeek & {
  readonly packageId: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
}

export type TemplateOf = {
  /** Half-open; the weeks that begin in it. */
  readonly from: LocalDate
  readonly until: LocalDate
  /** None means all. */
  readonly serviceIds: readonly string[]
  readonly today: LocalDate
}
type After = { readonly weekStart: LocalDate; readonly packageId: string }

/** Every week of care that begins in the days, with its plan and what is recorded; in order of week, then package. */
export async function listTemplateRows(
  tx: Tx,
  { from, until, serviceIds, today }: TemplateOf,
  page: { readonly after?: After | undefined; readonly limit: number },
): Promise<readonly TemplateRow[]> {
  const week = sql`s.week_start`
  const services = serviceIds.length === 0 ? sql`true` : sql`p.service_id = any(${[...serviceIds]}::uuid[])`
  const after =
    page.after === undefined
      ? sql`true`
      : sql`(s.week_start, p.id) > (${page.after.weekStart}::date, ${page.after.packageId}::uuid)`
  const { rows } = await sql<TemplateRow>`
    with span as (
      select (${from}::date + (c.week_starts_on - extract(isodow from ${from}::date)::int + 7) % 7 + 7 * n)::date as week_start
      from platform.council c cross join generate_series(0, 60) n where c.council_id = ${tx.councilId}
    )
    select p.id as "packageId", p.reference as "cpliRef", sp.reference as "clientRef", sp.given_name || ' ' || sp.family_name as "clientName",
      v.name as service, p.service_level as "serviceLevel", s.week_start as "weekStart", p.unit, ${plannedQuantity(week)} as planned,
      w.status, w.actual, w.frustrated, w.missed, w.extra, w.visits,
      case when e.code is null then w.comment else concat_ws(': ', e.label, nullif(w.comment, '')) end as comment, coalesce(w.version, 0) as version,
      ${blockCode(week, today)} as block, r.recording, p.starts_on as "startsOn", p.ends_on as "endsOn"
    from span s
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and ${services} and ${hasCareIn(week)}
    ${careJoins(week)}
    join published.service v on v.council_id = p.council_id and v.provider_id = p.provider_id and v.id = p.service_id
    left join actuals.week w on w.council_id = p.council_id and w.week_start = s.week_start and w.package_id = p.id
      and w.week_start >= ${from} and w.week_start < ${until}
    left join actuals.reason e on e.council_id = w.council_id and e.code = w.reason
    where s.week_start < ${until}::date and ${after}
    order by s.week_start, p.id limit ${page.limit}`.execute(tx)
  return rows
}

/** Whether some contract of the provider is recorded by a timetable on some of the days. */
export async function hasTimetables(tx: Tx, { from, until }: Pick<TemplateOf, 'from' | 'until'>): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from published.contract_rule r
      where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.recording = 'timetabled'
        and r.valid && daterange(${from}::date, ${until}::date)) as has`.execute(tx)
  return rows[0]?.has ?? false
}

export type PeriodChoice = { readonly startsOn: LocalDate; readonly endsOn: LocalDate; readonly name: string }
export type DownloadChoices = {
  readonly periods: readonly PeriodChoice[]
  readonly services: readonly { readonly id: string; readonly name: string }[]
  readonly providerReference: string
}

/** The periods of the provider's contracts, newest first, and its services: what a file may be asked for. */
export async function getDownloadChoices(tx: Tx, today: LocalDate): Promise<DownloadChoices> {
  const [periods, services, provider] = await Promise.all([
    sql<PeriodChoice>`
      select d.starts_on as "startsOn", d.ends_on as "endsOn", min(d.name) as name from published.period d
      where d.council_id = ${tx.councilId} and d.starts_on <= ${today} and d.ends_on > ${today}::date - 190
        and d.calendar in (select c.calendar from published.contract c where c.council_id = ${tx.councilId} and c.provider_id = ${tx.providerId})
      group by 1, 2 order by 1 desc, 2 desc limit 30`.execute(tx),
    tx
      .selectFrom('published.service')
      .select(['id', 'name'])
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .orderBy('name')
      .orderBy('id')
      .limit(500)
      .execute(),
    tx
      .selectFrom('published.provider')
      .select('reference')
      .where('council_id', '=', tx.councilId)
      .where('id', '=', tx.providerId)
      .executeTakeFirstOrThrow(),
  ])
  return { periods: periods.rows, services, providerReference: provider.reference }
}
