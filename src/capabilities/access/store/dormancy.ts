import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export type Sleeper = { readonly id: string; readonly lastUsedAt: Date; readonly warned: number }

/** Signing in, choosing a password, being unlocked and saying that it is still needed all start the days again. */
const lastUsed = sql<Date>`greatest(a.last_signed_in_at, a.password_changed_at,
  (select max(e.at) from access.account_event e where e.account_id = a.id and e.kind in ('unlocked', 'kept')))`

/** A lock for wrong tries that opened by itself is over for good, so that a sleeping account is seen as one. */
export async function forgetOpenedLocks(tx: Tx, now: Date): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ locked_at: null, lock_reason: null, closed_until: null })
    .where('lock_reason', '=', 'failures')
    .where('closed_until', '<=', now)
    .execute()
}

/** Accounts that could sign in and were not used since then, in pages by id. A demonstration's people never sleep. */
export async function listSleepers(
  tx: Tx,
  { before, after, rows: most }: { readonly before: Date; readonly after: string; readonly rows: number },
): Promise<readonly Sleeper[]> {
  const { rows } = await sql<Sleeper>`
    select a.id, ${lastUsed} as "lastUsedAt", a.dormancy_warned as warned
    from access.account a
    where a.status = 'active' and a.locked_at is null and a.id > ${after}
      and (a.last_signed_in_at is null or a.last_signed_in_at <= ${before})
      and ${lastUsed} <= ${before}
      and not exists (select from access.membership m join platform.council c on c.council_id = m.council_id
        where m.account_id = a.id and c.is_demonstration)
    order by a.id limit ${most}`.execute(tx)
  return rows
}

/** Locked, so that a sign-in of this moment is seen before the account is closed. */
export async function lockSleeper(tx: Tx, accountId: string): Promise<Sleeper | undefined> {
  await sql`select from access.account where id = ${accountId} for update`.execute(tx)
  const { rows } = await sql<Sleeper>`
    select a.id, ${lastUsed} as "lastUsedAt", a.dormancy_warned as warned
    from access.account a where a.id = ${accountId} and a.status = 'active' and a.locked_at is null`.execute(tx)
  return rows[0]
}

export async function noteWarned(tx: Tx, accountId: string, day: number): Promise<void> {
  await tx.updateTable('access.account').set({ dormancy_warned: day }).where('id', '=', accountId).execute()
}

/** False when it sleeps already: a link of a warning opens nothing. */
export async function keepAwake(tx: Tx, accountId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.account')
    .set({ dormancy_warned: 0 })
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .where('locked_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function lockDormant(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('access.account')
    .set({ locked_at: now, lock_reason: 'dormant', closed_until: null })
    .where('id', '=', accountId)
    .execute()
}
