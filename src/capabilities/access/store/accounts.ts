import { sql, type Insertable, type RawBuilder, type Selectable } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Database } from '../../../platform/db/database.ts'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { RefusalReason, Standing } from '../rules/sign-in.ts'

export type Credentials = { readonly id: string; readonly passwordHash: string | null }

export async function getCredentials(
  tx: Tx,
  accountId: string,
): Promise<Credentials & Pick<Standing, 'locked' | 'lockReason' | 'closedUntil'>> {
  const { locked_at, ...row } = await tx
    .selectFrom('access.account')
    .select([
      'id',
      'password_hash as passwordHash',
      'locked_at',
      'lock_reason as lockReason',
      'closed_until as closedUntil',
    ])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return { ...row, locked: locked_at !== null }
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

export const lockedColumns = [
  'name',
  'status',
  'locked_at',
  'lock_reason',
  'closed_until',
  'failures',
  'code_cipher',
  'code_key_version',
  'must_change_password',
  'password_changed_at',
] as const
export type LockedRow = Pick<Selectable<Database['access.account']>, (typeof lockedColumns)[number]>

/** Locks the row, so that guesses sent side by side are counted one after the other. */
export async function lockAccount(tx: Tx, accountId: string): Promise<LockedAccount | undefined> {
  const row = await tx
    .selectFrom('access.account')
    .select(lockedColumns)
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  return row && lockedAccount(row)
}

export function lockedAccount(row: LockedRow): LockedAccount {
  return {
    name: row.name,
    status: row.status,
    locked: row.locked_at !== null,
    lockReason: row.lock_reason,
    closedUntil: row.closed_until,
    failures: row.failures,
    code: row.code_cipher === null ? null : { cipher: row.code_cipher, keyVersion: row.code_key_version },
    mustChangePassword: row.must_change_password,
    passwordChangedAt: row.password_changed_at,
  }
}

type SignInNote = {
  readonly next: readonly number[] | undefined
  readonly now: Date
  /** What was counted elsewhere stays: it was not this browser that guessed. */
  readonly keepsCount?: boolean
  /** Whether the password they came in with has to go. */
  readonly weak?: boolean
  /** Where the person works now, which is offered first from then on. */
  readonly place?: Pick<Place, 'councilId' | 'membershipId'> | undefined
}

/** A right answer starts the count again, clears a lock that has opened by itself, and makes the next question a new one, if it was the question that was answered. */
export const recordSignIn = statement(
  (tx: Tx, accountId: string, { next, now, keepsCount = false, weak = false, place }: SignInNote) =>
    tx
      .updateTable('access.account')
      .set({
        ...(keepsCount ? {} : { failures: 0, locked_at: null, lock_reason: null, closed_until: null }),
        last_signed_in_at: now,
        dormancy_warned: 0,
        ...(weak && { must_change_password: true }),
        ...(next && { challenge: sql<number[]>`${next}::smallint[]` }),
        ...(place && { last_council_id: place.councilId, last_membership_id: place.membershipId }),
      })
      .where('id', '=', accountId),
)

/** The same for who showed again that it is them, which is no sign-in. */
export async function recordProof(
  tx: Tx,
  accountId: string,
  { next, keepsCount = false }: Pick<SignInNote, 'next' | 'keepsCount'>,
): Promise<void> {
  const set = {
    ...(keepsCount ? {} : { failures: 0, locked_at: null, lock_reason: null, closed_until: null }),
    ...(next && { challenge: [...next] }),
  }
  if (Object.keys(set).length === 0) return
  await tx.updateTable('access.account').set(set).where('id', '=', accountId).execute()
}

type Failure = {
  readonly reason: RefusalReason
  readonly failures: number
  readonly locks: boolean
  readonly closedUntil: Date | null
  readonly now: Date
}
/** Whoever comes while the account is closed, or is no active person, is not counted. */
const notCounted: ReadonlySet<RefusalReason> = new Set(['unknown', 'not-active', 'locked', 'waiting'])

export async function recordFailure(tx: Tx, accountId: string, failure: Failure): Promise<void> {
  const { reason, failures, locks, closedUntil, now } = failure
  if (notCounted.has(reason)) {
    // As much work as for a failure that counts, so that its time tells nothing.
    await tx.updateTable('access.account').set({ failures }).where('id', '=', accountId).execute()
    return
  }
  await tx
    .updateTable('access.account')
    .set({
      failures,
      closed_until: closedUntil,
      locked_at: locks ? now : null,
      lock_reason: locks ? 'failures' : null,
    })
    .where('id', '=', accountId)
    .execute()
}

export type AccountEventKind =
  | 'signed-in'
  | 'sign-in-refused'
  | 'locked'
  | 'signed-out'
  | 'proof-refused'
  | 'proved'
  | 'password-changed'
  | 'code-changed'
  | 'place-chosen'
  | 'other-sessions-ended'
  | 'unlocked'
  | 'new-password-demanded'
  | 'set-up-link-sent'
  | 'temporary-password-sent'
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
  | 'kept'
  | 'permission-asked'
  | 'locked-dormant'
  | 'reset-link-sent'
  | 'sign-in-throttled'
  | 'password-reset'
  | 'details-changed'
  | 'other-session-ended'
  | 'sessions-ended'
  | 'locked-by-staff'
  | 'disabled'
  | 'enabled'
export type AccountEvent = {
  readonly accountId: string | null
  readonly kind: AccountEventKind
  readonly address?: string
  readonly details?: { readonly reason?: RefusalReason; readonly browser?: string; readonly membershipId?: string }
}

export async function recordEvent(tx: Tx, now: Date, event: AccountEvent): Promise<void> {
  const { accountId, kind, address = '', details = {} } = event
  await insertEvent(tx, { account_id: accountId, at: now, kind, address, details: JSON.stringify(details) })
}

const insertEvent = statement((tx: Tx, event: Insertable<Database['access.account_event']>) =>
  tx.insertInto('access.account_event').values(event),
)

export type Place = {
  readonly councilId: string
  readonly membershipId: string
  readonly face: 'provider' | 'council'
  readonly council: string
  readonly provider: string | null
  readonly providerId: string | null
  readonly policy: 'classic' | 'ncsc'
  /** Whether this council takes digits of a security code for a second step. */
  readonly digits: boolean
  /** Days without signing in after which this council suspends. */
  readonly dormantDays: number
  readonly last: boolean
  /** Where its people sign in with their organisation; null when they do not. */
  readonly connectionId: string | null
  /** False where the organisation switched passwords off, but for those who keep theirs. */
  readonly passwordOpens: boolean
  /** A policy of this council has a newest version that the person has not accepted. */
  readonly policiesDue: boolean
}

/** Where a person may work today, in the order of the words on the page. */
export async function listPlaces(
  tx: Tx,
  accountId: string | RawBuilder<string>,
  today: LocalDate,
): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select m.council_id as "councilId", m.id as "membershipId", c.name as council, p.trading_name as provider, m.provider_id as "providerId",
      case when m.provider_id is null then 'council' else 'provider' end as face, c.sign_in_policy as policy,
      c.security_code = 'allowed' as digits, c.dormant_days as "dormantDays",
      coalesce(a.last_membership_id = m.id, false) as last,
      s.id as "connectionId", not coalesce(s.password_off, false) or m.keeps_password as "passwordOpens",
      exists (select from access.policy w where w.council_id = m.council_id and not exists (
        select from access.policy_acceptance x
        join access.policy q on q.council_id = x.council_id and q.id = x.policy_id
        where x.council_id = w.council_id and x.account_id = m.account_id
          and q.kind = w.kind and q.version >= w.version)) as "policiesDue"
    from access.membership m
    join access.account a on a.id = m.account_id
    join platform.council c on c.council_id = m.council_id
    left join access.sign_on_connection s on s.council_id = m.council_id
      and s.provider_id is not distinct from m.provider_id and s.enabled
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
