import type { Tx } from '../../../platform/db/tx.ts'

/** What is known between the two steps. */
export type Attempt = {
  readonly accountId: string | null
  readonly passwordRight: boolean
  readonly positions: readonly number[]
  readonly email: string
  readonly returnTo: string
  readonly createdAt: Date
}
const columns = [
  'account_id as accountId',
  'password_right as passwordRight',
  'positions',
  'email',
  'return_to as returnTo',
  'created_at as createdAt',
] as const

export async function keepAttempt(
  tx: Tx,
  tokenHash: Buffer,
  attempt: Attempt & { readonly address: string },
): Promise<void> {
  await tx
    .insertInto('access.sign_in_attempt')
    .values({
      token_hash: tokenHash,
      account_id: attempt.accountId,
      password_right: attempt.passwordRight,
      positions: [...attempt.positions],
      email: attempt.email,
      return_to: attempt.returnTo,
      address: attempt.address,
      created_at: attempt.createdAt,
    })
    .execute()
}

export async function findAttempt(tx: Tx, tokenHash: Buffer): Promise<Attempt | undefined> {
  return tx.selectFrom('access.sign_in_attempt').select(columns).where('token_hash', '=', tokenHash).executeTakeFirst()
}

/** An attempt is answered once: whoever takes it first has it. */
export async function takeAttempt(tx: Tx, tokenHash: Buffer): Promise<Attempt | undefined> {
  return tx
    .deleteFrom('access.sign_in_attempt')
    .where('token_hash', '=', tokenHash)
    .returning(columns)
    .executeTakeFirst()
}

export async function forgetAttempts(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('access.sign_in_attempt').where('created_at', '<', before).execute()
}
