import { sql, type RawBuilder } from 'kysely'
import type { NightsTier } from '../../../core/absence-tiers.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { USUAL_CARE_TERMS, type CareTerms } from '../rules/care-terms.ts'
import type { ChangeStatus } from '../rules/price-change.ts'
import { careColumns, careOf } from './care-terms.ts'
import type { ContractKind } from './price-book.ts'

/** The first rule of a new contract. */
export type FirstTerms = {
  readonly paymentTerms: 'actual' | 'planned'
  readonly paidBy: 'invoice' | 'schedule'
  readonly recording: 'weekly' | 'timetabled' | 'visits' | 'none'
  readonly frustratedPercent: number
  /** In per cent, as text; null means that nothing is held. */
  readonly tolerancePercent: string | null
  readonly stepMinutes: number
  readonly claimLimitWeeks: number
  readonly signGate: boolean
  /** What is paid of nights away; none: all of them. */
  readonly absenceTiers: readonly NightsTier[]
  readonly care: CareTerms
}
/** What a block contract buys in advance, from a day on. */
export type BlockTerms = {
  readonly from: LocalDate
  readonly weekly: Quantity
  readonly unit: 'hour' | 'session' | 'day' | 'night'
  readonly price: Rate
  readonly missedCounts: boolean
}
export type NewProposal = {
  /** Null for a new contract. */
  readonly contractId: string | null
  readonly providerId: string
  readonly number: string
  readonly title: string
  readonly kind: ContractKind
  readonly calendar: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly serviceIds: readonly string[]
  readonly terms: FirstTerms | null
  readonly block: BlockTerms | null
  readonly reason: string
}
export type ContractProposal = NewProposal & {
  readonly id: string
  readonly providerName: string
  readonly serviceNames: readonly string[]
  readonly status: ChangeStatus
  readonly proposedBy: string
  readonly proposerName: string
  readonly proposedAt: Date
  readonly deciderName: string | null
  readonly note: string | null
  readonly version: number
}

type By = { readonly by: string; readonly name: string; readonly at: Date }

