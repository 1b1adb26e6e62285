import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Detail, PersonDetails } from '../rules/person-details.ts'

type Place = { readonly membershipId: string; readonly providerId: string | null; readonly accountId: string }

/** Job title and work address here; the name at every place of the person in this council, because it signs for each. */
export async function savePlaceDetails(tx: Tx, place: Place, details: PersonDetails): Promise<void> {
  const { name, email, jobTitle, address } = details
  await sql`
    update access.membership set name = ${name}, email = ${email}, row_version = row_version + 1,
      job_title = case when id = ${place.membershipId} then ${jobTitle} else job_title end,
      address = case when id = ${place.membershipId} then ${address} else address end
    where council_id = ${tx.councilId} and account_id = ${place.accountId}`.execute(tx)
}

/** At the gate. */
export async function findPhone(tx: Tx, accountId: string): Promise<string> {
  const row = await tx.selectFrom('access.account').select('phone').where('id', '=', accountId).executeTakeFirst()
  return row?.phone ?? ''
}

/** At the gate. */
export async function savePhone(tx: Tx, accountId: string, phone: string): Promise<void> {
  await tx.updateTable('access.account').set({ phone }).where('id', '=', accountId).execute()
}

/** At the gate: whether somebody else signs in with the address. */
export async function isAddressTaken(
  tx: Tx,
  { accountId, email }: { readonly accountId: string; readonly email: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('access.account')
    .select('id')
    .where('email', '=', email)
    .where('id', '<>', accountId)
    .executeTakeFirst()
  return row !== undefined
}

/** At the gate. Answers whether the account was ever set up. */
export async function saveAccountDetails(
  tx: Tx,
  accountId: string,
  { name, email, phone }: Pick<PersonDetails, 'name' | 'email' | 'phone'>,
): Promise<{ readonly invited: boolean }> {
  const { status } = await tx
    .updateTable('access.account')
    .set({ name, email, phone, row_version: sql<number>`row_version + 1` })
    .where('id', '=', accountId)
    .returning('status')
    .executeTakeFirstOrThrow()
  return { invited: status === 'invited' }
}

type Correcting = { readonly id: string; readonly corrects: readonly Detail[] }

export async function noteCorrections(tx: Tx, { id, corrects }: Correcting): Promise<void> {
  await sql`
    update access.contact_request set corrects = ${[...corrects]}::text[]
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id}`.execute(tx)
}
