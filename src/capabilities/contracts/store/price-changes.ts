import { sql, type RawBuilder } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ChangeStatus } from '../rules/price-change.ts'

export type PriceChange = {
  readonly id: string
  readonly rateLineId: string
  readonly lineReference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly contractId: string
  readonly contractNumber: string
  readonly providerName: string
  readonly upliftId: string | null
  readonly fromOn: LocalDate
  readonly oldPrice: Rate | null
  readonly price: Rate
  readonly reason: string
  readonly status: ChangeStatus
  readonly proposedBy: string
  readonly proposerName: string
  readonly proposedAt: Date
  readonly deciderName: string | null
  readonly decidedAt: Date | null
  readonly note: string | null
  readonly version: number
}

const MOST = 100

/** The history of one line, newest first. */
export async function listChangesOf(tx: Tx, rateLineId: string): Promise<readonly PriceChange[]> {
  return changes(tx, sql`c.rate_line_id = ${rateLineId}`, sql`c.proposed_at desc, c.id desc`)
}

/** What waits for a second person, the longest first. */
export async function listWaitingChanges(tx: Tx): Promise<readonly PriceChange[]> {
  return changes(tx, sql`c.status = 'proposed'`, sql`c.proposed_at, c.id`)
}

export async function getChange(tx: Tx, id: string): Promise<PriceChange> {
  const [change] = await changes(tx, sql`c.id = ${id}`, sql`c.id`)
  if (change === undefined) throw new NotFound('price change')
  return change
}

export async function lockChange(tx: Tx, id: string): Promise<PriceChange> {
  await sql`select 1 from contracts.rate_change where council_id = ${tx.councilId} and id = ${id} for update`.execute(
    tx,
  )
  return getChange(tx, id)
}

async function changes(tx: Tx, those: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<PriceChange[]> {
  const { rows } = await sql<PriceChange>`
    select c.id, c.rate_line_id as "rateLineId", l.reference as "lineReference", l.service_level as "serviceLevel", l.unit,
      c.contract_id as "contractId", k.number as "contractNumber", o.trading_name as "providerName", c.uplift_id as "upliftId",
      c.from_on as "fromOn", c.old_price as "oldPrice", c.price, c.reason, c.status, c.proposed_by as "proposedBy",
      c.proposer_name as "proposerName", c.proposed_at as "proposedAt", c.decider_name as "deciderName",
      c.decided_at as "decidedAt", c.note, c.row_version as version
    from contracts.rate_change c
    join contracts.rate_line l on l.council_id = c.council_id and l.id = c.rate_line_id
    join contracts.contract k on k.council_id = c.council_id and k.id = c.contract_id
    join published.provider o on o.council_id = c.council_id and o.id = c.provider_id
    where c.council_id = ${tx.councilId} and ${those}
    order by ${order} limit ${MOST}`.execute(tx)
  return rows
}

export async function countWaitingChanges(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select ((select count(*) from contracts.rate_change where council_id = ${tx.councilId} and status = 'proposed')
      + (select count(*) from contracts.visit_price_change where council_id = ${tx.councilId} and status = 'proposed')
      + (select count(*) from contracts.calendar_day where council_id = ${tx.councilId} and approved_at is null)
      + (select count(*) from contracts.rule_change where council_id = ${tx.councilId} and status = 'proposed')
      + (select count(*) from contracts.uplift where council_id = ${tx.councilId} and status = 'submitted')
      + (select count(*) from contracts.contract_proposal where council_id = ${tx.councilId} and status = 'proposed'))::int as count`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

type NewChange = {
  readonly rateLineId: string
  readonly fromOn: LocalDate
  readonly price: Rate
  readonly reason: string
  readonly by: string
  readonly name: string
  readonly at: Date
}

/** The second of two at once meets the unique index; the line is locked before, so that it is told and not thrown. */
export async function recordProposal(tx: Tx, change: NewChange): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into contracts.rate_change (council_id, rate_line_id, contract_id, provider_id, from_on, old_price, price, reason,
      status, proposed_by, proposer_name, proposed_at)
    select l.council_id, l.id, l.contract_id, l.provider_id, ${change.fromOn}, r.price, ${change.price}, ${change.reason},
      'proposed', ${change.by}, ${change.name}, ${change.at}
    from contracts.rate_line l
    left join contracts.rate r on r.council_id = l.council_id and r.rate_line_id = l.id and r.valid @> ${change.fromOn}::date
    where l.council_id = ${tx.councilId} and l.id = ${change.rateLineId}
    returning id`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new NotFound('rate line')
  return row.id
}

type Decided = {
  readonly status: ChangeStatus
  readonly note: string
  readonly by: string
  readonly name: string
  readonly at: Date
}

export async function recordDecision(tx: Tx, id: string, { status, note, by, name, at }: Decided): Promise<void> {
  await sql`
    update contracts.rate_change set status = ${status}, decided_by = ${by}, decider_name = ${name}, decided_at = ${at},
      note = nullif(${note}, ''), row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
}
