import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { ORDERS, USUAL_PAPER_RULES, type PaperRules } from '../rules/wet-signature.ts'

/** Whether lines that nobody disputes may be recorded before the others are put right. Not unless the council says so. */
export async function mayStartUndisputed(tx: Tx, today: LocalDate): Promise<boolean> {
  return (await settingOf(tx, 'agreements.start-undisputed', today)) === true
}

const USUAL_DAYS_TO_RESPOND = 10

/** Working days from publication to the day by which an answer is asked for. */
export async function getDaysToRespond(tx: Tx, today: LocalDate): Promise<number> {
  const days = await settingOf(tx, 'agreements.respond-within', today)
  return typeof days === 'number' ? days : USUAL_DAYS_TO_RESPOND
}

/** In whose order papers are signed, and whether a provider may sign on paper at all. */
export async function getPaperRules(tx: Tx, today: LocalDate): Promise<PaperRules> {
  const [order, providerByScan] = await Promise.all([
    settingOf(tx, 'agreements.paper-order', today),
    settingOf(tx, 'agreements.provider-by-scan', today),
  ])
  return {
    order: ORDERS.find((one) => one.join() === order) ?? USUAL_PAPER_RULES.order,
    providerByScan: providerByScan === true,
  }
}

export type AgreementSetting =
  'agreements.start-undisputed' | 'agreements.respond-within' | 'agreements.paper-order' | 'agreements.provider-by-scan'

/** From today on; what was set for days before stays as it was. */
export async function saveSetting(
  tx: Tx,
  key: AgreementSetting,
  value: boolean | number | string,
  today: LocalDate,
): Promise<void> {
  await sql`delete from platform.council_setting where council_id = ${tx.councilId} and key = ${key} and lower(valid) >= ${today}::date`.execute(
    tx,
  )
  await sql`update platform.council_setting set valid = daterange(lower(valid), ${today}::date)
    where council_id = ${tx.councilId} and key = ${key} and valid @> ${today}::date`.execute(tx)
  await sql`insert into platform.council_setting (council_id, key, valid, value)
    values (${tx.councilId}, ${key}, daterange(${today}::date, null), ${JSON.stringify(value)}::jsonb)`.execute(tx)
}

async function settingOf(tx: Tx, key: AgreementSetting, today: LocalDate): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`
    select value from platform.council_setting
    where council_id = ${tx.councilId} and key = ${key} and valid @> ${today}::date`.execute(tx)
  return rows[0]?.value
}
