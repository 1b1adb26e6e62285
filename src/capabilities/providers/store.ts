import { sql } from 'kysely'
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

/** The same for many at once: those that have given none are not in it. */
export async function listOrganisationEmails(
  tx: Tx,
  providerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; email: string }>`
    select id, email from providers.organisation
    where council_id = ${tx.councilId} and id = any(${[...providerIds]}::uuid[]) and email <> '' order by id`.execute(
    tx,
  )
  return new Map(rows.map(({ id, email }) => [id, email]))
}

export type ContractContact = { readonly name: string; readonly email: string }

/** Whom these organisations name for contracts, where they can be written to. */
export async function listContractContacts(
  tx: Tx,
  providerIds: readonly string[],
): Promise<ReadonlyMap<string, ContractContact>> {
  const { rows } = await sql<ContractContact & { id: string }>`
    select provider_id as id, name, email from providers.contact
    where council_id = ${tx.councilId} and provider_id = any(${[...providerIds]}::uuid[]) and purpose = 'contracts'
      and email <> '' order by provider_id`.execute(tx)
  return new Map(rows.map(({ id, ...contact }) => [id, contact]))
}
