import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence, Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { UpliftChange, UpliftStatus } from '../rules/uplift.ts'
import type { ContractKind } from './price-book.ts'

export type NewUplift = {
  readonly name: string
  readonly starts: 'on-day' | 'anniversary'
  readonly effectiveOn: LocalDate
  readonly roundTo: Rate
  readonly recentSince: LocalDate | null
  readonly overPence: Pence | null
  /** In per cent, as text. */
  readonly outlierPercent: string
  /** Whether agreements that state one of the prices get a new version. */
  readonly renewsAgreements: boolean
  /** The last day on which a provider may ask for more; none where its letter does not offer it. */
  readonly askUntil?: LocalDate | null
}
export type Uplift = NewUplift & {
  readonly id: string
  readonly status: UpliftStatus
  readonly simulatedAt: Date | null
  readonly outliersReason: string | null
  readonly createdBy: string
  readonly creatorName: string
  readonly createdAt: Date
  readonly submittedBy: string | null
  readonly submitterName: string | null
  readonly deciderName: string | null
  readonly decidedAt: Date | null
  readonly note: string | null
  readonly undoerName: string | null
  readonly undoneAt: Date | null
  readonly version: number
}

const upliftColumns = sql`
  id, name, starts, effective_on as "effectiveOn", round_to as "roundTo", recent_since as "recentSince", over_pence as "overPence",
  trim_scale(outlier_percent)::text as "outlierPercent", status, simulated_at as "simulatedAt", outliers_reason as "outliersReason",
  created_by as "createdBy", creator_name as "creatorName", created_at as "createdAt", submitted_by as "submittedBy",
  submitter_name as "submitterName", decider_name as "deciderName", decided_at as "decidedAt", note,
  undoer_name as "undoerName", undone_at as "undoneAt", row_version as version,
  renews_agreements as "renewsAgreements", ask_until as "askUntil"`

/** Newest first. A council has one or two a year. */
export async function listUplifts(tx: Tx): Promise<Uplift[]> {
  const { rows } = await sql<Uplift>`
    select ${upliftColumns} from contracts.uplift where council_id = ${tx.councilId}
    order by created_at desc, id desc limit 100`.execute(tx)
  return rows
}

export async function getUplift(tx: Tx, id: string): Promise<Uplift> {
  const { rows } = await sql<Uplift>`
    select ${upliftColumns} from contracts.uplift where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
  return foundOr(rows[0])
}

export async function lockUplift(tx: Tx, id: string): Promise<Uplift> {
  const { rows } = await sql<Uplift>`
    select ${upliftColumns} from contracts.uplift where council_id = ${tx.councilId} and id = ${id} for update`.execute(
    tx,
  )
  return foundOr(rows[0])
}

function foundOr(uplift: Uplift | undefined): Uplift {
  if (uplift === undefined) throw new NotFound('uplift')
  return uplift
}

type Maker = { readonly by: string; readonly name: string; readonly at: Date }

export async function recordUplift(tx: Tx, uplift: NewUplift, { by, name, at }: Maker): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into contracts.uplift (council_id, name, starts, effective_on, round_to, recent_since, over_pence, outlier_percent,
      renews_agreements, ask_until, created_by, creator_name, created_at)
    values (${tx.councilId}, ${uplift.name}, ${uplift.starts}, ${uplift.effectiveOn}, ${uplift.roundTo}, ${uplift.recentSince},
      ${uplift.overPence}, ${uplift.outlierPercent}::numeric, ${uplift.renewsAgreements}, ${uplift.askUntil ?? null}, ${by}, ${name}, ${at})
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

export type UpliftRule = UpliftChange & {
  readonly position: number
  readonly sector: string | null
  readonly contractId: string | null
  readonly contractNumber: string | null
  readonly contractKind: ContractKind | null
  readonly serviceLevel: string | null
  readonly band: string | null
  readonly unit: CareUnit | null
}

export async function listUpliftRules(tx: Tx, upliftId: string): Promise<UpliftRule[]> {
  const { rows } = await sql<UpliftRule>`
    select r.position, r.sector, r.contract_id as "contractId", k.number as "contractNumber", r.contract_kind as "contractKind",
      r.service_level as "serviceLevel", r.band, r.unit, r.change, r.amount, r.cap
    from contracts.uplift_rule r
    left join contracts.contract k on k.council_id = r.council_id and k.id = r.contract_id
    where r.council_id = ${tx.councilId} and r.uplift_id = ${upliftId} order by r.position limit 50`.execute(tx)
  return rows
}

/** The next in order; what was simulated before no longer counts. False when there are 50 already. */
export async function recordUpliftRule(
  tx: Tx,
  upliftId: string,
  rule: Omit<UpliftRule, 'position' | 'contractNumber'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into contracts.uplift_rule (council_id, uplift_id, position, sector, contract_id, contract_kind, service_level, band, unit,
      change, amount, cap)
    select ${tx.councilId}, ${upliftId}, n.position, ${rule.sector}, ${rule.contractId}::uuid, ${rule.contractKind},
      ${rule.serviceLevel}, ${rule.band}, ${rule.unit}, ${rule.change}, ${rule.amount}, ${rule.cap}
    from (
      select coalesce(max(position), 0) + 1 as position from contracts.uplift_rule
      where council_id = ${tx.councilId} and uplift_id = ${upliftId}
    ) n where n.position <= 50 returning 1`.execute(tx)
  await forgetSimulation(tx, upliftId)
  return rows.length > 0
}

