import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { PackageWeek } from '../rules/week.ts'
import type { ServiceWeek } from './sheet.ts'

export type Parked = { readonly conversationId: string; readonly parkedName: string; readonly parkedAt: Date }

/** The lines of a service's week that wait for an answer of the council, by package. */
export async function listParked(tx: Tx, { serviceId, weekStart }: ServiceWeek): Promise<ReadonlyMap<string, Parked>> {
  const rows = await parked(tx, weekStart).where('service_id', '=', serviceId).limit(1_000).execute()
  return new Map(rows.map(({ packageId, ...one }) => [packageId, one]))
}

export async function findParked(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<Parked | undefined> {
  return parked(tx, weekStart).where('package_id', '=', packageId).executeTakeFirst()
}

function parked(tx: Tx, weekStart: LocalDate) {
  return tx
    .selectFrom('actuals.parked_week')
    .select([
      'package_id as packageId',
      'conversation_id as conversationId',
      'parked_name as parkedName',
      'parked_at as parkedAt',
    ])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
    .orderBy('package_id')
}

type Parking = PackageWeek & {
  readonly serviceId: string
  readonly contractId: string
  readonly conversationId: string
  readonly by: string
  readonly name: string
  readonly at: Date
}

/** False when somebody else parked it in the meantime. */
export async function recordParked(tx: Tx, parking: Parking): Promise<boolean> {
  const { weekStart, packageId, serviceId, contractId, conversationId, by, name, at } = parking
  const written = await tx
    .insertInto('actuals.parked_week')
    .values({
      council_id: tx.councilId,
      week_start: weekStart,
      package_id: packageId,
      provider_id: tx.providerId,
      service_id: serviceId,
      contract_id: contractId,
      conversation_id: conversationId,
      parked_by: by,
      parked_name: name,
      parked_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('package_id')
    .executeTakeFirst()
  return written !== undefined
}

export async function removeParked(tx: Tx, weekStart: LocalDate, packageIds: readonly string[]): Promise<void> {
  if (packageIds.length === 0) return
  await tx
    .deleteFrom('actuals.parked_week')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
    .where(sql<boolean>`package_id = any(${[...packageIds]}::uuid[])`)
    .execute()
}
