import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import type { Purpose } from './rules/fields.ts'

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

/**
 * Where the council writes to these organisations about something: to whom they name for it, or else to their own
 * address. Those that have given neither are not in it.
 */
export async function listAddressesFor(
  tx: Tx,
  providerIds: readonly string[],
  purpose: Purpose,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; email: string }>`
    select o.id, coalesce(nullif(c.email, ''), o.email) as email from providers.organisation o
    left join providers.contact c on c.council_id = o.council_id and c.provider_id = o.id and c.purpose = ${purpose}
    where o.council_id = ${tx.councilId} and o.id = any(${[...providerIds]}::uuid[])
      and coalesce(nullif(c.email, ''), o.email) <> '' order by o.id`.execute(tx)
  return new Map(rows.map(({ id, email }) => [id, email]))
}

export async function findAddressFor(tx: Tx, providerId: string, purpose: Purpose): Promise<string | undefined> {
  return (await listAddressesFor(tx, [providerId], purpose)).get(providerId)
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
