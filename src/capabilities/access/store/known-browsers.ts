import { sql } from 'kysely'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** At the gate, all of them. */
export type KnownBrowser = { readonly tokenHash: Buffer; readonly failures: number; readonly closedUntil: Date | null }
type Whose = { readonly tokenHash: Buffer; readonly accountId: string }

/** As many as a person uses; those that were used longest ago are forgotten now and then. */
const MOST = 10
const KEPT_DAYS = 400

export async function findKnownBrowser(tx: Tx, { tokenHash, accountId }: Whose): Promise<KnownBrowser | undefined> {
  return tx
    .selectFrom('access.known_browser')
    .select(['token_hash as tokenHash', 'failures', 'closed_until as closedUntil'])
    .where('token_hash', '=', tokenHash)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
}

export async function isKnownBrowserOf(
  tx: Tx,
  { tokenHash, email }: { readonly tokenHash: Buffer; readonly email: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from access.known_browser b join access.account a on a.id = b.account_id
    where b.token_hash = ${tokenHash} and a.email = ${email}`.execute(tx)
  return rows.length > 0
}

type Keeping = {
  readonly accountId: string
  /** What the browser brought, for whomever it is known. */
  readonly from: Buffer | undefined
  readonly to: Buffer
  readonly now: Date
}

/** Each time somebody comes in the browser is given another word, and the last one is worth nothing, also for others who use it. */
export async function keepKnownBrowser(tx: Tx, { accountId, from, to, now }: Keeping): Promise<void> {
  // In this order, in one round trip.
  await Promise.all([
    ...(from === undefined
      ? []
      : [tx.updateTable('access.known_browser').set({ token_hash: to }).where('token_hash', '=', from).execute()]),
    knowFromNow(tx, { accountId, to, now }),
  ])
}

const knowFromNow = statement(
  (_tx: Tx, { accountId, to, now }: Omit<Keeping, 'from'>) => sql`
    insert into access.known_browser (token_hash, account_id, made_at, last_used_at)
    values (${to}, ${accountId}, ${now}, ${now})
    on conflict (token_hash, account_id) do update
      set last_used_at = excluded.last_used_at, failures = 0, closed_until = null`,
)

export async function forgetOldBrowsers(tx: Tx, accountId: string, now: Date): Promise<void> {
  await sql`
    delete from access.known_browser b where b.account_id = ${accountId} and (
      b.last_used_at < ${now}::timestamptz - make_interval(days => ${KEPT_DAYS})
      or b.token_hash in (select o.token_hash from access.known_browser o where o.account_id = ${accountId}
        order by o.last_used_at desc, o.token_hash offset ${MOST}))`.execute(tx)
}

export async function countKnownFailure(
  tx: Tx,
  { tokenHash, accountId }: Whose,
  { failures, closedUntil }: { readonly failures: number; readonly closedUntil: Date | null },
): Promise<void> {
  await tx
    .updateTable('access.known_browser')
    .set({ failures, closed_until: closedUntil })
    .where('token_hash', '=', tokenHash)
    .where('account_id', '=', accountId)
    .execute()
}

export async function forgetKnownBrowser(tx: Tx, { tokenHash, accountId }: Whose): Promise<void> {
  await tx
    .deleteFrom('access.known_browser')
    .where('token_hash', '=', tokenHash)
    .where('account_id', '=', accountId)
    .execute()
}

/** A new password, or a word from the owner: whoever took a browser's cookie has nothing left of it. */
export async function forgetKnownBrowsers(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('access.known_browser').where('account_id', '=', accountId).execute()
}
