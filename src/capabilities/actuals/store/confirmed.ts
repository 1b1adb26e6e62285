import type { Tx } from '../../../platform/db/tx.ts'
import type { ServiceWeek } from './sheet.ts'

export type ConfirmedOf = ServiceWeek & {
  /** The moment of the act. */
  readonly at: Date
  readonly by: string
}
export type ConfirmedNow = { readonly packageId: string; readonly version: number; readonly status: string }

const MOST = 1_000

/** What one act of one person confirmed and nobody has changed since. */
export async function listConfirmedBy(
  tx: Tx,
  { serviceId, weekStart, at, by }: ConfirmedOf,
): Promise<readonly ConfirmedNow[]> {
  return tx
    .selectFrom('actuals.week')
    .select(['package_id as packageId', 'version', 'status'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
    .where('service_id', '=', serviceId)
    .where('status', '!=', 'draft')
    .where('confirmed_at', '=', at)
    .where('recorded_at', '=', at)
    .where('recorded_by', '=', by)
    .orderBy('package_id')
    .limit(MOST)
    .execute()
}
