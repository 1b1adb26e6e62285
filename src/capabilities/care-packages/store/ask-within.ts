import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { saveSettingFrom } from '../../../platform/db/council-settings.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { USUAL_ASK_WITHIN_DAYS } from '../rules/variation.ts'

const KEY = 'variations.ask-within-days'

/** Within how many days after it began a change is asked for, as the council has set it for this day. */
export async function findAskWithin(tx: Tx, today: LocalDate): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select (value #>> '{}')::int as days from platform.council_setting
    where council_id = ${tx.councilId} and key = ${KEY} and valid @> ${today}::date`.execute(tx)
  return rows[0]?.days ?? USUAL_ASK_WITHIN_DAYS
}

/** From today on: what was asked before keeps the day that it was promised. */
export function saveAskWithin(tx: Tx, days: number, today: LocalDate): Promise<void> {
  return saveSettingFrom(tx, KEY, { value: days, from: today })
}
