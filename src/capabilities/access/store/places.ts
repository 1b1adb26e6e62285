import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { FaceScope } from '../../../platform/db/scope.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/**
 * Accounts belong to no council and only the gate reads them. An act on one passes through the gate in its own
 * transaction and comes back as whoever acts, so that the act and its audit stand or fall together.
 */
export async function passGate<T>(
  { tx, role }: { readonly tx: Tx; readonly role: FaceScope['role'] },
  use: () => Promise<T>,
): Promise<T> {
  await sql`set local role portal_gate`.execute(tx)
  const value = await use()
  await sql`set local role ${sql.raw(role)}`.execute(tx)
  return value
}

export type FoundAccount = { readonly id: string; readonly status: 'invited' | 'active' | 'disabled' }

type NewAccount = { readonly email: string; readonly name: string; readonly phone?: string }

/** One account per address. Whoever has one keeps the name and telephone they have there. */
export async function findOrMakeAccount(tx: Tx, { email, name, phone = '' }: NewAccount) {
  await sql`
    insert into access.account (email, name, phone, status) values (${email}, ${name}, ${phone}, 'invited')
    on conflict (email) do nothing`.execute(tx)
  return tx
    .selectFrom('access.account')
    .select(['id', 'status'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow() satisfies Promise<FoundAccount>
}

export type PlaceRow = {
  readonly membershipId: string
  readonly accountId: string
  readonly providerId: string | null
  readonly name: string
  readonly email: string
  readonly jobTitle: string
  readonly address: string
  readonly endsOn: LocalDate | null
  readonly confirmedOn: LocalDate | null
  readonly rowVersion: number
}

function places(tx: Tx) {
  return sql`
    select m.id as "membershipId", m.account_id as "accountId", m.provider_id as "providerId", m.name, m.email,
      m.job_title as "jobTitle", m.address, m.ends_on as "endsOn", m.confirmed_on as "confirmedOn", m.row_version as "rowVersion"
    from access.membership m where m.council_id = ${tx.councilId}`
}

/** A colleague's place at the provider that asks. */
export async function getColleague(tx: Tx, membershipId: string): Promise<PlaceRow & { readonly providerId: string }> {
  const { rows } = await sql<PlaceRow & { readonly providerId: string }>`
    ${places(tx)} and m.provider_id = ${tx.providerId} and m.id = ${membershipId}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('person')
  return rows[0]
}

/** Any place in the council. */
export async function getPlace(tx: Tx, membershipId: string): Promise<PlaceRow> {
  const { rows } = await sql<PlaceRow>`${places(tx)} and m.id = ${membershipId}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('person')
  return rows[0]
}

/** Locks the place: two who change what one person may do come one after the other. */
export async function lockPlace(tx: Tx, { membershipId, providerId }: Place): Promise<PlaceRow> {
  const { rows } = await sql<PlaceRow>`
    ${places(tx)} and m.provider_id is not distinct from ${providerId}::uuid and m.id = ${membershipId} for update`.execute(
    tx,
  )
  if (rows[0] === undefined) throw new NotFound('person')
  return rows[0]
}

export async function findPlaceOf(
  tx: Tx,
  { accountId, providerId }: { readonly accountId: string; readonly providerId: string | null },
): Promise<PlaceRow | undefined> {
  const { rows } = await sql<PlaceRow>`
    ${places(tx)} and m.account_id = ${accountId} and m.provider_id is not distinct from ${providerId}::uuid`.execute(
    tx,
  )
  return rows[0]
}

/** Whether somebody with this address works at the provider that asks. */
export async function isColleague(tx: Tx, email: string, today: LocalDate): Promise<boolean> {
  const { rows } = await sql`
    ${places(tx)} and m.provider_id = ${tx.providerId} and lower(m.email) = ${email}
      and (m.ends_on is null or m.ends_on > ${today}) limit 1`.execute(tx)
  return rows.length > 0
}

/** Whether anybody with this address ever worked at the provider that asks. */
export async function wasColleague(tx: Tx, email: string): Promise<boolean> {
  const { rows } = await sql`
    ${places(tx)} and m.provider_id = ${tx.providerId} and lower(m.email) = ${email} limit 1`.execute(tx)
  return rows.length > 0
}

type NewPlace = {
  readonly accountId: string
  readonly providerId: string | null
  readonly name: string
  readonly email: string
  readonly jobTitle: string
  readonly address?: string
  readonly today: LocalDate
}

/** Undefined when somebody else made the same place a moment before. */
export async function makePlace(tx: Tx, place: NewPlace): Promise<string | undefined> {
  const row = await tx
    .insertInto('access.membership')
    .values({
      council_id: tx.councilId,
      account_id: place.accountId,
      provider_id: place.providerId,
      name: place.name,
      email: place.email,
      job_title: place.jobTitle,
      address: place.address ?? '',
      starts_on: place.today,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

type Place = { readonly membershipId: string; readonly providerId: string | null }

/** A place ends on the first day without it; null opens it again. */
export async function setPlaceEnd(
  tx: Tx,
  { membershipId, providerId }: Place,
  endsOn: LocalDate | null,
): Promise<void> {
  await sql`
    update access.membership set ends_on = ${endsOn}, row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id is not distinct from ${providerId}::uuid and id = ${membershipId}`.execute(
    tx,
  )
}

export async function confirmPlace(tx: Tx, membershipId: string, today: LocalDate): Promise<void> {
  await tx
    .updateTable('access.membership')
    .set({ confirmed_on: today })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', membershipId)
    .execute()
}

/** Where the council reads mail about the portal, if it said so. */
export async function findSupportAddress(tx: Tx): Promise<string | undefined> {
  const row = await tx
    .selectFrom('platform.council')
    .select('support_email')
    .where('council_id', '=', tx.councilId)
    .executeTakeFirst()
  return row?.support_email ?? undefined
}

/** Marks that what a person may do has changed: a page shown before is out of date. */
export async function touchPlace(tx: Tx, { membershipId, providerId }: Place): Promise<void> {
  await tx
    .updateTable('access.membership')
    .set(({ eb }) => ({ row_version: eb('row_version', '+', 1) }))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', providerId === null ? 'is' : '=', providerId)
    .where('id', '=', membershipId)
    .execute()
}

/** By the number in the council's finance system, which people know; more rows than one statement may name are not asked for. */
export async function findProvidersByReference(
  tx: Tx,
  references: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly name: string }>> {
  const { rows } = await sql<{ reference: string; id: string; name: string }>`
    select reference, id, trading_name as name from published.provider
    where council_id = ${tx.councilId} and reference = any(${[...references]}::text[])`.execute(tx)
  return new Map(rows.map(({ reference, id, name }) => [reference, { id, name }]))
}

/** The supplier number of a provider; empty when there is none. */
export async function findReference(tx: Tx, providerId: string): Promise<string> {
  const row = await tx
    .selectFrom('published.provider')
    .select('reference')
    .where('council_id', '=', tx.councilId)
    .where('id', '=', providerId)
    .executeTakeFirst()
  return row?.reference ?? ''
}
