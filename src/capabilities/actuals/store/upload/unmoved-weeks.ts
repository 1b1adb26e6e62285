import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import { stageVisitWeeks } from '../visit-weeks.ts'

/** A week that the saved visits of a file did not change. */
export type UnmovedWeek = {
  readonly weekStart: LocalDate
  readonly packageId: string
  readonly serviceId: string
  readonly reference: string
  readonly personName: string
  /** What stopped it, as files have it: R10:cut-off, R24 … */
  readonly cause: string
  readonly settledAt: Date | null
  readonly settledName: string | null
}
export const UNMOVED_PAGE = 200

/** Those that still wait first, then by week and person; one more than are shown. */
export async function listUnmoved(tx: Tx, uploadId: string): Promise<readonly UnmovedWeek[]> {
  const { rows } = await sql<UnmovedWeek>`
    select u.week_start as "weekStart", u.package_id as "packageId", u.service_id as "serviceId", p.reference,
      sp.given_name || ' ' || sp.family_name as "personName", u.cause, u.settled_at as "settledAt", u.settled_name as "settledName"
    from actuals.unmoved_week u
    join published.package p on p.council_id = u.council_id and p.provider_id = u.provider_id and p.id = u.package_id
    join published.served_person sp on sp.council_id = p.council_id and sp.provider_id = p.provider_id and sp.service_id = p.service_id
      and sp.contract_id = p.contract_id and sp.person_id = p.person_id
    where u.council_id = ${tx.councilId} and u.provider_id = ${tx.providerId} and u.upload_id = ${uploadId}
    order by u.settled_at is not null, u.week_start, sp.family_name, sp.given_name, u.package_id limit ${UNMOVED_PAGE + 1}`.execute(
    tx,
  )
  return rows
}

type Week = { readonly packageId: string; readonly weekStart: LocalDate }

/** The week says what its visits say. */
export async function settleUnmoved(
  tx: Tx,
  { packageId, weekStart }: Week,
  { name, at }: { readonly name: string; readonly at: Date },
): Promise<void> {
  await sql`
    update actuals.unmoved_week set settled_at = ${at}, settled_name = ${name}
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and package_id = ${packageId}
      and week_start = ${weekStart}::date and settled_at is null`.execute(tx)
}

/** Those that are closed, and that nobody has amended yet. */
export async function stageClosedWeeks(tx: Tx, uploadId: string): Promise<void> {
  await stageVisitWeeks(
    tx,
    sql`
      select u.package_id, u.week_start from actuals.unmoved_week u
      where u.council_id = ${tx.councilId} and u.provider_id = ${tx.providerId} and u.upload_id = ${uploadId}
        and u.settled_at is null and u.cause in ('R10:taken', 'R10:cut-off', 'reason-missing')`,
  )
}
