import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { HeldCode, WeekStatus } from '../rules/sheet-row.ts'
import type { PackageWeek, Unit } from '../rules/week.ts'

export type PackagePlace = { readonly packageId: string; readonly serviceId: string; readonly unit: Unit }

/** Where packages belong; one that is not the reader's is not there. */
export async function listPlacesOf(tx: Tx, packageIds: readonly string[]): Promise<readonly PackagePlace[]> {
  if (packageIds.length === 0) return []
  return tx
    .selectFrom('published.package')
    .select(['id as packageId', 'service_id as serviceId', 'unit'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', 'in', [...new Set(packageIds)])
    .execute()
}

export type StandingOf = {
  readonly packageId: string
  readonly weekStart: LocalDate
  readonly version: number
  readonly status: WeekStatus
  readonly heldCode: HeldCode | null
}

/** How each of these weeks stands now. */
export async function listStandings(tx: Tx, weeks: readonly PackageWeek[]): Promise<readonly StandingOf[]> {
  if (weeks.length === 0) return []
  return tx
    .selectFrom('actuals.week')
    .select(['package_id as packageId', 'week_start as weekStart', 'version', 'status', 'held_code as heldCode'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where((eb) =>
      eb(
        eb.refTuple('week_start', 'package_id'),
        'in',
        weeks.map(({ weekStart, packageId }) => eb.tuple(weekStart, packageId)),
      ),
    )
    .execute()
}

/** Those of the weeks whose contract is recorded by timetable or by visits, on their first day of care. */
export async function listRecordedByVisits(tx: Tx, weeks: readonly PackageWeek[]): Promise<readonly PackageWeek[]> {
  if (weeks.length === 0) return []
  const asked = weeks.map(({ packageId, weekStart }) => ({ package_id: packageId, week_start: weekStart }))
  const { rows } = await sql<PackageWeek>`
    select p.id as "packageId", a.week_start as "weekStart"
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) a(package_id uuid, week_start date)
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.id = a.package_id
    join published.contract_rule r on r.council_id = p.council_id and r.contract_id = p.contract_id
      and r.valid @> greatest(a.week_start, p.starts_on) and r.recording in ('timetabled', 'visits')`.execute(tx)
  return rows
}
