import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { addDays } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'
import { encodeVisits, type TimedVisit } from '../../../core/visit-times.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { CountedVisit, SaidVisit, TimetableEntry, VisitOutcome } from '../rules/timetable.ts'
import type { PackageWeek } from '../rules/week.ts'
import { weekdayFrom } from '../rules/weekday.ts'

/** The visits of the versions of a package that are in force in the week. */
export async function listTimetable(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<readonly TimetableEntry[]> {
  const rows = await tx
    .selectFrom('published.timetable_entry as t')
    .innerJoin('published.package_version as v', (join) =>
      join
        .onRef('v.council_id', '=', 't.council_id')
        .onRef('v.package_id', '=', 't.package_id')
        .onRef('v.version', '=', 't.version'),
    )
    .select([
      't.weekday',
      sql<string>`to_char(t.starts_at, 'HH24:MI')`.as('startsAt'),
      't.minutes',
      't.carers',
      sql<LocalDate>`coalesce(lower(v.valid), '0001-01-01')`.as('from'),
      sql<LocalDate>`coalesce(upper(v.valid), '9999-12-31')`.as('until'),
    ])
    .where('t.council_id', '=', tx.councilId)
    .where('t.provider_id', '=', tx.providerId)
    .where('t.package_id', '=', packageId)
    .where(sql<boolean>`v.valid && daterange(${weekStart}::date, ${addDays(weekStart, 7)}::date)`)
    .orderBy('t.weekday')
    .orderBy('t.starts_at')
    .orderBy('t.version')
    .limit(500)
    .execute()
  return rows.map(({ weekday, ...row }) => ({ ...row, weekday: weekdayFrom(weekday) }))
}

export type RecordedVisits = { readonly version: number; readonly visits: readonly SaidVisit[] }

/** The visits behind the week as it stands; undefined when the standing amounts were not said visit by visit. */
export async function findWeekVisits(
  tx: Tx,
  { packageId, weekStart }: PackageWeek,
): Promise<RecordedVisits | undefined> {
  const rows = await tx
    .selectFrom('actuals.week_visit as v')
    .select([
      'v.version',
      'v.outcome',
      'v.planned_on as plannedOn',
      sql<string | null>`to_char(v.planned_at, 'HH24:MI')`.as('plannedAt'),
      sql<string | null>`to_char(v.planned_at + v.planned_minutes * interval '1 minute', 'HH24:MI')`.as('plannedEnd'),
      'v.planned_minutes as plannedMinutes',
      'v.planned_carers as plannedCarers',
      'v.visited_on as day',
      sql<string>`to_char(v.starts_at, 'HH24:MI')`.as('startsAt'),
      sql<string>`to_char(v.ends_at, 'HH24:MI')`.as('endsAt'),
      'v.carers',
    ])
    .where('v.council_id', '=', tx.councilId)
    .where('v.provider_id', '=', tx.providerId)
    .where('v.week_start', '=', weekStart)
    .where('v.package_id', '=', packageId)
    .where(
      'v.version',
      '=',
      sql<number>`(select max(l.version) from actuals.week_visit l join actuals.week w on w.council_id = l.council_id
        and w.week_start = l.week_start and w.package_id = l.package_id and w.actual_by_day is not null
      where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId} and l.week_start = ${weekStart}
        and l.package_id = ${packageId})`,
    )
    .orderBy('v.place')
    .execute()
  const [first] = rows
  return first === undefined ? undefined : { version: first.version, visits: rows.map(visitOf) }
}

export type VisitRow = {
  readonly outcome: VisitOutcome
  readonly plannedOn: LocalDate | null
  readonly plannedAt: string | null
  readonly plannedEnd: string | null
  readonly plannedMinutes: number | null
  readonly plannedCarers: number | null
  readonly day: LocalDate
  readonly startsAt: string
  readonly endsAt: string
  readonly carers: number
}

export function visitOf(row: VisitRow): SaidVisit {
  const { plannedOn, plannedAt, plannedEnd, plannedMinutes, plannedCarers, outcome, day, startsAt, endsAt, carers } =
    row
  const said = { outcome, day, startsAt, endsAt, carers }
  if (plannedOn === null || plannedAt === null || plannedEnd === null) return { ...said, planned: undefined }
  const amount = { minutes: plannedMinutes ?? 0, carers: plannedCarers ?? 1 }
  return { ...said, planned: { day: plannedOn, startsAt: plannedAt, endsAt: plannedEnd, ...amount } }
}

export type WeekVisits = PackageWeek & {
  readonly serviceId: string
  readonly contractId: string
  readonly version: number
  readonly visits: readonly CountedVisit[]
  readonly actualByDay: readonly Quantity[]
  readonly frustratedByDay: readonly Quantity[]
  readonly times: readonly TimedVisit[]
}

/** Keeps the visits of the version that was just recorded, and says on which days they fell. */
export async function keepWeekVisits(tx: Tx, week: WeekVisits): Promise<void> {
  const { packageId, weekStart, serviceId, contractId, version, visits } = week
  const rows = visits.map(({ planned, outcome, day, startsAt, endsAt, carers, paid }, place) => ({
    council_id: tx.councilId,
    week_start: weekStart,
    package_id: packageId,
    version,
    place,
    provider_id: tx.providerId,
    service_id: serviceId,
    contract_id: contractId,
    planned_on: planned?.day ?? null,
    planned_at: planned?.startsAt ?? null,
    planned_minutes: planned?.minutes ?? null,
    planned_carers: planned?.carers ?? null,
    outcome,
    visited_on: day,
    starts_at: startsAt,
    ends_at: endsAt,
    carers,
    paid_minutes: paid,
  }))
  if (rows.length > 0) await tx.insertInto('actuals.week_visit').values(rows).execute()
  await keepWeekDays(tx, week)
}

export type WeekDays = PackageWeek & Pick<WeekVisits, 'version' | 'actualByDay' | 'frustratedByDay' | 'times'>

/** Says on which days the week fell, and when its visits were, in the version that was just recorded. */
export async function keepWeekDays(tx: Tx, week: WeekDays): Promise<void> {
  await sql`
    update actuals.week set actual_by_day = ${arrayOf(week.actualByDay)}::bigint[], frustrated_by_day = ${arrayOf(week.frustratedByDay)}::bigint[],
      visit_times = ${arrayOf(encodeVisits(week.times))}::int[]
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and week_start = ${week.weekStart}
      and package_id = ${week.packageId} and version = ${week.version}`.execute(tx)
}

function arrayOf(amounts: readonly (Quantity | number)[]): string {
  return `{${amounts.map(String).join(',')}}`
}
