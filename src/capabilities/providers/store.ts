import type { Tx } from '../../platform/db/tx.ts'

/** The organisation's own address, where it has given one. */
export async function findOrganisationEmail(tx: Tx, providerId: string): Promise<string | undefined> {
  const found = await tx
    .selectFrom('providers.organisation')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', providerId)
    .where('email', '!=', '')
    .select('email')
    .executeTakeFirst()
  return found?.email
}
