import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { rate, type Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type PaidLine = { readonly packageId: string; readonly rateLineId: string; readonly on: LocalDate }

/**
 * What the price book asks on a day, by package. A line that was agreed for one package alone is measured by the line of the
 * book with its level, unit, band and days, the cheapest where there are several. Nothing where the book has none.
 */
export async function listBookPrices(tx: Tx, lines: readonly PaidLine[]): Promise<ReadonlyMap<string, Rate>> {
  const { rows } = await sql<{ packageId: string; price: string }>`
    select n."packageId", min(r.price)::text as price
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n("packageId" uuid, "rateLineId" uuid, "on" date)
    join contracts.rate_line l on l.council_id = ${tx.councilId} and l.id = n."rateLineId"
    join contracts.rate_line b on b.council_id = ${tx.councilId} and not ${isOwn(tx, 'b')}
      and (b.id = l.id or ${isOwn(tx, 'l')} and b.contract_id = l.contract_id and b.service_level = l.service_level
        and b.unit = l.unit and b.band = l.band and b.days = l.days)
    join contracts.rate r on r.council_id = ${tx.councilId} and r.rate_line_id = b.id and r.valid @> n."on"
    group by n."packageId"`.execute(tx)
  return new Map(rows.map(({ packageId, price }) => [packageId, rate(BigInt(price))]))
}

/** Named after its package and a number, as lines for one package alone are. */
function isOwn(tx: Tx, line: 'l' | 'b') {
  const reference = sql`${sql.ref(line)}.reference`
  return sql`(${reference} ~ '-P[0-9]+$' and exists (select from published.package own
    where own.council_id = ${tx.councilId} and own.reference = regexp_replace(${reference}, '-P[0-9]+$', '')))`
}
