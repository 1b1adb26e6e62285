import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { SaidVisitPrices } from '../../../core/visit-prices.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './reach.ts'

export type VisitPricesOf = SaidVisitPrices & { readonly from: LocalDate; readonly until: LocalDate | null }

/** Prices of visits that hold today or will, for the lines that pay for a package. */
export async function listVisitPricesOf(
  tx: Tx,
  { providerId }: Reach,
  { packageId, today }: { readonly packageId: string; readonly today: LocalDate },
): Promise<readonly VisitPricesOf[]> {
  const own =
    providerId === undefined ? sql`` : sql`and v.provider_id = ${providerId} and p.provider_id = ${providerId}`
  const { rows } = await sql<VisitPricesOf>`
    select greatest(lower(p.valid), lower(v.valid)) as "from", upper(p.valid * v.valid) as until, p.split, p.fixed, p.bands
    from care_packages.package_version v
    join published.visit_price p on p.council_id = v.council_id and p.rate_line_id = v.rate_line_id and p.valid && v.valid
    where v.council_id = ${tx.councilId} ${own} and v.package_id = ${packageId}
      and v.valid * p.valid && daterange(${today}::date, null)
    order by 1, v.version limit 20`.execute(tx)
  return rows
}