/** Undefined when the same contract, or a new one of the same number, waits already. */
export async function recordContractProposal(tx: Tx, said: NewProposal, by: By): Promise<string | undefined> {
  const made = await tx
    .insertInto('contracts.contract_proposal')
    .values({
      council_id: tx.councilId,
      contract_id: said.contractId,
      provider_id: said.providerId,
      number: said.number,
      title: said.title,
      kind: said.kind,
      calendar: said.calendar,
      starts_on: said.startsOn,
      ends_on: said.endsOn,
      service_ids: [...said.serviceIds],
      ...(said.terms === null ? {} : termsColumns(said.terms)),
      ...(said.block === null ? {} : blockColumns(said.block)),
      reason: said.reason,
      status: 'proposed',
      proposed_by: by.by,
      proposer_name: by.name,
      proposed_at: by.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made?.id
}

function termsColumns(terms: FirstTerms) {
  return {
    payment_terms: terms.paymentTerms,
    paid_by: terms.paidBy,
    recording: terms.recording,
    frustrated_percent: terms.frustratedPercent,
    tolerance_percent: terms.tolerancePercent,
    step_minutes: terms.stepMinutes,
    claim_limit_weeks: terms.claimLimitWeeks,
    sign_gate: terms.signGate,
    absence_tiers: JSON.stringify(terms.absenceTiers),
    ...careColumns(terms.care),
  }
}

function blockColumns({ from, weekly, unit, price, missedCounts }: BlockTerms) {
  return {
    block_from: from,
    block_weekly: weekly,
    block_unit: unit,
    block_price: price,
    block_missed_counts: missedCounts,
  }
}

type Row = Omit<ContractProposal, 'terms' | 'block'> & {
  readonly [K in keyof FirstTerms]: FirstTerms[K] | null
} & {
  readonly blockFrom: LocalDate | null
  readonly blockWeekly: Quantity | null
  readonly blockUnit: BlockTerms['unit'] | null
  readonly blockPrice: Rate | null
  readonly blockMissedCounts: boolean | null
}

export async function getContractProposal(tx: Tx, id: string): Promise<ContractProposal> {
  const [proposal] = await proposals(tx, sql`c.id = ${id}`)
  if (proposal === undefined) throw new NotFound('contract proposal')
  return proposal
}

/** The longest waiting first. */
export async function listWaitingContracts(tx: Tx): Promise<readonly ContractProposal[]> {
  return proposals(tx, sql`c.status = 'proposed'`)
}

export async function findWaitingOf(tx: Tx, contractId: string): Promise<ContractProposal | undefined> {
  return (await proposals(tx, sql`c.status = 'proposed' and c.contract_id = ${contractId}`))[0]
}

export async function lockContractProposal(tx: Tx, id: string): Promise<ContractProposal> {
  await sql`select 1 from contracts.contract_proposal where council_id = ${tx.councilId} and id = ${id} for update`.execute(
    tx,
  )
  return getContractProposal(tx, id)
}

async function proposals(tx: Tx, those: RawBuilder<unknown>): Promise<readonly ContractProposal[]> {
  const { rows } = await sql<Row>`
    select c.id, c.contract_id as "contractId", c.provider_id as "providerId", o.trading_name as "providerName", c.number, c.title,
      c.kind, c.calendar, c.starts_on as "startsOn", c.ends_on as "endsOn", c.service_ids as "serviceIds",
      array(select s.name from published.service s where s.council_id = ${tx.councilId} and s.id = any(c.service_ids)
        order by s.name) as "serviceNames",
      c.payment_terms as "paymentTerms", c.paid_by as "paidBy", c.recording, c.frustrated_percent as "frustratedPercent",
      trim_scale(c.tolerance_percent)::text as "tolerancePercent", c.step_minutes as "stepMinutes",
      c.claim_limit_weeks as "claimLimitWeeks", c.sign_gate as "signGate", c.absence_tiers as "absenceTiers",
      ${careOf('c')} as care, c.block_from as "blockFrom",
      c.block_weekly as "blockWeekly", c.block_unit as "blockUnit", c.block_price as "blockPrice",
      c.block_missed_counts as "blockMissedCounts", c.reason, c.status, c.proposed_by as "proposedBy",
      c.proposer_name as "proposerName", c.proposed_at as "proposedAt", c.decider_name as "deciderName", c.note,
      c.row_version as version
    from contracts.contract_proposal c
    join published.provider o on o.council_id = ${tx.councilId} and o.id = c.provider_id
    where c.council_id = ${tx.councilId} and ${those}
    order by c.proposed_at, c.id limit 100`.execute(tx)
  return rows.map((row) => ({ ...row, terms: termsOf(row), block: blockOf(row) }))
}

function termsOf(row: Row): FirstTerms | null {
  const { paymentTerms, paidBy, recording, frustratedPercent, stepMinutes, claimLimitWeeks, signGate } = row
  if (paymentTerms === null || paidBy === null || recording === null || signGate === null) return null
  if (frustratedPercent === null || stepMinutes === null || claimLimitWeeks === null) return null
  const { tolerancePercent, absenceTiers, care } = row
  return {
    paymentTerms,
    paidBy,
    recording,
    frustratedPercent,
    tolerancePercent,
    stepMinutes,
    claimLimitWeeks,
    signGate,
    absenceTiers: absenceTiers ?? [],
    care: care ?? USUAL_CARE_TERMS,
  }
}

function blockOf(row: Row): BlockTerms | null {
  const {
    blockFrom: from,
    blockWeekly: weekly,
    blockUnit: unit,
    blockPrice: price,
    blockMissedCounts: missedCounts,
  } = row
  if (from === null || weekly === null || unit === null || price === null || missedCounts === null) return null
  return { from, weekly, unit, price, missedCounts }
}

type Decided = By & { readonly status: ChangeStatus; readonly note: string; readonly contractId: string | null }

export async function recordContractDecision(tx: Tx, id: string, decided: Decided): Promise<void> {
  const { status, note, contractId, by, name, at } = decided
  await sql`
    update contracts.contract_proposal set status = ${status}, decided_by = ${by}, decider_name = ${name}, decided_at = ${at},
      note = nullif(${note}, ''), contract_id = ${contractId}, row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
}

/** What can be chosen from: providers, payment calendars. */
export async function listContractChoices(tx: Tx) {
  const [providers, calendars] = await Promise.all([
    sql<{ id: string; name: string }>`
      select id, trading_name as name from published.provider where council_id = ${tx.councilId} and status <> 'ended'
      order by trading_name, id limit 2000`.execute(tx),
    sql<{ calendar: string }>`
      select calendar from published.period where council_id = ${tx.councilId}
      union select calendar from contracts.contract where council_id = ${tx.councilId} order by 1 limit 100`.execute(
      tx,
    ),
  ])
  return { providers: providers.rows, calendars: calendars.rows.map(({ calendar }) => calendar) }
}

export async function listServicesOf(tx: Tx, providerId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from published.service where council_id = ${tx.councilId} and provider_id = ${providerId}
    order by name, id limit 200`.execute(tx)
  return rows
}

export async function listServiceIds(tx: Tx, contractId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select service_id as id from contracts.contract_service where council_id = ${tx.councilId} and contract_id = ${contractId}
    order by 1 limit 200`.execute(tx)
  return rows.map(({ id }) => id)
}

export type Commitment = Omit<BlockTerms, 'from'> & { readonly from: LocalDate; readonly until: LocalDate | null }

/** Newest first. */
export async function listCommitments(tx: Tx, contractId: string): Promise<readonly Commitment[]> {
  const { rows } = await sql<Commitment>`
    select lower(valid) as "from", upper(valid) as until, weekly, unit, price, missed_counts as "missedCounts"
    from contracts.block_commitment where council_id = ${tx.councilId} and contract_id = ${contractId}
    order by lower(valid) desc limit 100`.execute(tx)
  return rows
}
