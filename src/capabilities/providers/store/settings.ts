import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

type Key = 'organisation.applied-at-once' | 'organisation.bank-cooling-off-days'

/** As the council set it for the day; undefined where it has said nothing. */
export async function findSetting(tx: Tx, key: Key, today: LocalDate): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`
    select value from platform.council_setting
    where council_id = ${tx.councilId} and key = ${key} and valid @> ${today}::date`.execute(tx)
  return rows[0]?.value
}
