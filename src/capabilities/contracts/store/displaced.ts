import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'

/** What holds by days, where what an uplift displaced of it is kept aside, and whose it is. */
type Held = { readonly table: string; readonly aside: string; readonly key: string }

function pairs(tx: Tx, upliftId: string, { key }: Held) {
  return sql`d.council_id = ${tx.councilId} and d.uplift_id = ${upliftId} and h.council_id = d.council_id
    and ${sql.ref(`h.${key}`)} = ${sql.ref(`d.${key}`)}`
}

/** What was kept aside ends the day before, or goes where it would have begun on the day itself. */
export async function endDisplaced(tx: Tx, upliftId: string, held: Held): Promise<void> {
  const [table, aside] = [sql.table(held.table), sql.table(held.aside)]
  await removeFromDay(tx, upliftId, held)
  await sql`update ${table} h set valid = daterange(lower(h.valid), d.from_on) from ${aside} d
    where ${pairs(tx, upliftId, held)} and h.valid @> d.from_on`.execute(tx)
}

/** The raised ones go, and what ended the day before them lasts as long as it would have. */
export async function lengthenDisplaced(tx: Tx, upliftId: string, held: Held): Promise<void> {
  const [table, aside] = [sql.table(held.table), sql.table(held.aside)]
  await removeFromDay(tx, upliftId, held)
  await sql`update ${table} h set valid = d.valid from ${aside} d
    where ${pairs(tx, upliftId, held)} and lower(h.valid) = lower(d.valid)`.execute(tx)
}

/** Whatever begins on the day. */
async function removeFromDay(tx: Tx, upliftId: string, held: Held): Promise<void> {
  await sql`delete from ${sql.table(held.table)} h using ${sql.table(held.aside)} d
    where ${pairs(tx, upliftId, held)} and lower(h.valid) = d.from_on`.execute(tx)
}
