import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'

const KEY = 'uploads.stop-percent'

/** The share of refused rows above which nothing of a file is saved; undefined when the council has set none. */
export function findStopPercent(tx: Tx, at: Date): Promise<number | undefined> {
  return findNumber(tx, KEY, at)
}

/** From today on; what held before stays on record. */
export async function setStopPercent(tx: Tx, percent: number | undefined, today: LocalDate): Promise<void> {
  await sql`
    delete from platform.council_setting where council_id = ${tx.councilId} and key = ${KEY} and lower(valid) >= ${today}`.execute(
    tx,
  )
  await sql`
    update platform.council_setting set valid = daterange(lower(valid), ${today}::date)
    where council_id = ${tx.councilId} and key = ${KEY} and valid @> ${today}::date`.execute(tx)
  if (percent === undefined) return
  await sql`
    insert into platform.council_setting (council_id, key, valid, value)
    values (${tx.councilId}, ${KEY}, daterange(${today}::date, null), to_jsonb(${percent}::int))`.execute(tx)
}

const BY_HAND = 'visits.manual-percent'
/** Until the council says otherwise. */
const USUAL_BY_HAND = 20

/** The share of visits logged by hand above which somebody is asked about them. */
export async function findManualPercent(tx: Tx, at: Date): Promise<number> {
  return (await findNumber(tx, BY_HAND, at)) ?? USUAL_BY_HAND
}

const PAID_ABSENCE = 'absence.paid-weeks'

/** For how many weeks of a stay in hospital frustrated care is paid; undefined when the council has set no limit. */
export function findPaidAbsenceWeeks(tx: Tx, at: Date): Promise<number | undefined> {
  return findNumber(tx, PAID_ABSENCE, at)
}

async function findNumber(tx: Tx, key: string, at: Date): Promise<number | undefined> {
  const { rows } = await sql<{ value: number }>`
    select (value #>> '{}')::int as value from platform.council_setting
    where council_id = ${tx.councilId} and key = ${key} and valid @> ${at}::date`.execute(tx)
  return rows[0]?.value
}
