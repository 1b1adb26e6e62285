import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { RefusalReason, Standing } from '../rules/sign-in.ts'

export type Credentials = { readonly id: string; readonly passwordHash: string | null }

export async function findCredentials(tx: Tx, email: string): Promise<Credentials | undefined> {
  return tx
    .selectFrom('access.account')
    .select(['id', 'password_hash as passwordHash'])
    .where('email', '=', email)
    .executeTakeFirst()
}

export async function getCredentials(tx: Tx, accountId: string): Promise<Credentials & { readonly locked: boolean }> {
  const row = await tx
    .selectFrom('access.account')
    .select(['id', 'password_hash as passwordHash', 'locked_at'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return { id: row.id, passwordHash: row.passwordHash, locked: row.locked_at !== null }
}

/** The positions asked last and not answered rightly yet, or the proposed ones. Nobody's account gets the proposed ones. */
export async function keepChallenge(
  tx: Tx,
  accountId: string,
  proposed: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ challenge: readonly number[] }>`
    update access.account set challenge = coalesce(challenge, ${[...proposed]}::smallint[])
    where id = ${accountId} returning challenge`.execute(tx)
  return rows[0]?.challenge ?? proposed
}

export type LockedAccount = Standing & {
  readonly name: string
  readonly code: { readonly cipher: Buffer; readonly keyVersion: number } | null
  readonly mustChangePassword: boolean
  readonly passwordChangedAt: Date | null
}

/** Locks the row, so that guesses sent side by side are counted one after the other. */
export async function lockAccount(tx: Tx, accountId: string): Promise<LockedAccount | undefined> {
  const row = await tx
    .selectFrom('access.account')
    .select([
      'name',
      'status',
      'locked_at',
      'failures',
      'code_cipher',
      'code_key_version',
      'must_change_password',
      'password_changed_at',
    ])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    name: row.name,
    status: row.status,
    locked: row.locked_at !== null,
    failures: row.failures,
    code: row.code_cipher === null ? null : { cipher: row.code_cipher, keyVersion: row.code_key_version },
    mustChangePassword: row.must_change_password,
    passwordChangedAt: row.password_changed_at,
  }
}

/** A right answer starts the count again and makes the next question a new one, if it was the question that was answered. */
export async function recordSignIn(
  tx: Tx,
  accountId: string,
  { next, now }: { readonly next: readonly number[] | undefined; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ failures: 0, last_signed_in_at: now, dormancy_warned: 0, ...(next && { challenge: [...next] }) })
    .where('id', '=', accountId)
    .execute()
}

type Failure = { readonly failures: number; readonly locks: boolean; readonly now: Date }

export async function recordFailure(tx: Tx, accountId: string, { failures, locks, now }: Failure): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ failures, ...(locks ? { locked_at: now, lock_reason: 'failures' as const } : {}) })
    .where('id', '=', accountId)
    .execute()
}

export type AccountEventKind =
  | 'signed-in'
  | 'sign-in-refused'
  | 'locked'
  | 'signed-out'
  | 'proof-refused'
  | 'password-changed'
  | 'code-changed'
  | 'place-chosen'
  | 'other-sessions-ended'
  | 'unlocked'
  | 'new-password-demanded'
  | 'set-up-link-sent'
  | 'set-up'
  | 'help-asked'
  | 'app-added'
  | 'app-removed'
  | 'not-found'
  | 'not-permitted'
  | 'passkey-added'
  | 'passkey-removed'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'policies-accepted'
  | 'dormancy-warned'
  | 'permission-asked'
  | 'locked-dormant'
  | 'reset-link-sent'
  | 'password-reset'
export type AccountEvent = {
  readonly accountId: string | null
  readonly kind: AccountEventKind
  readonly address?: string
  readonly details?: { readonly reason?: RefusalReason; readonly browser?: string; readonly membershipId?: string }
}

export async function recordEvent(tx: Tx, now: Date, event: AccountEvent): Promise<void> {
  await tx
    .insertInto('access.account_event')
    .values({
      account_id: event.accountId,
      at: now,
      kind: event.kind,
      address: event.address ?? '',
      details: JSON.stringify(event.details ?? {}),
    })
    .execute()
}

/** Tries from one address since then: those refused, and those that stopped half way. */
export async function countTries(tx: Tx, address: string, since: Date): Promise<number> {
  const { rows } = await sql<{ tries: bigint }>`
    select (select count(*) from access.account_event
            where kind = 'sign-in-refused' and address = ${address} and at > ${since})
         + (select count(*) from access.sign_in_attempt
            where created_at > ${since} and address = ${address}) as tries`.execute(tx)
  return Number(rows[0]?.tries ?? 0n)
}

export type Place = {
  readonly councilId: string
  readonly membershipId: string
  readonly face: 'provider' | 'council'
  readonly council: string
  readonly provider: string | null
  readonly policy: 'classic' | 'ncsc'
  readonly last: boolean
}

/** Where a person may work today, in the order of the words on the page. */
export async function listPlaces(tx: Tx, accountId: string, today: LocalDate): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select m.council_id as "councilId", m.id as "membershipId", c.name as council, p.trading_name as provider,
      case when m.provider_id is null then 'council' else 'provider' end as face, c.sign_in_policy as policy,
      coalesce(a.last_membership_id = m.id, false) as last
    from access.membership m
    join access.account a on a.id = m.account_id
    join platform.council c on c.council_id = m.council_id
    left join published.provider_name p on p.council_id = m.council_id and p.id = m.provider_id
    where m.account_id = ${accountId} and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
    order by p.trading_name nulls first, c.name, m.id
    limit 200`.execute(tx)
  return rows
}

export type PastEvent = { readonly at: Date; readonly kind: string; readonly address: string }

export async function listRecentEvents(tx: Tx, accountId: string): Promise<readonly PastEvent[]> {
  return tx
    .selectFrom('access.account_event')
    .select(['at', 'kind', 'address'])
    .where('account_id', '=', accountId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}
