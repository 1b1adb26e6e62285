import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export async function unlock(tx: Tx, accountId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.account')
    .set({ locked_at: null, lock_reason: null, closed_until: null, failures: 0 })
    .where('id', '=', accountId)
    .where((where) => where.or([where('locked_at', 'is not', null), where('closed_until', 'is not', null)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function demandNewPassword(tx: Tx, accountId: string): Promise<void> {
  await tx.updateTable('access.account').set({ must_change_password: true }).where('id', '=', accountId).execute()
  await endSessionsOf(tx, accountId)
}

export async function endSessionsOf(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('access.session').where('account_id', '=', accountId).execute()
}

/**
 * The council's link, or the temporary password in its place, sets up how a person signs in; the one that its owner
 * asks for is for the password alone; the one in a warning keeps a sleeping account open and nothing else.
 */
export type LinkPurpose = 'set-up' | 'temporary' | 'reset' | 'keep'
const settingUp: readonly LinkPurpose[] = ['set-up', 'temporary']
type Link = {
  readonly tokenHash: Buffer
  readonly accountId: string
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly purpose?: LinkPurpose
}

/** The newest link of its kind is the only one: an older mail must not work beside it. Setting up replaces all that were sent. */
export async function makeLink(tx: Tx, link: Link): Promise<void> {
  const { tokenHash, accountId, madeAt, expiresAt, purpose = 'set-up' } = link
  await tx
    .updateTable('access.set_up_link')
    .set({ used_at: madeAt })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .$if(!settingUp.includes(purpose), (links) => links.where('purpose', '=', purpose))
    .execute()
  await tx
    .insertInto('access.set_up_link')
    .values({ token_hash: tokenHash, account_id: accountId, made_at: madeAt, expires_at: expiresAt, purpose })
    .execute()
}

type UsedLink = { readonly tokenHash: Buffer; readonly purpose: LinkPurpose; readonly now: Date }

export async function findLink(tx: Tx, { tokenHash, purpose, now }: UsedLink): Promise<string | undefined> {
  const row = await tx
    .selectFrom('access.set_up_link')
    .select('account_id')
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.account_id
}

/** Whoever uses it first has it. */
export async function useLink(tx: Tx, { tokenHash, purpose, now }: UsedLink): Promise<string | undefined> {
  const row = await tx
    .updateTable('access.set_up_link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('account_id')
    .executeTakeFirst()
  return row?.account_id
}

/**
 * A request in the queue of each council where the person works. For an address that nobody has it does nothing.
 * Answers the councils that did not know of it: asking twice tells nobody twice.
 */
export async function askForHelp(tx: Tx, email: string, today: LocalDate, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ councilId: string; waited: boolean }>`
    insert into access.help_request as h (council_id, account_id, asked_at)
    select distinct m.council_id, m.account_id, ${now}::timestamptz
    from access.membership m join access.account a on a.id = m.account_id
    where a.email = ${email} and a.status <> 'disabled'
      and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})
    on conflict (council_id, account_id, wants) do update set asked_at = excluded.asked_at, answered_at = null,
      provider_id = null
    returning h.council_id as "councilId",
      old.council_id is not null and old.answered_at is null and old.provider_id is null as waited`.execute(tx)
  return rows.filter(({ waited }) => !waited).map(({ councilId }) => councilId)
}

/** Who may be sent a link of their own: the account as it stands, and when one was last sent. */
export type Forgetful = {
  readonly accountId: string
  readonly status: 'invited' | 'active' | 'disabled'
  readonly locked: boolean
  readonly lockReason: 'failures' | 'dormant' | 'staff' | null
  readonly closedUntil: Date | null
  readonly lastLinkAt: Date | null
}

export async function findForgetful(tx: Tx, email: string): Promise<Forgetful | undefined> {
  const { rows } = await sql<Forgetful>`
    select a.id as "accountId", a.status, a.locked_at is not null as locked,
      a.lock_reason as "lockReason", a.closed_until as "closedUntil",
      (select max(l.made_at) from access.set_up_link l where l.account_id = a.id and l.purpose = 'reset') as "lastLinkAt"
    from access.account a where a.email = ${email}`.execute(tx)
  return rows[0]
}
