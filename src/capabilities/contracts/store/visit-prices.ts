import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { SaidVisitPrices } from '../../../core/visit-prices.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ChangeStatus } from '../rules/price-change.ts'
import type { VisitLineNow } from '../rules/visit-price.ts'

export type VisitPricesByDate = SaidVisitPrices & { readonly from: LocalDate; readonly until: LocalDate | null }

/** What holds on a line, newest first. */
export async function listVisitPrices(tx: Tx, rateLineId: string): Promise<readonly VisitPricesByDate[]> {
  const { rows } = await sql<VisitPricesByDate>`
    select lower(valid) as "from", upper(valid) as until, split, fixed, bands from contracts.visit_price
    where council_id = ${tx.councilId} and rate_line_id = ${rateLineId} order by lower(valid) desc limit 100`.execute(
    tx,
  )
  return rows
}

export type OwnVisitPrices = VisitPricesByDate & { readonly id: string; readonly title: string }

/** What holds under one contract of the provider's own, today or later, by line and date. */
export async function listOwnVisitPrices(
  tx: Tx,
  { contractId, today }: { readonly contractId: string; readonly today: LocalDate },
): Promise<readonly OwnVisitPrices[]> {
  const { rows } = await sql<OwnVisitPrices>`
    select p.id, l.service_level || ', ' || l.reference as title, lower(p.valid) as "from", upper(p.valid) as until, p.split, p.fixed, p.bands
    from contracts.visit_price p
    join contracts.rate_line l on l.council_id = p.council_id and l.provider_id = p.provider_id and l.id = p.rate_line_id
    where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.contract_id = ${contractId}
      and p.valid && daterange(${today}::date, null)
    order by title, lower(p.valid), p.id limit 100`.execute(tx)
  return rows
}

export type VisitPriceChange = {
  readonly id: string
  readonly rateLineId: string
  readonly lineReference: string
  readonly serviceLevel: string
  readonly contractNumber: string
  readonly providerName: string
  readonly fromOn: LocalDate
  /** Null when it ends what holds. */
  readonly prices: SaidVisitPrices | null
  readonly reason: string
  readonly status: ChangeStatus
  readonly proposedBy: string
  readonly proposerName: string
  readonly proposedAt: Date
  readonly deciderName: string | null
  readonly note: string | null
  readonly version: number
}
const MOST = 100

export async function listVisitChangesOf(tx: Tx, rateLineId: string): Promise<readonly VisitPriceChange[]> {
  return changes(tx, sql`c.rate_line_id = ${rateLineId}`, sql`c.proposed_at desc, c.id desc`)
}

export async function listWaitingVisitChanges(tx: Tx): Promise<readonly VisitPriceChange[]> {
  return changes(tx, sql`c.status = 'proposed'`, sql`c.proposed_at, c.id`)
}

export async function getVisitChange(tx: Tx, id: string): Promise<VisitPriceChange> {
  const [change] = await changes(tx, sql`c.id = ${id}`, sql`c.id`)
  if (change === undefined) throw new NotFound('change of prices of visits')
  return change
}

export async function lockVisitChange(tx: Tx, id: string): Promise<VisitPriceChange> {
  await sql`select 1 from contracts.visit_price_change where council_id = ${tx.councilId} and id = ${id} for update`.execute(
    tx,
  )
  return getVisitChange(tx, id)
}

