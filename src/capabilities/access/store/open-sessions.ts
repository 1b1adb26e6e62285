import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { OpenSession } from './sessions.ts'

type At = { readonly accountId: string; readonly councilId: string }

/** Where somebody works for one council now; what they do at another is not this one's to see. At the gate. */
export async function listSessionsAt(tx: Tx, { accountId, councilId }: At): Promise<readonly OpenSession[]> {
  return tx
    .selectFrom('access.session')
    .select(['token_hash as tokenHash', 'created_at as createdAt', 'last_seen_at as lastSeenAt', 'address', 'browser'])
    .where('account_id', '=', accountId)
    .where('council_id', '=', councilId)
    .orderBy('last_seen_at', 'desc')
    .orderBy('token_hash')
    .limit(50)
    .execute()
}

/** All of them, or the one that began then: its token changes while it lasts, its beginning does not. At the gate. */
export async function endSessionsAt(
  tx: Tx,
  { accountId, councilId }: At,
  startedAt: Date | undefined,
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('access.session')
    .where('account_id', '=', accountId)
    .where('council_id', '=', councilId)
    .$if(startedAt !== undefined, (sessions) => sessions.where(begun(startedAt)))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

type Own = { readonly accountId: string; readonly startedAt: Date; readonly kept: Buffer }

/** One of one's own, never the one that asks. */
export async function endOtherSession(tx: Tx, { accountId, startedAt, kept }: Own): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('access.session')
    .where('account_id', '=', accountId)
    .where('token_hash', '!=', kept)
    .where(begun(startedAt))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** To the thousandth of a second, which is what a page can say. */
function begun(startedAt: Date | undefined) {
  return sql<boolean>`date_trunc('milliseconds', created_at) = ${startedAt ?? null}::timestamptz`
}
