import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { LateKept } from '../rules/late.ts'
import type { PackageWeek } from '../rules/week.ts'
import { careJoins, deadlineJoins, hasCareIn, isConfirmedLate, deadline, weekOfDay } from './care-week.ts'
import type { ServiceWeek } from './sheet.ts'

type Stamp = { readonly by: string; readonly name: string; readonly at: Date }

/** The weeks of a service that this very act confirmed for the first time, after their last moment; none said why yet. */
function justConfirmedLate(tx: Tx, { serviceId, weekStart }: ServiceWeek, { by, at }: Pick<Stamp, 'by' | 'at'>) {
  const week = weekOfDay(weekStart)
  return sql`
    select w.council_id, w.week_start, w.package_id, w.provider_id, w.service_id, w.contract_id, ${deadline()} as due_at
    from actuals.week w
    join published.package p on p.council_id = w.council_id and p.provider_id = w.provider_id and p.id = w.package_id
    ${deadlineJoins(week)}
    where w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId} and w.week_start = ${weekStart}
      and w.service_id = ${serviceId} and w.confirmed_at = ${at} and w.confirmed_by = ${by}::uuid and ${isConfirmedLate}
      and not exists (select from actuals.late_week l where l.council_id = w.council_id and l.week_start = w.week_start
        and l.package_id = w.package_id)`
}

export async function listJustConfirmedLate(
  tx: Tx,
  week: ServiceWeek,
  stamp: Pick<Stamp, 'by' | 'at'>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ packageId: string }>`
    select late.package_id as "packageId" from (${justConfirmedLate(tx, week, stamp)}) late order by 1`.execute(tx)
  return rows.map(({ packageId }) => packageId)
}

export type SaidLate = LateKept & { readonly packageId: string }

export async function recordLate(
  tx: Tx,
  week: ServiceWeek,
  { said, by, name, at }: Stamp & { readonly said: readonly SaidLate[] },
): Promise<void> {
  await sql`
    insert into actuals.late_week (council_id, week_start, package_id, provider_id, service_id, contract_id, due_at, reason, note,
      said_by, said_name, said_at)
    select council_id, week_start, package_id, provider_id, service_id, contract_id, due_at, said.reason, said.note,
      ${by}::uuid, ${name}, ${at}
    from (${justConfirmedLate(tx, week, { by, at })}) late
    join unnest(${said.map(({ packageId }) => packageId)}::uuid[], ${said.map(({ reason }) => reason)}::text[],
      ${said.map(({ note }) => note)}::text[]) as said (package, reason, note) on said.package = late.package_id
    on conflict (council_id, week_start, package_id) do nothing`.execute(tx)
}

/** Whether something of a service's week waits whose last moment has passed: whoever confirms it is asked why. */
export async function isWaitingLate(tx: Tx, { serviceId, weekStart }: ServiceWeek, now: Date): Promise<boolean> {
  const week = weekOfDay(weekStart)
  const { rows } = await sql<{ late: boolean }>`
    select exists (
      select from published.package p ${careJoins(week)} ${deadlineJoins(week)}
      left join actuals.week w on w.council_id = p.council_id and w.week_start = ${weekStart} and w.package_id = p.id
      where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.service_id = ${serviceId}
        and ${hasCareIn(week)} and (w.status is null or w.status = 'draft') and ${deadline()} < ${now}) as late`.execute(
    tx,
  )
  return rows[0]?.late ?? false
}

export type WeekSaidLate = {
  readonly reason: string
  readonly note: string
  readonly dueAt: Date
  readonly saidName: string
  readonly saidAt: Date
}

export async function findLate(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<WeekSaidLate | undefined> {
  return tx
    .selectFrom('actuals.late_week')
    .select(['reason', 'note', 'due_at as dueAt', 'said_name as saidName', 'said_at as saidAt'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
    .where('package_id', '=', packageId)
    .executeTakeFirst()
}
