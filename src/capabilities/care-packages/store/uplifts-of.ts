import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { UpliftPrice } from '../rules/price-steps.ts'
import type { Reach } from './reach.ts'

export type UpliftsOf = ReadonlyMap<string, readonly UpliftPrice[]>

/** The prices of these packages that an uplift brought, with the uplift; the newest first. */
export async function listUpliftsOf(tx: Tx, { providerId }: Reach, ids: readonly string[]): Promise<UpliftsOf> {
  const own =
    providerId === undefined ? sql`` : sql`and v.provider_id = ${providerId} and u.provider_id = ${providerId}`
  const { rows } = await sql<UpliftPrice & { readonly packageId: string }>`
    select distinct v.package_id as "packageId", u.rate_line_id as "rateLineId", u.from_on as "from",
      u.uplift_id as "upliftId", u.name
    from care_packages.package_version v
    join published.uplift_price u on u.council_id = ${tx.councilId} and u.provider_id = v.provider_id
      and u.rate_line_id = v.rate_line_id
    where v.council_id = ${tx.councilId} ${own} and v.package_id = any(${[...ids]}::uuid[])
    order by 1, 3 desc, 4`.execute(tx)
  return Map.groupBy(rows, ({ packageId }) => packageId)
}
