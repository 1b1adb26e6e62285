import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type Deadline = {
  readonly id: string
  readonly name: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
  readonly submitBy: Date
  readonly paidOn: LocalDate | null
}

/** The days by which actuals are due, of the calendars this provider works to. */
export async function listDeadlines(tx: Tx, since: Date): Promise<readonly Deadline[]> {
  const { rows } = await sql<Deadline>`
    select pd.id, pd.name, pd.starts_on as "startsOn", pd.ends_on as "endsOn", pd.submit_by as "submitBy",
      pd.paid_on as "paidOn"
    from published.period pd
    where pd.council_id = ${tx.councilId} and pd.submit_by >= ${since}
      and exists (select from published.contract c where c.council_id = pd.council_id and c.provider_id = ${tx.providerId}
        and c.calendar = pd.calendar)
    order by pd.submit_by, pd.id limit 60`.execute(tx)
  return rows
}

export type Feed = { readonly councilId: string; readonly providerId: string; readonly accountId: string }

/** Whose calendar an address opens; before anybody has signed in. */
export async function findFeed(tx: Tx, tokenHash: Buffer): Promise<Feed | undefined> {
  return tx
    .selectFrom('actuals.calendar_feed')
    .select(['council_id as councilId', 'provider_id as providerId', 'account_id as accountId'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
}

export async function findOwnFeed(tx: Tx, accountId: string): Promise<{ readonly madeAt: Date } | undefined> {
  return ownFeed(tx, accountId).executeTakeFirst()
}

function ownFeed(tx: Tx, accountId: string) {
  return tx
    .selectFrom('actuals.calendar_feed')
    .select('made_at as madeAt')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('account_id', '=', accountId)
}

/** A new address ends the one before. */
export async function recordFeed(
  tx: Tx,
  { accountId, tokenHash, at }: { readonly accountId: string; readonly tokenHash: Buffer; readonly at: Date },
): Promise<void> {
  await tx
    .insertInto('actuals.calendar_feed')
    .values({
      council_id: tx.councilId,
      provider_id: tx.providerId,
      account_id: accountId,
      token_hash: tokenHash,
      made_at: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['council_id', 'provider_id', 'account_id']).doUpdateSet({ token_hash: tokenHash, made_at: at }),
    )
    .execute()
}

export async function removeFeed(tx: Tx, accountId: string): Promise<void> {
  await tx
    .deleteFrom('actuals.calendar_feed')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('account_id', '=', accountId)
    .execute()
}
