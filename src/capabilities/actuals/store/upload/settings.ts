import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import { listSettingByDate, saveSettingFrom, type SettingByDate } from '../../../../platform/db/council-settings.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { ActualsSettings } from '../../rules/settings.ts'
import type { SheetRow } from '../../rules/sheet-row.ts'

const KEY = 'uploads.stop-percent'

/** The share of refused rows above which nothing of a file is saved; undefined when the council has set none. */
export function findStopPercent(tx: Tx, at: Date): Promise<number | undefined> {
  return findNumber(tx, KEY, at)
}

/** From today on; what held before stays on record. */
export function setStopPercent(tx: Tx, percent: number | undefined, today: LocalDate): Promise<void> {
  return saveSettingFrom(tx, KEY, { value: percent, from: today })
}

export const BY_HAND = 'visits.manual-percent'
/** Until the council says otherwise. */
export const USUAL_BY_HAND = 20

/** The share of visits logged by hand above which somebody is asked about them. */
export async function findManualPercent(tx: Tx, at: Date): Promise<number> {
  return (await findNumber(tx, BY_HAND, at)) ?? USUAL_BY_HAND
}

export const PAID_ABSENCE = 'absence.paid-weeks'

/** For how many weeks of a stay in hospital frustrated care is paid; undefined when the council has set no limit. */
export function findPaidAbsenceWeeks(tx: Tx, at: Date): Promise<number | undefined> {
  return findNumber(tx, PAID_ABSENCE, at)
}

/** Asked only for a sheet on which somebody is in hospital: hardly any. */
export async function findPaidIfAway(
  tx: Tx,
  rows: readonly Pick<SheetRow, 'awaySince'>[],
  at: Date,
): Promise<number | undefined> {
  return rows.some(({ awaySince }) => awaySince !== undefined) ? findPaidAbsenceWeeks(tx, at) : undefined
}

async function findNumber(tx: Tx, key: string, at: Date): Promise<number | undefined> {
  const { rows } = await sql<{ value: number }>`
    select (value #>> '{}')::int as value from platform.council_setting
    where council_id = ${tx.councilId} and key = ${key} and valid @> ${at}::date`.execute(tx)
  return rows[0]?.value
}

/** What was set last, which is what a change changes: it may hold from a day to come. */
export async function getActualsSettings(tx: Tx): Promise<ActualsSettings> {
  const [weeks, percent] = await Promise.all([listSettingByDate(tx, PAID_ABSENCE), listSettingByDate(tx, BY_HAND)])
  return { paidWeeks: lastOf(weeks), manualPercent: lastOf(percent) }
}

/** Both settings by date, for their page. */
export async function listSettings(tx: Tx): Promise<readonly ShownSetting[]> {
  const keys = [PAID_ABSENCE, BY_HAND] as const
  const lists = await Promise.all(keys.map((key) => listSettingByDate(tx, key)))
  return lists.flatMap((rows, place) =>
    rows.map(({ from, until, value }) => ({ key: keys[place] ?? BY_HAND, from, until, value: Number(value) })),
  )
}
export type ShownSetting = Pick<SettingByDate, 'from' | 'until'> & {
  readonly key: typeof PAID_ABSENCE | typeof BY_HAND
  readonly value: number
}

/** One that has ended is none any more. */
function lastOf([newest]: readonly SettingByDate[]): number | undefined {
  return newest === undefined || newest.until !== null ? undefined : Number(newest.value)
}
