import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { PlannedVisit } from '../rules/care-plan.ts'

type Timetable = { readonly packageId: string; readonly version: number; readonly visits: readonly PlannedVisit[] }

/** The visits of a new version. */
export async function recordTimetable(tx: Tx, { packageId, version, visits }: Timetable): Promise<void> {
  if (visits.length === 0) return
  await sql`
    insert into care_packages.timetable_entry
      (council_id, package_id, version, provider_id, service_id, contract_id, weekday, starts_at, minutes, carers)
    select v.council_id, v.package_id, v.version, v.provider_id, v.service_id, v.contract_id, n.weekday, n."startsAt", n.minutes, n.carers
    from care_packages.package_version v
    cross join jsonb_to_recordset(${JSON.stringify(visits)}::jsonb) as n(weekday smallint, "startsAt" time, minutes smallint, carers smallint)
    where v.council_id = ${tx.councilId} and v.package_id = ${packageId} and v.version = ${version}`.execute(tx)
}

type Resumed = { readonly version: number; readonly resumes: number }

/** A version takes up the visits of an earlier one again. */
export async function resumeTimetable(tx: Tx, packageId: string, { version, resumes }: Resumed): Promise<void> {
  await sql`
    insert into care_packages.timetable_entry
      (council_id, package_id, version, provider_id, service_id, contract_id, weekday, starts_at, minutes, carers)
    select council_id, package_id, ${version}::int, provider_id, service_id, contract_id, weekday, starts_at, minutes, carers
    from care_packages.timetable_entry
    where council_id = ${tx.councilId} and package_id = ${packageId} and version = ${resumes}`.execute(tx)
}
