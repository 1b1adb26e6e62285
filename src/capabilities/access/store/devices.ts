import { sql } from 'kysely'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'

type Noted = { readonly name: string; readonly now: Date }

/** True when this person came in before, and never with this one. */
export async function noteDevice(tx: Tx, accountId: string, { name, now }: Noted): Promise<boolean> {
  const [noted] = await note(tx, accountId, { name, now })
  return noted?.isNews ?? false
}

const note = statement(
  (_tx: Tx, accountId: string, { name, now }: Noted) => sql<{ isNews: boolean }>`
    with others as (
      select count(*) as known from access.known_device where account_id = ${accountId} and name <> ${name}
    )
    insert into access.known_device as d (account_id, name, first_seen_at, last_seen_at)
    values (${accountId}, ${name}, ${now}, ${now})
    on conflict (account_id, name) do update set last_seen_at = excluded.last_seen_at
    returning old.account_id is null and (select known from others) > 0 as "isNews"`,
)
