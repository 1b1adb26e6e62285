import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { endDisplaced, lengthenDisplaced } from './displaced.ts'

const held = { table: 'contracts.visit_price', aside: 'contracts.displaced_visit_price', key: 'rate_line_id' }

/**
 * Prices of visits that hold on the day of an applied uplift, raised as their line is. What held is kept aside and ends the
 * day before; the raised ones last as long as it would have. Prices that were said for a later day stay as they were said.
 */
export async function raiseVisitPrices(tx: Tx, upliftId: string, today: LocalDate): Promise<void> {
  await sql`
    insert into contracts.displaced_visit_price (council_id, uplift_id, rate_line_id, from_on, valid, split, fixed, bands)
    select x.council_id, x.uplift_id, x.rate_line_id, x.from_on, p.valid, p.split, p.fixed, p.bands
    from contracts.uplift_line x
    join contracts.visit_price p on p.council_id = x.council_id and p.rate_line_id = x.rate_line_id and p.valid @> x.from_on
    where x.council_id = ${tx.councilId} and x.uplift_id = ${upliftId} and x.outcome = 'changes' and x.old_price > 0`.execute(
    tx,
  )
  await endDisplaced(tx, upliftId, held)
  await sql`
    insert into contracts.visit_price (council_id, rate_line_id, contract_id, provider_id, valid, split, fixed, bands)
    select x.council_id, x.rate_line_id, x.contract_id, x.provider_id, daterange(d.from_on, upper(d.valid)), d.split,
      contracts.raised_prices(d.fixed, x.old_price, x.new_price, u.round_to),
      contracts.raised_prices(d.bands, x.old_price, x.new_price, u.round_to)
    from contracts.displaced_visit_price d
    join contracts.uplift u on u.council_id = d.council_id and u.id = d.uplift_id
    join contracts.uplift_line x on x.council_id = d.council_id and x.uplift_id = d.uplift_id and x.rate_line_id = d.rate_line_id
    where d.council_id = ${tx.councilId} and d.uplift_id = ${upliftId}`.execute(tx)
  await recordRepricing(tx, upliftId, today)
}

/** Puts back what the uplift displaced. */
export async function undoVisitPrices(tx: Tx, upliftId: string, today: LocalDate): Promise<void> {
  await recordRepricing(tx, upliftId, today)
  await lengthenDisplaced(tx, upliftId, held)
  await sql`
    insert into contracts.visit_price (council_id, rate_line_id, contract_id, provider_id, valid, split, fixed, bands)
    select l.council_id, l.id, l.contract_id, l.provider_id, d.valid, d.split, d.fixed, d.bands
    from contracts.displaced_visit_price d
    join contracts.rate_line l on l.council_id = d.council_id and l.id = d.rate_line_id
    where d.council_id = ${tx.councilId} and d.uplift_id = ${upliftId} and lower(d.valid) = d.from_on`.execute(tx)
}

/** Whether prices of visits were said anew since, on a line whose own were raised. */
export async function hasLaterVisitPrice(tx: Tx, upliftId: string): Promise<boolean> {
  const { rows } = await sql<{ later: boolean }>`
    select exists (
      select from contracts.displaced_visit_price d
      join contracts.uplift u on u.council_id = d.council_id and u.id = d.uplift_id
      join contracts.visit_price_change c on c.council_id = d.council_id and c.rate_line_id = d.rate_line_id
        and c.status = 'approved' and c.decided_at >= u.decided_at
      where d.council_id = ${tx.councilId} and d.uplift_id = ${upliftId}
    ) as later`.execute(tx)
  return rows[0]?.later ?? false
}

/** Days that have begun, and the rest of their week, may have been priced. */
async function recordRepricing(tx: Tx, upliftId: string, today: LocalDate): Promise<void> {
  await sql`
    insert into contracts.repricing (council_id, seq, rate_line_id, contract_id, provider_id, days)
    select l.council_id, s.seq, l.id, l.contract_id, l.provider_id,
      daterange(d.from_on, upper(d.valid)) * daterange(null, ${today}::date + 7)
    from contracts.displaced_visit_price d
    join contracts.rate_line l on l.council_id = d.council_id and l.id = d.rate_line_id
    cross join (select coalesce(max(seq), 0) + 1 as seq from contracts.repricing where council_id = ${tx.councilId}) s
    where d.council_id = ${tx.councilId} and d.uplift_id = ${upliftId} and d.from_on <= ${today}`.execute(tx)
}
