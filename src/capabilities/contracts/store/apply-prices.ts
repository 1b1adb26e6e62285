import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** One change, or all of an uplift. */
export type Which = { readonly changeId: string } | { readonly upliftId: string }

/** Prices of one council change one after the other, so that the numbers of repricings follow the order of commits. */
export async function lockPrices(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`prices ${tx.councilId}`}, 0))`.execute(tx)
}

/**
 * Writes the approved prices, a statement for all of them. The row that holds on the day is kept aside and ends the day
 * before; the new one lasts until the next price that is known already. No price that was ever there is lost.
 */
export async function applyPrices(tx: Tx, which: Which, today: LocalDate): Promise<void> {
  await sql`
    insert into contracts.displaced_rate (council_id, change_id, rate_line_id, valid, price)
    select c.council_id, c.id, c.rate_line_id, r.valid, r.price
    from contracts.rate_change c
    join contracts.rate r on r.council_id = c.council_id and r.rate_line_id = c.rate_line_id and r.valid @> c.from_on
    where c.council_id = ${tx.councilId} and ${those(which)}`.execute(tx)
  await sql`
    delete from contracts.rate r using contracts.rate_change c
    where c.council_id = ${tx.councilId} and ${those(which)}
      and r.council_id = ${tx.councilId} and r.rate_line_id = c.rate_line_id and lower(r.valid) = c.from_on`.execute(tx)
  await sql`
    update contracts.rate r set valid = daterange(lower(r.valid), c.from_on) from contracts.rate_change c
    where c.council_id = ${tx.councilId} and ${those(which)}
      and r.council_id = ${tx.councilId} and r.rate_line_id = c.rate_line_id and r.valid @> c.from_on`.execute(tx)
  await sql`
    insert into contracts.rate (council_id, rate_line_id, contract_id, provider_id, valid, price)
    select c.council_id, c.rate_line_id, c.contract_id, c.provider_id, ${newDays}, c.price
    from contracts.rate_change c ${oldRow} ${nextRow}
    where c.council_id = ${tx.councilId} and ${those(which)}`.execute(tx)
  await recordRepricing(tx, which, today)
}

const oldRow = sql`left join contracts.displaced_rate d on d.council_id = c.council_id and d.change_id = c.id`
const nextRow = sql`left join lateral (
    select min(lower(r.valid)) as from_on from contracts.rate r
    where r.council_id = c.council_id and r.rate_line_id = c.rate_line_id and lower(r.valid) > c.from_on
  ) n on true`
const newDays = sql`daterange(c.from_on, case when d.change_id is null then n.from_on else upper(d.valid) end)`

/** Puts back what a change displaced. */
export async function undoPrices(tx: Tx, which: Which, today: LocalDate): Promise<void> {
  await recordRepricing(tx, which, today)
  await sql`
    delete from contracts.rate r using contracts.rate_change c
    where c.council_id = ${tx.councilId} and ${those(which)}
      and r.council_id = ${tx.councilId} and r.rate_line_id = c.rate_line_id and lower(r.valid) = c.from_on`.execute(tx)
  await sql`
    update contracts.rate r set valid = d.valid
    from contracts.rate_change c
    join contracts.displaced_rate d on d.council_id = c.council_id and d.change_id = c.id
    where c.council_id = ${tx.councilId} and ${those(which)} and r.council_id = ${tx.councilId}
      and r.rate_line_id = c.rate_line_id and lower(r.valid) = lower(d.valid)`.execute(tx)
  await sql`
    insert into contracts.rate (council_id, rate_line_id, contract_id, provider_id, valid, price)
    select c.council_id, c.rate_line_id, c.contract_id, c.provider_id, d.valid, d.price
    from contracts.rate_change c
    join contracts.displaced_rate d on d.council_id = c.council_id and d.change_id = c.id
    where c.council_id = ${tx.councilId} and ${those(which)} and lower(d.valid) = c.from_on`.execute(tx)
}

/** Days that have begun, and the rest of their week, may have been priced. Those to come have not. */
async function recordRepricing(tx: Tx, which: Which, today: LocalDate): Promise<void> {
  await sql`
    insert into contracts.repricing (council_id, seq, rate_line_id, contract_id, provider_id, days)
    select c.council_id, s.seq, c.rate_line_id, c.contract_id, c.provider_id, r.valid * daterange(null, ${today}::date + 7)
    from contracts.rate_change c
    join contracts.rate r on r.council_id = c.council_id and r.rate_line_id = c.rate_line_id and lower(r.valid) = c.from_on
    cross join (
      select coalesce(max(seq), 0) + 1 as seq from contracts.repricing where council_id = ${tx.councilId}
    ) s
    where c.council_id = ${tx.councilId} and ${those(which)} and c.from_on <= ${today}`.execute(tx)
}

type Moved = { readonly packageId: string; readonly rateLineId: string; readonly fromOn: LocalDate }

/** A package that is paid by another line from a day that has begun is priced once more; others of that line are not. */
export async function recordMoved(tx: Tx, { packageId, rateLineId, fromOn }: Moved, today: LocalDate): Promise<void> {
  await sql`
    insert into contracts.repricing (council_id, seq, rate_line_id, contract_id, provider_id, days, package_id)
    select l.council_id, (select coalesce(max(seq), 0) + 1 from contracts.repricing where council_id = ${tx.councilId}), l.id,
      l.contract_id, l.provider_id, daterange(${fromOn}::date, ${today}::date + 7), ${packageId}
    from contracts.rate_line l where l.council_id = ${tx.councilId} and l.id = ${rateLineId} and ${fromOn}::date <= ${today}::date`.execute(
    tx,
  )
}

function those(which: Which): RawBuilder<unknown> {
  return 'changeId' in which ? sql`c.id = ${which.changeId}` : sql`c.uplift_id = ${which.upliftId}`
}
