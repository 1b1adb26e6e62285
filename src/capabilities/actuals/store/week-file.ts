import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { deadline, deadlineJoins, isConfirmedLate, weekOfDay } from './care-week.ts'

export type FiledWeek = {
  readonly providerName: string
  readonly serviceName: string
  readonly reference: string
  readonly unit: string
  readonly status: string
  readonly planned: Quantity
  readonly actual: Quantity
  readonly frustrated: Quantity
  readonly missed: Quantity
  readonly extra: Quantity
  readonly visits: number | null
  readonly reason: string | null
  readonly comment: string
  readonly confirmedAt: Date | null
  readonly dueAt: Date | null
  readonly isLate: boolean
  readonly lateReason: string | null
  readonly lateNote: string | null
}

/** More than the largest county has in one week. */
const MOST_ROWS = 50_000

/** All that is recorded for one week, by provider, service and package; no names of people. */
export async function listFiledWeeks(tx: Tx, weekStart: LocalDate): Promise<readonly FiledWeek[]> {
  const week = weekOfDay(weekStart)
  const { rows } = await sql<FiledWeek>`
    select o.trading_name as "providerName", s.name as "serviceName", p.reference, p.unit, w.status, w.planned, w.actual, w.frustrated,
      w.missed, w.extra, w.visits, r.label as reason, w.comment, w.confirmed_at as "confirmedAt", ${deadline()} as "dueAt",
      coalesce(${isConfirmedLate}, false) as "isLate", l.reason as "lateReason", l.note as "lateNote"
    from actuals.week w
    join published.package p on p.council_id = w.council_id and p.id = w.package_id
    ${deadlineJoins(week)}
    join published.provider o on o.council_id = w.council_id and o.id = w.provider_id
    join published.service s on s.council_id = w.council_id and s.id = w.service_id
    left join actuals.reason r on r.council_id = w.council_id and r.code = w.reason
    left join actuals.late_week l on l.council_id = w.council_id and l.week_start = w.week_start and l.package_id = w.package_id
    where w.council_id = ${tx.councilId} and w.week_start = ${weekStart}
    order by o.trading_name, s.name, p.reference, w.package_id limit ${MOST_ROWS}`.execute(tx)
  return rows
}
