import { sql, type RawBuilder } from 'kysely'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Credentials } from './accounts.ts'

export type Counted = { readonly key: Buffer; readonly since: Date; readonly tries: number }
type Counting = { readonly keys: readonly Buffer[]; readonly now: Date; readonly start: Date }

/** One more for each key, counted from its first since `start`. In one order, so that two never wait for each other. */
export async function countTry(tx: Tx, { keys, now, start }: Counting): Promise<readonly Counted[]> {
  const { rows } = await sql<Counted>`${counting({ keys, now, start })} select key, since, tries from counted`.execute(
    tx,
  )
  return rows
}

type Named = { readonly counted: readonly Counted[]; readonly credentials: Credentials | undefined }

/** The same with what the password is checked against, in one statement: every sign-in begins with both. */
export async function countTryOf(tx: Tx, email: string, what: Counting): Promise<Named> {
  const rows = await countAndFind(tx, email, what)
  const { id = null, passwordHash = null } = rows[0] ?? {}
  return { counted: rows, credentials: id === null ? undefined : { id, passwordHash } }
}

type Found = Counted & { readonly id: string | null; readonly passwordHash: string | null }

const countAndFind = statement(
  (_tx: Tx, email: string, what: Counting) => sql<Found>`
    ${counting(what)}
    select c.key, c.since, c.tries, a.id, a.password_hash as "passwordHash"
    from counted c left join access.account a on a.email = ${email}`,
)

function counting({ keys, now, start }: Counting): RawBuilder<unknown> {
  return sql`
    with counted as (
      insert into access.throttle as t (key, since, tries)
      select key, ${now}::timestamptz, 1 from unnest(${keys}::bytea[]) key order by key
      on conflict (key) do update set
        tries = case when t.since <= ${start} then 1 else t.tries + 1 end,
        since = case when t.since <= ${start} then excluded.since else t.since end
      returning key, since, tries
    )`
}

/** One try fewer for one key; the others have not been tried at all. In one statement, in the order of counting. */
export const uncountTry = statement(
  (_tx: Tx, key: Buffer, forgotten: readonly Buffer[]) => sql`
    with locked as (
      select key from access.throttle where key = ${key} or key = any(${forgotten}::bytea[]) order by key for update
    ), gone as (
      delete from access.throttle where key in (select key from locked) and key <> ${key}
    )
    update access.throttle set tries = greatest(tries - 1, 0) where key in (select key from locked) and key = ${key}`,
)

export async function forgetTries(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('access.throttle').where('since', '<', before).execute()
}
