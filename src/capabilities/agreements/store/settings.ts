import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** Whether lines that nobody disputes may be recorded before the others are put right. Not unless the council says so. */
export async function mayStartUndisputed(tx: Tx, today: LocalDate): Promise<boolean> {
  const { rows } = await sql<{ value: unknown }>`
    select value from platform.council_setting
    where council_id = ${tx.councilId} and key = 'agreements.start-undisputed' and valid @> ${today}::date`.execute(tx)
  return rows[0]?.value === true
}
