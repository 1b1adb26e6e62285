import type { Tx } from '../../../platform/db/tx.ts'

/** The new ones are the only ones. */
export async function replaceRecoveryCodes(
  tx: Tx,
  accountId: string,
  { hashes, now }: { readonly hashes: readonly Buffer[]; readonly now: Date },
): Promise<void> {
  await tx.deleteFrom('access.recovery_code').where('account_id', '=', accountId).execute()
  await tx
    .insertInto('access.recovery_code')
    .values(hashes.map((hash) => ({ account_id: accountId, hash, made_at: now })))
    .execute()
}

export async function isRecoveryCode(tx: Tx, accountId: string, hash: Buffer): Promise<boolean> {
  const row = await tx
    .selectFrom('access.recovery_code')
    .select('hash')
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function useRecoveryCode(
  tx: Tx,
  accountId: string,
  { hash, now }: { readonly hash: Buffer; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('access.recovery_code')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .execute()
}

export async function countRecoveryCodes(tx: Tx, accountId: string): Promise<number> {
  const { left } = await tx
    .selectFrom('access.recovery_code')
    .select(({ fn }) => fn.countAll().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(left)
}
