import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** Another package of the provider that has this name already. */
export async function findNamed(tx: Tx, packageId: string, ownReference: string): Promise<string | undefined> {
  const { rows } = await sql<{ reference: string }>`
    select reference from care_packages.package
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and own_reference = ${ownReference}
      and own_reference <> '' and id <> ${packageId} and status not in ('draft', 'cancelled')
    order by reference limit 1`.execute(tx)
  return rows[0]?.reference
}

export async function recordOwnReference(tx: Tx, packageId: string, ownReference: string): Promise<void> {
  await sql`
    update care_packages.package set own_reference = ${ownReference}, row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${packageId}`.execute(tx)
}
