import { sql } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import { quantity, type Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './reach.ts'

export type DeliveredWeek = { readonly weekStart: LocalDate; readonly planned: Quantity; readonly delivered: Quantity }

const WEEKS = 12

/** What was recorded for one package in the last weeks, the oldest first; a draft is not said yet. */
export async function listDelivered(
  tx: Tx,
  { providerId }: Reach,
  packageId: string,
  today: LocalDate,
): Promise<readonly DeliveredWeek[]> {
  const since = addDays(today, -7 * WEEKS)
  const { rows } = await sql<{ weekStart: LocalDate; planned: bigint; delivered: bigint }>`
    select week_start as "weekStart", planned, actual as delivered from published.week
    where council_id = ${tx.councilId} and package_id = ${packageId} and week_start >= ${since} and status <> 'draft'
      and (${providerId ?? null}::uuid is null or provider_id = ${providerId ?? null}::uuid)
    order by week_start limit ${WEEKS + 1}`.execute(tx)
  return rows.map((row) => ({
    weekStart: row.weekStart,
    planned: quantity(row.planned),
    delivered: quantity(row.delivered),
  }))
}