async function changes(
  tx: Tx,
  those: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<readonly VisitPriceChange[]> {
  const { rows } = await sql<VisitPriceChange>`
    select c.id, c.rate_line_id as "rateLineId", l.reference as "lineReference", l.service_level as "serviceLevel",
      k.number as "contractNumber", o.trading_name as "providerName", c.from_on as "fromOn",
      case when c.split is not null then jsonb_build_object('split', c.split, 'fixed', c.fixed, 'bands', c.bands) end as prices,
      c.reason, c.status, c.proposed_by as "proposedBy", c.proposer_name as "proposerName", c.proposed_at as "proposedAt",
      c.decider_name as "deciderName", c.note, c.row_version as version
    from contracts.visit_price_change c
    join contracts.rate_line l on l.council_id = c.council_id and l.id = c.rate_line_id
    join contracts.contract k on k.council_id = c.council_id and k.id = c.contract_id
    join published.provider o on o.council_id = c.council_id and o.id = c.provider_id
    where c.council_id = ${tx.councilId} and ${those} order by ${order} limit ${MOST}`.execute(tx)
  return rows
}

/** Locks the line, so that of two proposals at once the second is told of the first. */
export async function lockVisitLine(tx: Tx, id: string, fromOn: LocalDate): Promise<VisitLineNow> {
  await sql`select 1 from contracts.rate_line where council_id = ${tx.councilId} and id = ${id} for update`.execute(tx)
  const { rows } = await sql<VisitLineNow>`
    select l.unit, k.starts_on as "contractStartsOn", k.ends_on as "contractEndsOn", u.recording, u.payment_terms as "paymentTerms",
      exists (select from contracts.visit_price_change c where c.council_id = l.council_id and c.rate_line_id = l.id
        and c.status = 'proposed') as "hasProposal",
      exists (select from contracts.rate r where r.council_id = l.council_id and r.rate_line_id = l.id
        and r.valid @> ${fromOn}::date) as "hasHourlyPrice",
      case when p.id is not null then jsonb_build_object('split', p.split, 'fixed', p.fixed, 'bands', p.bands) end as standing
    from contracts.rate_line l
    join contracts.contract k on k.council_id = l.council_id and k.id = l.contract_id
    left join contracts.contract_rule u on u.council_id = l.council_id and u.contract_id = l.contract_id and u.valid @> ${fromOn}::date
    left join contracts.visit_price p on p.council_id = l.council_id and p.rate_line_id = l.id and p.valid @> ${fromOn}::date
    where l.council_id = ${tx.councilId} and l.id = ${id}`.execute(tx)
  const [line] = rows
  if (line === undefined) throw new NotFound('rate line')
  return line
}

/** A line that takes the place of another from a day on pays visits as that one does and will. */
export async function copyVisitPrices(
  tx: Tx,
  { like, rateLineId, fromOn }: { readonly like: string; readonly rateLineId: string; readonly fromOn: LocalDate },
): Promise<void> {
  await sql`
    insert into contracts.visit_price (council_id, rate_line_id, contract_id, provider_id, valid, split, fixed, bands)
    select p.council_id, ${rateLineId}, p.contract_id, p.provider_id, p.valid * daterange(${fromOn}, null), p.split, p.fixed, p.bands
    from contracts.visit_price p
    where p.council_id = ${tx.councilId} and p.rate_line_id = ${like} and p.valid && daterange(${fromOn}, null)`.execute(
    tx,
  )
}

type NewChange = {
  readonly rateLineId: string
  readonly fromOn: LocalDate
  readonly prices: SaidVisitPrices | null
  readonly reason: string
  readonly by: string
  readonly name: string
  readonly at: Date
}

export async function recordVisitProposal(tx: Tx, change: NewChange): Promise<string> {
  const { prices } = change
  const json = (part: unknown) => (prices === null ? null : JSON.stringify(part))
  const { rows } = await sql<{ id: string }>`
    insert into contracts.visit_price_change (council_id, rate_line_id, contract_id, provider_id, from_on, split, fixed, bands, reason,
      status, proposed_by, proposer_name, proposed_at)
    select l.council_id, l.id, l.contract_id, l.provider_id, ${change.fromOn}, ${prices?.split ?? null}::boolean,
      ${json(prices?.fixed)}::jsonb, ${json(prices?.bands)}::jsonb, ${change.reason}, 'proposed', ${change.by}, ${change.name}, ${change.at}
    from contracts.rate_line l where l.council_id = ${tx.councilId} and l.id = ${change.rateLineId}
    returning id`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new NotFound('rate line')
  return row.id
}

type Decided = Pick<NewChange, 'by' | 'name' | 'at'> & { readonly status: ChangeStatus; readonly note: string }

export async function recordVisitDecision(tx: Tx, id: string, { status, note, by, name, at }: Decided): Promise<void> {
  await sql`
    update contracts.visit_price_change set status = ${status}, decided_by = ${by}, decider_name = ${name}, decided_at = ${at},
      note = nullif(${note}, ''), row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
}

/**
 * Writes what was approved: what held on the day ends the day before, and the new prices last as long as it would have, or
 * until the next that are known. Days that have begun are looked at once more by whoever priced them.
 */
export async function applyVisitPrices(tx: Tx, id: string, today: LocalDate): Promise<void> {
  const those = sql`c.council_id = ${tx.councilId} and c.id = ${id} and p.council_id = c.council_id and p.rate_line_id = c.rate_line_id`
  const { rows } = await sql<{ until: LocalDate | null }>`
    select coalesce(
      (select coalesce(upper(p.valid), 'infinity'::date) from contracts.visit_price p where ${those} and p.valid @> c.from_on),
      (select min(lower(p.valid)) from contracts.visit_price p where ${those} and lower(p.valid) > c.from_on), 'infinity'::date)::text as until
    from contracts.visit_price_change c where c.council_id = ${tx.councilId} and c.id = ${id}`.execute(tx)
  const until = sql`nullif(${rows[0]?.until ?? null}::date, 'infinity')`
  await sql`delete from contracts.visit_price p using contracts.visit_price_change c where ${those} and lower(p.valid) = c.from_on`.execute(
    tx,
  )
  await sql`update contracts.visit_price p set valid = daterange(lower(p.valid), c.from_on) from contracts.visit_price_change c
    where ${those} and p.valid @> c.from_on`.execute(tx)
  await sql`
    insert into contracts.visit_price (council_id, rate_line_id, contract_id, provider_id, valid, split, fixed, bands)
    select c.council_id, c.rate_line_id, c.contract_id, c.provider_id, daterange(c.from_on, ${until}), c.split, c.fixed, c.bands
    from contracts.visit_price_change c where c.council_id = ${tx.councilId} and c.id = ${id} and c.split is not null`.execute(
    tx,
  )
  await sql`
    insert into contracts.repricing (council_id, seq, rate_line_id, contract_id, provider_id, days)
    select c.council_id, s.seq, c.rate_line_id, c.contract_id, c.provider_id, daterange(c.from_on, ${until}) * daterange(null, ${today}::date + 7)
    from contracts.visit_price_change c
    cross join (select coalesce(max(seq), 0) + 1 as seq from contracts.repricing where council_id = ${tx.councilId}) s
    where c.council_id = ${tx.councilId} and c.id = ${id} and c.from_on <= ${today}`.execute(tx)
}
