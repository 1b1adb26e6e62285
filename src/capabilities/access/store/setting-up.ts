import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** An account that is being set up in one browser, by a link or a temporary password. */
export type SettingUp = {
  readonly tokenHash: Buffer
  readonly accountId: string
  readonly madeAt: Date
  /** Whether the password was chosen: from then on it is asked for before anything else. */
  readonly chosen: boolean
  /** When this browser was let in to set up; null while it still has to give the password. */
  readonly openedAt: Date | null
}
const columns = sql<SettingUp>`token_hash as "tokenHash", account_id as "accountId", made_at as "madeAt",
  chosen_at is not null as chosen, opened_at as "openedAt"`
const live = (now: Date) => sql`used_at is null and expires_at > ${now} and purpose in ('set-up', 'temporary')`

/** The strictest of a person's councils: one that sends links only sees to it that no password is ever mailed. */
export async function mailsTemporaryPassword(tx: Tx, accountId: string, today: LocalDate): Promise<boolean> {
  const { rows } = await sql<{ every: boolean | null }>`
    select bool_and(c.first_access = 'temporary-password') as every
    from access.membership m join platform.council c on c.council_id = m.council_id
    where m.account_id = ${accountId} and m.starts_on <= ${today} and (m.ends_on is null or m.ends_on > ${today})`.execute(
    tx,
  )
  return rows[0]?.every ?? false
}

export async function findSetUpLink(tx: Tx, tokenHash: Buffer, now: Date): Promise<SettingUp | undefined> {
  const { rows } = await sql<SettingUp>`
    select ${columns} from access.set_up_link where token_hash = ${tokenHash} and ${live(now)}`.execute(tx)
  return rows[0]
}

type Opening = { readonly tokenHash: Buffer; readonly browserHash: Buffer; readonly now: Date }

/** In one browser at a time: the newest one. Undefined when the link is over. */
export async function openSetUpLink(tx: Tx, { tokenHash, browserHash, now }: Opening): Promise<string | undefined> {
  const { rows } = await sql<{ accountId: string }>`
    update access.set_up_link
    set browser_hash = ${browserHash}, opened_at = case when chosen_at is null then ${now}::timestamptz end
    where token_hash = ${tokenHash} and ${live(now)} returning account_id as "accountId"`.execute(tx)
  return rows[0]?.accountId
}

export async function findSettingUp(tx: Tx, browserHash: Buffer, now: Date): Promise<SettingUp | undefined> {
  const { rows } = await sql<SettingUp>`
    select ${columns} from access.set_up_link where browser_hash = ${browserHash} and ${live(now)}`.execute(tx)
  return rows[0]
}

/** Locked, so that two who choose at once do it one after the other. */
export async function lockSettingUp(tx: Tx, browserHash: Buffer, now: Date): Promise<SettingUp | undefined> {
  const { rows } = await sql<SettingUp>`
    select ${columns} from access.set_up_link where browser_hash = ${browserHash} and ${live(now)} for update`.execute(
    tx,
  )
  return rows[0]
}

export async function noteResumed(tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await tx.updateTable('access.set_up_link').set({ opened_at: now }).where('token_hash', '=', tokenHash).execute()
}

export async function noteChosen(tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await tx
    .updateTable('access.set_up_link')
    .set({ chosen_at: now, opened_at: now })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function endSettingUp(tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await tx
    .updateTable('access.set_up_link')
    .set({ used_at: now, browser_hash: null })
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** Not active yet: without a second step a password opens nothing. */
export async function saveFirstPassword(
  tx: Tx,
  accountId: string,
  { hash, now }: { readonly hash: string; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ password_hash: hash, password_changed_at: now, must_change_password: false })
    .where('id', '=', accountId)
    .execute()
}

export async function activate(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ status: 'active' })
    .where('id', '=', accountId)
    .where('status', '=', 'invited')
    .execute()
}

export type SetUpState = {
  readonly codeChangedAt: Date | null
  readonly phone: string
  readonly detailsConfirmedAt: Date | null
}

export async function getSetUpState(tx: Tx, accountId: string): Promise<SetUpState> {
  return tx
    .selectFrom('access.account')
    .select(['code_changed_at as codeChangedAt', 'phone', 'details_confirmed_at as detailsConfirmedAt'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
}

export async function saveDetails(
  tx: Tx,
  accountId: string,
  { phone, now }: { readonly phone: string; readonly now: Date },
): Promise<void> {
  await tx.updateTable('access.account').set({ phone, details_confirmed_at: now }).where('id', '=', accountId).execute()
}
