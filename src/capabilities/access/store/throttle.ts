import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

export type Counted = { readonly key: Buffer; readonly since: Date; readonly tries: number }
type Counting = { readonly keys: readonly Buffer[]; readonly now: Date; readonly start: Date }

/** One more for each key, counted from its first since `start`. In one order, so that two never wait for each other. */
export async function countTry(tx: Tx, { keys, now, start }: Counting): Promise<readonly Counted[]> {
  const [, { rows }] = await Promise.all([
    // Losing a count in a crash is no loss: whoever guesses has to begin again too.
    sql`set local synchronous_commit = off`.execute(tx),
    sql<Counted>`
      insert into access.throttle as t (key, since, tries)
      select key, ${now}::timestamptz, 1 from unnest(${[...keys]}::bytea[]) key order by key
      on conflict (key) do update set
        tries = case when t.since <= ${start} then 1 else t.tries + 1 end,
        since = case when t.since <= ${start} then excluded.since else t.since end
      returning key, since, tries`.execute(tx),
  ])
  return rows
}

/** One try fewer for one key; the others have not been tried at all. In one statement, in the order of counting. */
export async function uncountTry(tx: Tx, key: Buffer, forgotten: readonly Buffer[] = []): Promise<void> {
  await sql`
    with locked as (
      select key from access.throttle where key = ${key} or key = any(${[...forgotten]}::bytea[]) order by key for update
    ), gone as (
      delete from access.throttle where key in (select key from locked) and key <> ${key}
    )
    update access.throttle set tries = greatest(tries - 1, 0) where key in (select key from locked) and key = ${key}
  `.execute(tx)
}

export async function forgetTries(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('access.throttle').where('since', '<', before).execute()
}
