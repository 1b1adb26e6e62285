import { sql } from 'kysely'
import type { LocalDate } from '../../core/dates.ts'
import type { Tx } from './tx.ts'

export type SettingByDate = {
  readonly from: LocalDate | null
  readonly until: LocalDate | null
  readonly value: unknown
}

/** What a council has set under a key, by date, the newest first. */
export async function listSettingByDate(tx: Tx, key: string): Promise<readonly SettingByDate[]> {
  const { rows } = await sql<SettingByDate>`
    select lower(valid) as "from", upper(valid) as until, value from platform.council_setting
    where council_id = ${tx.councilId} and key = ${key} order by lower(valid) desc nulls last limit 100`.execute(tx)
  return rows
}

/** From a day on, whatever was set for later days; what held before it stays on record. Undefined takes the setting away. */
export async function saveSettingFrom(
  tx: Tx,
  key: string,
  { value, from }: { readonly value: number | string | undefined; readonly from: LocalDate },
): Promise<void> {
  // Two people at once would each cut the same row.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`setting ${tx.councilId} ${key}`}, 0))`.execute(tx)
  await sql`
    delete from platform.council_setting where council_id = ${tx.councilId} and key = ${key} and lower(valid) >= ${from}::date`.execute(
    tx,
  )
  await sql`
    update platform.council_setting set valid = daterange(lower(valid), ${from}::date)
    where council_id = ${tx.councilId} and key = ${key} and valid @> ${from}::date`.execute(tx)
  if (value === undefined) return
  await sql`
    insert into platform.council_setting (council_id, key, valid, value)
    values (${tx.councilId}, ${key}, daterange(${from}::date, null), ${JSON.stringify(value)}::jsonb)`.execute(tx)
}
