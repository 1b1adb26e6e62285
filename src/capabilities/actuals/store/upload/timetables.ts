import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Quantity } from '../../../../core/money.ts'
import type { Rounding } from '../../../../core/visit-minutes.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { SaidVisit, TimetableEntry } from '../../rules/timetable.ts'
import { weekdayFrom } from '../../rules/weekday.ts'
import { careJoins, plannedQuantity } from '../care-week.ts'
import { visitOf, type VisitRow } from '../timetable.ts'

/** A week of a package as a file names it. */
export type NamedWeek = { readonly cpliRef: string; readonly weekStart: LocalDate }

export type TimetabledWeek = NamedWeek & {
  readonly packageId: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly recording: 'weekly' | 'timetabled' | 'visits'
  readonly rounding: Rounding
  readonly planned: Quantity
}

/** How the named weeks are recorded and what is commissioned in them; those that are not the provider's are left out. */
export async function listNamedWeeks(tx: Tx, weeks: readonly NamedWeek[]): Promise<readonly TimetabledWeek[]> {
  const week = sql`g.week_start`
  const { rows } = await sql<Omit<TimetabledWeek, 'rounding'> & Rounding>`
    select g.cpli_ref as "cpliRef", g.week_start as "weekStart", p.id as "packageId", p.starts_on as "startsOn", p.ends_on as "endsOn",
      r.recording, r.visit_rounding as mode, r.visit_minutes as increment, r.visit_capped as "capToPlanned",
      ${plannedQuantity(week)} as planned
    from unnest(${weeks.map(({ cpliRef }) => cpliRef)}::text[], ${weeks.map(({ weekStart }) => weekStart)}::date[]) as g (cpli_ref, week_start)
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.reference = g.cpli_ref
      and p.status in ('active', 'ended', 'suspended')
    ${careJoins(week)}`.execute(tx)
  return rows.map(({ mode, increment, capToPlanned, ...row }) => ({
    ...row,
    rounding: { mode, increment, capToPlanned },
  }))
}

/** The timetables of some packages, in every version that they ever had. */
export async function listTimetablesOf(
  tx: Tx,
  packageIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TimetableEntry[]>> {
  const { rows } = await sql<
    Omit<TimetableEntry, 'weekday'> & { readonly packageId: string; readonly weekday: number }
  >`
    select t.package_id as "packageId", t.weekday, to_char(t.starts_at, 'HH24:MI') as "startsAt", t.minutes, t.carers,
      coalesce(lower(v.valid), '0001-01-01') as from, coalesce(upper(v.valid), '9999-12-31') as until
    from published.timetable_entry t
    join published.package_version v on v.council_id = t.council_id and v.package_id = t.package_id and v.version = t.version
    where t.council_id = ${tx.councilId} and t.provider_id = ${tx.providerId} and t.package_id = any(${[...packageIds]}::uuid[])
    order by t.package_id, t.weekday, t.starts_at, t.version`.execute(tx)
  return Map.groupBy(
    rows.map(({ weekday, ...row }) => ({ ...row, weekday: weekdayFrom(weekday) })),
    ({ packageId }) => packageId,
  )
}

export type PackageWeeks = readonly { readonly packageId: string; readonly weekStart: LocalDate }[]

/** The visits behind weeks as they stand, by `weekKey`; a week that was not said visit by visit has none. */
export async function listVisitsOf(tx: Tx, weeks: PackageWeeks): Promise<ReadonlyMap<string, readonly SaidVisit[]>> {
  const { rows } = await sql<VisitRow & PackageWeeks[number]>`
    select v.package_id as "packageId", v.week_start as "weekStart", v.outcome, v.planned_on as "plannedOn",
      to_char(v.planned_at, 'HH24:MI') as "plannedAt",
      to_char(v.planned_at + v.planned_minutes * interval '1 minute', 'HH24:MI') as "plannedEnd",
      v.planned_minutes as "plannedMinutes", v.planned_carers as "plannedCarers", v.visited_on as day,
      to_char(v.starts_at, 'HH24:MI') as "startsAt", to_char(v.ends_at, 'HH24:MI') as "endsAt", v.carers
    from unnest(${weeks.map(({ packageId }) => packageId)}::uuid[], ${weeks.map(({ weekStart }) => weekStart)}::date[]) as g (package_id, week_start)
    join actuals.week w on w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId} and w.week_start = g.week_start
      and w.package_id = g.package_id and w.actual_by_day is not null
    join actuals.week_visit v on v.council_id = w.council_id and v.provider_id = w.provider_id and v.week_start = w.week_start
      and v.package_id = w.package_id
      and v.version = (select max(l.version) from actuals.week_visit l where l.council_id = w.council_id
        and l.provider_id = w.provider_id and l.week_start = w.week_start and l.package_id = w.package_id)
    order by v.package_id, v.week_start, v.place`.execute(tx)
  const visits = Map.groupBy(rows, weekKey)
  return new Map([...visits].map(([key, own]) => [key, own.map((row) => visitOf(row))]))
}

export function weekKey({ packageId, weekStart }: PackageWeeks[number]): string {
  return `${packageId} ${weekStart}`
}
