import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { decodeVisit, type TimedVisit } from '../../../core/visit-times.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { PackageWeek } from '../rules/week.ts'
import type { VisitsDay } from '../rules/visits-week.ts'
import { visitCode } from './visit-weeks.ts'

/** Paid minutes of the allocated visits of one package, on each of the seven days. */
export async function sumVisits(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<readonly VisitsDay[]> {
  const { rows } = await sql<{ delivered: bigint; frustrated: bigint; visits: bigint }>`
    select coalesce(sum(v.paid_minutes) filter (where v.outcome in ('delivered', 'extra')), 0)::bigint as delivered,
      coalesce(sum(v.paid_minutes) filter (where v.outcome = 'frustrated'), 0)::bigint as frustrated,
      count(v.id) filter (where v.outcome in ('delivered', 'extra') and not v.secondary_visit) as visits
    from generate_series(0, 6) n
    left join actuals.visit v on v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.package_id = ${packageId}
      and v.visited_on = ${weekStart}::date + n
    group by n order by n`.execute(tx)
  return rows.map(({ delivered, frustrated, visits }) => {
    return { delivered: Number(delivered), frustrated: Number(frustrated), visits: Number(visits) }
  })
}

/** When those visits were. */
export async function listTimes(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<readonly TimedVisit[]> {
  const { rows } = await sql<{ code: number }>`
    select ${visitCode(sql`${weekStart}::date`)} as code from actuals.visit v
    where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.package_id = ${packageId} and v.paid_minutes > 0
      and v.visited_on >= ${weekStart}::date and v.visited_on < ${weekStart}::date + 7
    order by code limit 5000`.execute(tx)
  return rows.map(({ code }) => decodeVisit(code))
}

/** The day on which the council's weeks begin; Monday is 1. */
export async function findWeekStartsOn(tx: Tx): Promise<number> {
  const { weekStartsOn } = await tx
    .selectFrom('platform.council')
    .select('week_starts_on as weekStartsOn')
    .where('council_id', '=', tx.councilId)
    .executeTakeFirstOrThrow()
  return weekStartsOn
}

export type VisitLine = {
  readonly day: LocalDate
  readonly claimedAt: string
  readonly claimedMinutes: number
  readonly logged: number
  readonly paid: number
  readonly plannedAt: string | null
  readonly plannedMinutes: number | null
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly outcome: string
  readonly carerRef: string
  /** The second of two carers at one visit. */
  readonly secondary: boolean
  readonly capture: string
  readonly exceptionCode: string
}

/** The visits behind one week, for its page. */
export async function listVisitLines(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<readonly VisitLine[]> {
  return tx
    .selectFrom('actuals.visit as v')
    .select([
      'v.visited_on as day',
      sql<string>`to_char(v.claimed_at, 'HH24:MI')`.as('claimedAt'),
      'v.claimed_minutes as claimedMinutes',
      'v.logged_minutes as logged',
      sql<number>`coalesce(v.paid_minutes, 0)`.as('paid'),
      sql<string | null>`to_char(v.planned_at, 'HH24:MI')`.as('plannedAt'),
      'v.planned_minutes as plannedMinutes',
      sql<string | null>`to_char(v.starts_at, 'HH24:MI')`.as('startsAt'),
      sql<string | null>`to_char(v.ends_at, 'HH24:MI')`.as('endsAt'),
      'v.outcome',
      'v.carer_ref as carerRef',
      'v.secondary_visit as secondary',
      'v.capture',
      'v.exception_code as exceptionCode',
    ])
    .where('v.council_id', '=', tx.councilId)
    .where('v.provider_id', '=', tx.providerId)
    .where('v.package_id', '=', packageId)
    .where(sql<boolean>`v.visited_on >= ${weekStart}::date and v.visited_on < ${weekStart}::date + 7`)
    .orderBy('v.visited_on')
    .orderBy('v.claimed_at')
    .orderBy('v.id')
    .limit(500)
    .execute()
}
