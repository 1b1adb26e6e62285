import { sql } from 'kysely'
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

/** An attempt with the question for a passkey, and whether digits are asked for at all. */
export type WaitingAttempt = Attempt & { readonly passkeyChallenge: string; readonly asksDigits: boolean }

/** In one statement. Digits are about the whole installation, so that the page tells nothing of an account. */
export async function findAttempt(tx: Tx, tokenHash: Buffer): Promise<WaitingAttempt | undefined> {
  const { rows } = await sql<WaitingAttempt>`
    select a.account_id as "accountId", a.password_right as "passwordRight", a.positions, a.email,
      a.return_to as "returnTo", a.created_at as "createdAt", coalesce(c.challenge, '') as "passkeyChallenge",
      coalesce((select bool_or(security_code = 'allowed') from platform.council), true) as "asksDigits"
    from access.sign_in_attempt a left join access.passkey_ceremony c on c.token_hash = a.token_hash
    where a.token_hash = ${tokenHash}`.execute(tx)
  return rows[0]
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
