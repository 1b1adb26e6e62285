import { sql, type RawBuilder } from 'kysely'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { lockedAccount, lockedColumns, type LockedAccount, type LockedRow } from './accounts.ts'

const LOCKED = sql.join(lockedColumns.map((column) => sql.ref(column)))

/** What is known between the two steps. */
export type Attempt = {
  readonly accountId: string | null
  readonly passwordRight: boolean
  /** Easy to guess, by the lists of today. */
  readonly passwordWeak: boolean
  readonly positions: readonly number[]
  readonly email: string
  readonly returnTo: string
  readonly createdAt: Date
}
type Beginning = Omit<Attempt, 'positions'> & {
  readonly tokenHash: Buffer
  /** Whose digits; an account of nobody where there is none. */
  readonly askedOf: string
  readonly proposed: readonly number[]
  readonly passkeyChallenge: string
  readonly address: string
}

/**
 * The digits asked last and not answered rightly yet, or the proposed ones, which an account that nobody has always
 * gets; and a question for a passkey beside them. In one statement, which finds as much for an account as for none.
 */
export const keepAttempt = statement((_tx: Tx, attempt: Beginning) => {
  const { tokenHash, accountId, proposed, address, createdAt } = attempt
  return sql`
    with asked as (
      update access.account set challenge = coalesce(challenge, ${proposed}::smallint[])
      where id = ${attempt.askedOf} returning challenge
    ), question as (
      insert into access.passkey_ceremony (token_hash, purpose, challenge, address, created_at)
      values (${tokenHash}, 'sign-in', ${attempt.passkeyChallenge}, ${address}, ${createdAt})
    )
    insert into access.sign_in_attempt
      (token_hash, account_id, password_right, password_weak, positions, email, return_to, address, created_at)
    values (${tokenHash}, ${accountId}, ${attempt.passwordRight}, ${attempt.passwordWeak},
      coalesce((select challenge from asked), ${proposed}::smallint[]),
      ${attempt.email}, ${attempt.returnTo}, ${address}, ${createdAt})`
})

/** An attempt with the question for a passkey, and whether digits are asked for at all. */
export type WaitingAttempt = Attempt & { readonly passkeyChallenge: string; readonly asksDigits: boolean }

/** In one statement. Digits are about the whole installation, so that the page tells nothing of an account. */
export async function findAttempt(tx: Tx, tokenHash: Buffer): Promise<WaitingAttempt | undefined> {
  const [found] = await listWaiting(tx, tokenHash)
  return found
}

const listWaiting = statement(
  (_tx: Tx, tokenHash: Buffer) => sql<WaitingAttempt>`
    select a.account_id as "accountId", a.password_right as "passwordRight", a.password_weak as "passwordWeak", a.positions, a.email,
      a.return_to as "returnTo", a.created_at as "createdAt", coalesce(c.challenge, '') as "passkeyChallenge",
      coalesce((select bool_or(security_code = 'allowed') from platform.council), true) as "asksDigits"
    from access.sign_in_attempt a left join access.passkey_ceremony c on c.token_hash = a.token_hash
    where a.token_hash = ${tokenHash}`,
)

export type Taken = { readonly attempt: Attempt; readonly account: LockedAccount | undefined }

/** An attempt is answered once: whoever takes it first has it, and with it the account, locked for this answer. */
export async function takeAttempt(tx: Tx, tokenHash: Buffer): Promise<Taken | undefined> {
  const [row] = await take(tx, tokenHash)
  return row && { attempt: row, account: row.accountId === null ? undefined : lockedAccount(row) }
}

const take = statement(
  (_tx: Tx, tokenHash: Buffer) => sql<Attempt & LockedRow>`
    with taken as (
      delete from access.sign_in_attempt where token_hash = ${tokenHash}
      returning account_id as "accountId", password_right as "passwordRight", password_weak as "passwordWeak", positions, email,
        return_to as "returnTo", created_at as "createdAt"
    ), account as (
      select ${LOCKED} from access.account where id = (select "accountId" from taken) for update
    )
    select taken.*, account.* from taken left join account on true`,
)

/** Whose attempt it is, for a statement that travels before the attempt is taken. */
export function accountOf(tokenHash: Buffer): RawBuilder<string> {
  return sql`(select account_id from access.sign_in_attempt where token_hash = ${tokenHash})`
}

export async function forgetAttempts(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('access.sign_in_attempt').where('created_at', '<', before).execute()
}
