import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** True when this person came in before, and never with this one. */
export async function noteDevice(
  tx: Tx,
  accountId: string,
  { name, now }: { readonly name: string; readonly now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ isNews: boolean }>`
    with others as (
      select count(*) as known from access.known_device where account_id = ${accountId} and name <> ${name}
    )
    insert into access.known_device as d (account_id, name, first_seen_at, last_seen_at)
    values (${accountId}, ${name}, ${now}, ${now})
    on conflict (account_id, name) do update set last_seen_at = excluded.last_seen_at
    returning old.account_id is null and (select known from others) > 0 as "isNews"`.execute(tx)
  return rows[0]?.isNews ?? false
}
