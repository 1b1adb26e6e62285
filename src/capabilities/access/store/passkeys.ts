import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export type Passkey = {
  readonly id: string
  readonly credentialId: string
  readonly name: string
  readonly addedAt: Date
  readonly lastUsedAt: Date | null
}

export async function listPasskeys(tx: Tx, accountId: string): Promise<readonly Passkey[]> {
  return tx
    .selectFrom('access.passkey')
    .select(['id', 'credential_id as credentialId', 'name', 'added_at as addedAt', 'last_used_at as lastUsedAt'])
    .where('account_id', '=', accountId)
    .orderBy('added_at')
    .orderBy('id')
    .limit(50)
    .execute()
}

type NewPasskey = {
  readonly accountId: string
  readonly credentialId: string
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
  readonly name: string
  readonly now: Date
}

/** False when this passkey is in use already, here or by somebody else. */
export async function savePasskey(tx: Tx, passkey: NewPasskey): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('access.passkey')
    .values({
      account_id: passkey.accountId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: BigInt(passkey.counter),
      transports: [...passkey.transports],
      name: passkey.name,
      added_at: passkey.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export type PublicKey = {
  readonly id: string
  readonly accountId: string
  readonly publicKey: Buffer
  readonly counter: bigint
}

/** Locked, so that two answers with one counter are judged one after the other. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<PublicKey | undefined> {
  return tx
    .selectFrom('access.passkey')
    .select(['id', 'account_id as accountId', 'public_key as publicKey', 'counter'])
    .where('credential_id', '=', credentialId)
    .forUpdate()
    .executeTakeFirst()
}

export async function notePasskeyUse(
  tx: Tx,
  id: string,
  { counter, now }: { readonly counter: number; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('access.passkey')
    .set({ counter: BigInt(counter), last_used_at: now })
    .where('id', '=', id)
    .execute()
}

type Own = { readonly accountId: string; readonly id: string }

export async function renameOwnPasskey(tx: Tx, { accountId, id }: Own, name: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.passkey')
    .set({ name })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function removeOwnPasskey(tx: Tx, { accountId, id }: Own): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('access.passkey')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

export type Ceremony = {
  readonly purpose: 'add' | 'sign-in' | 'step-up'
  readonly accountId: string | null
  readonly challenge: string
  readonly name: string
  readonly returnTo: string
  readonly createdAt: Date
}
const ceremonyColumns = [
  'purpose',
  'account_id as accountId',
  'challenge',
  'name',
  'return_to as returnTo',
  'created_at as createdAt',
] as const

export async function keepCeremony(
  tx: Tx,
  tokenHash: Buffer,
  ceremony: Ceremony & { readonly address: string },
): Promise<void> {
  await tx
    .insertInto('access.passkey_ceremony')
    .values({
      token_hash: tokenHash,
      purpose: ceremony.purpose,
      account_id: ceremony.accountId,
      challenge: ceremony.challenge,
      name: ceremony.name,
      return_to: ceremony.returnTo,
      address: ceremony.address,
      created_at: ceremony.createdAt,
    })
    .execute()
}

export async function findCeremony(tx: Tx, tokenHash: Buffer): Promise<Ceremony | undefined> {
  return tx
    .selectFrom('access.passkey_ceremony')
    .select(ceremonyColumns)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
}

/** A question is answered once: whoever takes it first has it. */
export async function takeCeremony(tx: Tx, tokenHash: Buffer): Promise<Ceremony | undefined> {
  return tx
    .deleteFrom('access.passkey_ceremony')
    .where('token_hash', '=', tokenHash)
    .returning(ceremonyColumns)
    .executeTakeFirst()
}

export async function forgetCeremonies(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('access.passkey_ceremony').where('created_at', '<', before).execute()
}

/** Something the person has: a confirmed app or a passkey. The digits of a code are only known. */
export async function hasSecondFactor(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select app_confirmed_at is not null or exists (select from access.passkey where account_id = ${accountId}) as has
    from access.account where id = ${accountId}`.execute(tx)
  return rows[0]?.has ?? false
}
