import type { Tx } from '../../../platform/db/tx.ts'

export type AppSecret = { readonly cipher: Buffer; readonly keyVersion: number }
export type Authenticator = {
  readonly secret: AppSecret | null
  readonly confirmedAt: Date | null
  readonly lastStep: number
}

export async function getAuthenticator(tx: Tx, accountId: string): Promise<Authenticator> {
  const row = await tx
    .selectFrom('access.account')
    .select(['app_cipher', 'app_key_version', 'app_confirmed_at', 'app_last_step'])
    .where('id', '=', accountId)
    .executeTakeFirst()
  return {
    secret: row?.app_cipher == null ? null : { cipher: row.app_cipher, keyVersion: row.app_key_version },
    confirmedAt: row?.app_confirmed_at ?? null,
    lastStep: Number(row?.app_last_step ?? 0n),
  }
}

/** Waits until a code of it has been seen, and is worth nothing before. */
export async function keepAppSecret(tx: Tx, accountId: string, secret: AppSecret): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ app_cipher: secret.cipher, app_key_version: secret.keyVersion, app_confirmed_at: null, app_last_step: 0n })
    .where('id', '=', accountId)
    .execute()
}

export async function confirmApp(tx: Tx, accountId: string, confirmed: { readonly step: number; readonly now: Date }) {
  await tx
    .updateTable('access.account')
    .set({ app_confirmed_at: confirmed.now, app_last_step: BigInt(confirmed.step) })
    .where('id', '=', accountId)
    .execute()
}

export async function noteAppStep(tx: Tx, accountId: string, step: number): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ app_last_step: BigInt(step) })
    .where('id', '=', accountId)
    .execute()
}

export async function removeApp(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ app_cipher: null, app_confirmed_at: null, app_last_step: 0n })
    .where('id', '=', accountId)
    .execute()
}
