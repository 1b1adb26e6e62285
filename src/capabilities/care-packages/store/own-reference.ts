import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Nameable } from '../rules/own-reference.ts'

/** Another package of the provider that has this name already, where whoever asks can see it. */
export async function findNamed(tx: Tx, packageId: string, ownReference: string): Promise<string | undefined> {
  const { rows } = await sql<{ reference: string }>`
    select reference from care_packages.package
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and own_reference = ${ownReference}
      and own_reference <> '' and id <> ${packageId} and status not in ('draft', 'cancelled')
    order by reference limit 1`.execute(tx)
  return rows[0]?.reference
}

/** The packages with these references, taken in one order, so that two files cannot cross. */
export async function lockNameable(tx: Tx, references: readonly string[]): Promise<readonly Nameable[]> {
  const { rows } = await sql<Nameable>`
    select id, reference, own_reference as "ownReference" from care_packages.package
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and status <> 'draft'
      and reference = any(${[...references]}::text[])
    order by id for update`.execute(tx)
  return rows
}

/**
 * False when another package of the provider has the name. The unique key says so: somebody who sees one service only
 * could not find the other package, and two people could look at the same moment. What was done before it stays.
 */
export async function recordOwnReference(tx: Tx, packageId: string, ownReference: string): Promise<boolean> {
  await sql`savepoint naming`.execute(tx)
  try {
    await sql`
      update care_packages.package set own_reference = ${ownReference}, row_version = row_version + 1
      where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${packageId}`.execute(tx)
    return true
  } catch (fault) {
    if (!(fault instanceof Error && 'constraint' in fault && fault.constraint === 'own_reference_is_of_one_package'))
      throw fault
    await sql`rollback to savepoint naming`.execute(tx)
    return false
  }
}
