import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { TopUp } from '../rules/unit-cost.ts'
import type { Reach } from './reach.ts'

export type TopUpsOf = ReadonlyMap<string, readonly TopUp[]>

/** What third parties pay of these packages by days: few have any, and only of what is bought by the week. */
export async function listTopUps(tx: Tx, { providerId }: Reach, ids: readonly string[]): Promise<TopUpsOf> {
  const { rows } = await sql<TopUp & { readonly packageId: string }>`
    select y.package_id as "packageId", lower(y.valid) as "from", upper(y.valid) as until, y.weekly_pence as weekly
    from published.payer y
    where y.council_id = ${tx.councilId} and y.payer = 'top-up' and y.package_id = any(${[...ids]}::uuid[])
      and (${providerId ?? null}::uuid is null or y.provider_id = ${providerId ?? null}::uuid)
    order by y.package_id, lower(y.valid)`.execute(tx)
  return Map.groupBy(rows, ({ packageId }) => packageId)
}
