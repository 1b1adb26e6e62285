import { sql } from 'kysely'
import { inOrder, type Edge } from './disposal-order.ts'
import type { Db } from './db.ts'
import type { DisposerScope } from './scope.ts'
import type { Tx } from './tx.ts'

/** Few enough for a short transaction. */
const PART = 5_000

/**
 * Everything of a council that was made for trying, in parts, each of them a transaction of its own: whoever is cut off
 * begins again and finds the rest. Answers how many rows each part removed. The policies show no row of any other council.
 */
export async function* emptySandbox(db: Db, councilId: string): AsyncGenerator<number> {
  const scope: DisposerScope = { role: 'portal_disposer', councilId }
  const tables = await db.read(scope, listTables)
  for (const table of tables)
    for (;;) {
      const removed = await db.write(scope, (tx) => removePart(tx, table))
      if (removed > 0) yield removed
      if (removed < PART) break
    }
  const gone = await db.write(scope, removeCouncil)
  if (gone > 0) yield gone
}

type Table = { readonly name: string; readonly refersToItself: boolean }

/** Those first that nothing else refers to, as the catalogue has them today. */
async function listTables(tx: Tx): Promise<readonly Table[]> {
  const [tables, edges] = await Promise.all([
    sql<{ name: string }>`
      select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'council_id'
      where c.relkind in ('r', 'p') and not c.relispartition and not a.attisdropped and c.oid <> 'platform.council'::regclass
        and has_schema_privilege(c.relnamespace, 'usage') and has_table_privilege(c.oid, 'delete')
      order by 1`.execute(tx),
    sql<Edge>`
      select distinct conrelid::regclass::text as "from", confrelid::regclass::text as "to" from pg_constraint
      where contype = 'f' order by 1, 2`.execute(tx),
  ])
  const own = new Set(edges.rows.filter(({ from, to }) => from === to).map(({ from }) => from))
  const names = tables.rows.map(({ name }) => name)
  return inOrder(names, edges.rows).map((name) => ({ name, refersToItself: own.has(name) }))
}

/** Rows that refer to rows of their own table go at once, so that none is looked for by one that stays. */
async function removePart(tx: Tx, { name, refersToItself }: Table): Promise<number> {
  const table = sql.raw(name)
  const some = refersToItself
    ? sql``
    : sql`and (tableoid, ctid) in (select tableoid, ctid from ${table} where council_id = ${tx.councilId} limit ${PART})`
  const { numAffectedRows = 0n } = await sql`
    delete from ${table} where council_id = ${tx.councilId} ${some}`.execute(tx)
  return Number(numAffectedRows)
}

async function removeCouncil(tx: Tx): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from platform.council where council_id = ${tx.councilId}`.execute(tx)
  return Number(numAffectedRows)
}
