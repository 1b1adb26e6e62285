import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { UpliftPrice } from '../rules/price-steps.ts'
import type { Reach } from './reach.ts'

/** The prices of a package that an uplift brought, with the uplift. */
export async function listUpliftsOf(tx: Tx, { providerId }: Reach, packageId: string): Promise<readonly UpliftPrice[]> {
  const own =
    providerId === undefined ? sql`` : sql`and v.provider_id = ${providerId} and u.provider_id = ${providerId}`
  const { rows } = await sql<UpliftPrice>`
    select distinct u.rate_line_id as "rateLineId", u.from_on as "from", u.uplift_id as "upliftId", u.name
    from care_packages.package_version v
    join published.uplift_price u on u.council_id = ${tx.councilId} and u.provider_id = v.provider_id
      and u.rate_line_id = v.rate_line_id
    where v.council_id = ${tx.councilId} ${own} and v.package_id = ${packageId}
    order by 2 desc, 3 limit 50`.execute(tx)
  return rows
}
