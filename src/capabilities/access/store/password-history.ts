import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

type Sealed = { readonly cipher: Buffer; readonly keyVersion: number }
export type EarlierPassword = {
  readonly accountId: string
  readonly setAt: Date
  /** Of before hashes were sealed; null once it is. */
  readonly hash: string | null
  readonly sealed: Sealed | null
}

/** Earlier passwords, the newest first. Only the person's own scope sees them. */
export async function listEarlierPasswords(
  tx: Tx,
  accountId: string,
  most: number,
): Promise<readonly EarlierPassword[]> {
  const rows = await earlier(tx).where('account_id', '=', accountId).orderBy('set_at', 'desc').limit(most).execute()
  return rows.map(asEarlier)
}

type Outgoing = { readonly sealed: Sealed; readonly setAt: Date; readonly now: Date; readonly kept: number }

/** The password that goes joins the history; older ones than are asked about are forgotten. */
export async function keepEarlierPassword(tx: Tx, accountId: string, outgoing: Outgoing): Promise<void> {
  const { sealed, setAt, now, kept } = outgoing
  await tx
    .insertInto('access.password_history')
    .values({
      account_id: accountId,
      set_at: setAt,
      cipher: sealed.cipher,
      key_version: sealed.keyVersion,
      kept_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await sql`
    delete from access.password_history h where h.account_id = ${accountId} and h.set_at < (
      select min(k.set_at) from (
        select set_at from access.password_history where account_id = ${accountId} order by set_at desc limit ${kept}
      ) k)`.execute(tx)
}

/** Whoever has a password may have had others. At the gate, in pages by id. */
export async function listPasswordHolders(
  tx: Tx,
  { after, rows: most }: { readonly after: string; readonly rows: number },
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('access.account')
    .select('id')
    .where('password_hash', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(({ id }) => id)
}

/** A person's rows that are not sealed under this key, locked. */
export async function lockNotSealedUnder(
  tx: Tx,
  { accountId, version }: { readonly accountId: string; readonly version: number },
): Promise<readonly EarlierPassword[]> {
  const rows = await earlier(tx)
    .where('account_id', '=', accountId)
    .where(isSealedOtherwise(version))
    .orderBy('set_at')
    .forUpdate()
    .execute()
  return rows.map(asEarlier)
}

export async function saveSealedPassword(
  tx: Tx,
  { accountId, setAt }: Pick<EarlierPassword, 'accountId' | 'setAt'>,
  { cipher, keyVersion }: Sealed,
): Promise<void> {
  await tx
    .updateTable('access.password_history')
    .set({ password_hash: null, cipher, key_version: keyVersion })
    .where('account_id', '=', accountId)
    .where('set_at', '=', setAt)
    .execute()
}

export async function countNotSealedUnder(
  tx: Tx,
  { accountId, version }: { readonly accountId: string; readonly version: number },
): Promise<number> {
  const { count } = await tx
    .selectFrom('access.password_history')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('account_id', '=', accountId)
    .where(isSealedOtherwise(version))
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function forgetPasswordsKeptBefore(
  tx: Tx,
  { accountId, before }: { readonly accountId: string; readonly before: Date },
): Promise<void> {
  await tx
    .deleteFrom('access.password_history')
    .where('account_id', '=', accountId)
    .where('kept_at', '<', before)
    .execute()
}

function earlier(tx: Tx) {
  return tx
    .selectFrom('access.password_history')
    .select(['account_id', 'set_at', 'password_hash', 'cipher', 'key_version'])
}

function isSealedOtherwise(version: number) {
  return sql<boolean>`(key_version is null or key_version <> ${version})`
}

type Row = Awaited<ReturnType<ReturnType<typeof earlier>['execute']>>[number]

function asEarlier(row: Row): EarlierPassword {
  const { cipher, key_version: keyVersion } = row
  return {
    accountId: row.account_id,
    setAt: row.set_at,
    hash: row.password_hash,
    sealed: cipher === null || keyVersion === null ? null : { cipher, keyVersion },
  }
}
