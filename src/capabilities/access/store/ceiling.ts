import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { readCeiling, type Ceiling } from '../rules/ceiling.ts'

const KEY = 'people.invite-directly'

/** How far the council lets organisation administrators invite without asking it. Nobody unless it says so. */
export async function findCeiling(tx: Tx, today: LocalDate): Promise<Ceiling> {
  const { rows } = await sql<{ value: unknown }>`
    select value from platform.council_setting
    where council_id = ${tx.councilId} and key = ${KEY} and valid @> ${today}::date`.execute(tx)
  return readCeiling(rows[0]?.value)
}

/** Two who change it come one after the other. */
export async function lockCeiling(tx: Tx, today: LocalDate): Promise<Ceiling> {
  await sql`select from platform.council where council_id = ${tx.councilId} for update`.execute(tx)
  return findCeiling(tx, today)
}

/** From today on; what held before stays known for the days before. */
export async function saveCeiling(tx: Tx, ceiling: Ceiling, today: LocalDate): Promise<void> {
  await sql`
    delete from platform.council_setting
    where council_id = ${tx.councilId} and key = ${KEY} and lower(valid) >= ${today}`.execute(tx)
  await sql`
    update platform.council_setting set valid = daterange(lower(valid), ${today})
    where council_id = ${tx.councilId} and key = ${KEY} and valid @> ${today}::date`.execute(tx)
  await sql`
    insert into platform.council_setting (council_id, key, valid, value)
    values (${tx.councilId}, ${KEY}, daterange(${today}, null), ${JSON.stringify(ceiling)}::jsonb)`.execute(tx)
}

export type CeilingChange = {
  readonly ceiling: Ceiling
  readonly from: LocalDate | null
  /** The first day without it. */
  readonly until: LocalDate | null
  /** Null where it came with the council's own data. */
  readonly changedBy: string | null
}
type Row = Omit<CeilingChange, 'ceiling'> & { readonly value: unknown }

/** What held on which days, the newest first, with who set it. */
export async function listCeilings(tx: Tx): Promise<readonly CeilingChange[]> {
  const { rows } = await sql<Row>`
    select c.value, lower(c.valid) as "from", upper(c.valid) as until,
      (select e.actor_name from platform.audit_entry e
        where e.council_id = c.council_id and e.action = 'people.ceiling-changed'
          and e.details ->> 'from' = lower(c.valid)::text
        order by e.seq desc limit 1) as "changedBy"
    from platform.council_setting c
    where c.council_id = ${tx.councilId} and c.key = ${KEY}
    order by lower(c.valid) desc nulls last limit 50`.execute(tx)
  return rows.map(({ value, ...row }) => ({ ...row, ceiling: readCeiling(value) }))
}