export async function removeUpliftRule(tx: Tx, upliftId: string, position: number): Promise<void> {
  await sql`
    delete from contracts.uplift_rule
    where council_id = ${tx.councilId} and uplift_id = ${upliftId} and position = ${position}`.execute(tx)
  await forgetSimulation(tx, upliftId)
}

async function forgetSimulation(tx: Tx, upliftId: string): Promise<void> {
  await sql`
    update contracts.uplift set simulated_at = null, row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${upliftId}`.execute(tx)
}

export async function findContractByNumber(tx: Tx, number: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from contracts.contract where council_id = ${tx.councilId} and number = ${number} order by id limit 1`.execute(
    tx,
  )
  return rows[0]?.id
}

export type UpliftOutcome = 'changes' | 'unchanged' | 'no-rule' | 'no-price' | 'ended' | 'recent' | 'over' | 'waiting'
export type OutcomeTotal = {
  readonly outcome: UpliftOutcome
  readonly lines: number
  readonly packages: number
  readonly outliers: number
  readonly lastYearPence: Pence
  readonly extraPence: Pence
}

/** Prices of lines and of blocks. */
function foundBy(tx: Tx, upliftId: string) {
  return sql`
    select provider_id, outcome, packages, is_outlier, last_year_pence, extra_pence from contracts.uplift_line
    where council_id = ${tx.councilId} and uplift_id = ${upliftId}
    union all
    select provider_id, outcome, 0, is_outlier, last_year_pence, extra_pence from contracts.uplift_block
    where council_id = ${tx.councilId} and uplift_id = ${upliftId}`
}

export async function listOutcomes(tx: Tx, upliftId: string): Promise<OutcomeTotal[]> {
  const { rows } = await sql<OutcomeTotal>`
    select outcome, count(*)::int as lines, sum(packages)::int as packages, count(*) filter (where is_outlier)::int as outliers,
      sum(last_year_pence)::bigint as "lastYearPence", sum(extra_pence)::bigint as "extraPence"
    from (${foundBy(tx, upliftId)}) x group by outcome order by outcome`.execute(tx)
  return rows
}

export type ProviderTotal = {
  readonly providerId: string
  readonly name: string
  readonly lines: number
  readonly packages: number
  readonly lastYearPence: Pence
  readonly extraPence: Pence
}

/** The dearest first. */
export async function listProviderTotals(tx: Tx, upliftId: string): Promise<ProviderTotal[]> {
  const { rows } = await sql<ProviderTotal>`
    select l.provider_id as "providerId", o.trading_name as name, l.lines, l.packages, l.last_year as "lastYearPence",
      l.extra as "extraPence"
    from (
      select x.provider_id, count(*)::int as lines, sum(x.packages)::int as packages, sum(x.last_year_pence)::bigint as last_year,
        sum(x.extra_pence)::bigint as extra
      from (${foundBy(tx, upliftId)}) x where x.outcome = 'changes'
      group by x.provider_id
    ) l
    join published.provider o on o.council_id = ${tx.councilId} and o.id = l.provider_id
    order by l.extra desc, l.provider_id limit 200`.execute(tx)
  return rows
}

export type RenewalProgress = {
  readonly outcome: 'waiting' | 'published' | 'answer-awaited' | 'no-longer-agreed' | 'no-price' | 'withdrawn'
  readonly agreements: number
}

/** What has come of the agreements so far; undefined when none are to be renewed. */
export async function findRenewal(tx: Tx, upliftId: string): Promise<readonly RenewalProgress[] | undefined> {
  const { rows } = await sql<Partial<RenewalProgress>>`
    select outcome, agreements from published.renewal_progress
    where council_id = ${tx.councilId} and uplift_id = ${upliftId} order by outcome`.execute(tx)
  if (rows.length === 0) return undefined
  return rows.flatMap(({ outcome, agreements }) => (outcome && agreements ? [{ outcome, agreements }] : []))
}

/** The earliest day of its new prices; null while nothing changes. */
export async function findFirstDay(tx: Tx, upliftId: string): Promise<LocalDate | null> {
  const { rows } = await sql<{ first: LocalDate | null }>`
    select least((select min(from_on) from contracts.uplift_line
        where council_id = ${tx.councilId} and uplift_id = ${upliftId} and outcome = 'changes'),
      (select min(from_on) from contracts.uplift_block
        where council_id = ${tx.councilId} and uplift_id = ${upliftId} and outcome = 'changes')) as first`.execute(tx)
  return rows[0]?.first ?? null
}

export type UpliftLine = {
  readonly rateLineId: string
  readonly reference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly contractNumber: string
  readonly providerName: string
  readonly fromOn: LocalDate
  readonly oldPrice: Rate
  readonly newPrice: Rate
  readonly isOutlier: boolean
  readonly packages: number
  readonly units: Quantity
  readonly extraPence: Pence
  /** Whether prices of visits stand beside it, which are raised in proportion. */
  readonly hasVisits: boolean
}

/** Lines that change: those outside the limit first, then by what they cost. */
export async function listUpliftLines(
  tx: Tx,
  upliftId: string,
  { most }: { readonly most: number },
): Promise<UpliftLine[]> {
  const { rows } = await sql<UpliftLine>`
    select x.rate_line_id as "rateLineId", l.reference, l.service_level as "serviceLevel", l.unit, k.number as "contractNumber",
      o.trading_name as "providerName", x.from_on as "fromOn", x.old_price as "oldPrice", x.new_price as "newPrice",
      x.is_outlier as "isOutlier", x.packages, x.units, x.extra_pence as "extraPence",
      exists (select from contracts.visit_price p where p.council_id = x.council_id and p.rate_line_id = x.rate_line_id
        and p.valid @> x.from_on) as "hasVisits"
    from contracts.uplift_line x
    join contracts.rate_line l on l.council_id = x.council_id and l.id = x.rate_line_id
    join contracts.contract k on k.council_id = x.council_id and k.id = x.contract_id
    join published.provider o on o.council_id = x.council_id and o.id = x.provider_id
    where x.council_id = ${tx.councilId} and x.uplift_id = ${upliftId} and x.outcome = 'changes'
    order by x.is_outlier desc, x.extra_pence desc, x.rate_line_id limit ${most}`.execute(tx)
  return rows
}
