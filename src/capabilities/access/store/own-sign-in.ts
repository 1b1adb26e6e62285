import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** What of signing in a person has set up. */
export type OwnSignIn = {
  readonly passwordChangedAt: Date | null
  readonly codeChangedAt: Date | null
  readonly appConfirmedAt: Date | null
  readonly passkeys: number
  readonly recoveryCodes: number
}

/** At the gate, where accounts are. */
export async function getOwnSignIn(tx: Tx, accountId: string): Promise<OwnSignIn> {
  const { rows } = await sql<OwnSignIn>`
    select a.password_changed_at as "passwordChangedAt", a.code_changed_at as "codeChangedAt",
      a.app_confirmed_at as "appConfirmedAt",
      (select count(*)::integer from access.passkey k where k.account_id = a.id) as passkeys,
      (select count(*)::integer from access.recovery_code r where r.account_id = a.id and r.used_at is null) as "recoveryCodes"
    from access.account a where a.id = ${accountId}`.execute(tx)
  const [own] = rows
  if (own === undefined) throw new Error('somebody who is signed in has an account')
  return own
}
