import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Days, KnownPaid, PayerByDate, VisitPricesByDate } from '../rules/paid.ts'
import type { Reach } from './agreement.ts'

type Of<T> = T & { readonly packageId: string }

/** How packages are paid beside their prices: visits by the lines of their plans, and who pays what of a stay. */
export async function listKnownPaid(
  tx: Tx,
  { providerId }: Reach,
  packageIds: readonly string[],
): Promise<ReadonlyMap<string, KnownPaid>> {
  const ids = sql`any(${[...packageIds]}::uuid[])`
  const own = (alias: string) =>
    providerId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.provider_id`)} = ${providerId}`
  const [visits, payers, net] = await Promise.all([
    sql<Of<VisitPricesByDate & { rateLineId: string }>>`
      select distinct v.package_id as "packageId", p.rate_line_id as "rateLineId", lower(p.valid) as "from", upper(p.valid) as until,
        p.split, p.fixed, p.bands
      from published.package_version v
      join published.visit_price p on p.council_id = v.council_id and p.provider_id = v.provider_id and p.rate_line_id = v.rate_line_id
      where v.council_id = ${tx.councilId} ${own('v')} and v.package_id = ${ids}
      order by 1, 2, 3`.execute(tx),
    sql<Of<PayerByDate>>`
      select y.package_id as "packageId", y.payer, lower(y.valid) as "from", upper(y.valid) as until, y.weekly_pence as weekly
      from published.payer y where y.council_id = ${tx.councilId} ${own('y')} and y.package_id = ${ids}
      order by y.package_id, lower(y.valid), y.payer`.execute(tx),
    sql<Of<Days>>`
      select p.id as "packageId", lower(n.days) as "from", upper(n.days) as until
      from published.package p
      join published.net_payment n on n.council_id = p.council_id and n.provider_id = p.provider_id and n.contract_id = p.contract_id
      where p.council_id = ${tx.councilId} ${own('p')} and p.id = ${ids} and p.unit = 'week'
      order by p.id, lower(n.days)`.execute(tx),
  ])
  return new Map(
    packageIds.map((id) => {
      const of = <T extends { readonly packageId: string }>(rows: readonly T[]) =>
        rows.filter(({ packageId }) => packageId === id)
      return [id, { visitPrices: of(visits.rows), payers: of(payers.rows), net: of(net.rows) }]
    }),
  )
}
