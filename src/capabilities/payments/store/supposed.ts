import { sql, type RawBuilder } from 'kysely'
import type { NightsTier } from '../../../core/absence-tiers.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { supposedPackages, type SupposedCare } from './supposed-care.ts'
import { planIn, pricesOfPlan, repricingsOfPlan, visitPricesOfPlan } from './supposed-plan.ts'

/** What is not decided yet: one price that waits for its second person, all of an uplift, or prices of visits. */
export type SupposedPrices = (
  { readonly changeId: string } | { readonly upliftId: string } | { readonly visitChangeId: string }
) & {
  /** The day on which that is asked. */
  readonly today: LocalDate
}
type WithPrices = { readonly prices: SupposedPrices }
export type Supposed = WithPrices | SupposedCare
type Supposing = { readonly supposing?: Supposed }

/** Each price with the days for which it would hold. */
function supposedRows(tx: Tx, { prices }: WithPrices): RawBuilder<unknown> {
  if ('visitChangeId' in prices) return visitRows(tx, prices.visitChangeId)
  return 'changeId' in prices
    ? sql`(select rate_line_id, contract_id, provider_id, from_on, until, price from published.proposed_price
        where council_id = ${tx.councilId} and id = ${prices.changeId}::uuid)`
    : sql`(select rate_line_id, contract_id, provider_id, from_on, until, price from published.proposed_uplift_price
        where council_id = ${tx.councilId} and uplift_id = ${prices.upliftId}::uuid)`
}

function visitRows(tx: Tx, id: string): RawBuilder<unknown> {
  return sql`(select o.id, o.rate_line_id, o.contract_id, o.provider_id, o.from_on, o.until, o.split, o.fixed, o.bands
    from published.proposed_visit_price o where o.council_id = ${tx.councilId} and o.id = ${id}::uuid)`
}

/** The contracts whose care would be paid at another price. */
export function supposedContracts(tx: Tx, supposing: WithPrices): RawBuilder<unknown> {
  return sql`array(select o.contract_id from ${supposedRows(tx, supposing)} o)`
}

/** The prices to price with, as the price book would have them: the row that holds on the day is cut, as approval cuts it. */
export function pricesFor(tx: Tx, { supposing }: Supposing): RawBuilder<unknown> {
  const plan = planIn(supposing)
  if (plan !== undefined) return pricesOfPlan(tx, plan)
  if (supposing === undefined || !('prices' in supposing) || 'visitChangeId' in supposing.prices)
    return sql`published.rate`
  return sql`(
    select r.council_id, r.rate_line_id, r.contract_id, r.provider_id, r.price,
      case when o.rate_line_id is null then r.valid else daterange(lower(r.valid), o.from_on) end as valid
    from published.rate r
    left join ${supposedRows(tx, supposing)} o on o.rate_line_id = r.rate_line_id and r.valid @> o.from_on
    where r.council_id = ${tx.councilId}
    union all
    select ${tx.councilId}::uuid, o.rate_line_id, o.contract_id, o.provider_id, o.price, daterange(o.from_on, o.until)
    from ${supposedRows(tx, supposing)} o)`
}

/** The prices of visits to price with: as approval cuts and writes them. */
export function visitPricesFor(tx: Tx, { supposing }: Supposing): RawBuilder<unknown> {
  const plan = planIn(supposing)
  if (plan !== undefined) return visitPricesOfPlan(tx, plan)
  const id = visitChangeOf(supposing)
  if (id === undefined) return sql`published.visit_price`
  return sql`(
    select p.council_id, p.id, p.rate_line_id, p.contract_id, p.provider_id, p.split, p.fixed, p.bands,
      case when o.id is null then p.valid else daterange(lower(p.valid), o.from_on) end as valid
    from published.visit_price p
    left join ${visitRows(tx, id)} o on o.rate_line_id = p.rate_line_id and p.valid @> o.from_on
    where p.council_id = ${tx.councilId}
    union all
    select ${tx.councilId}::uuid, o.id, o.rate_line_id, o.contract_id, o.provider_id, o.split, o.fixed, o.bands, daterange(o.from_on, o.until)
    from ${visitRows(tx, id)} o where o.split is not null)`
}

export function visitBandsFor(tx: Tx, { supposing }: Supposing): RawBuilder<unknown> {
  const id = visitChangeOf(supposing)
  if (id === undefined) return sql`published.visit_band`
  return sql`(
    select b.* from published.visit_band b where b.council_id = ${tx.councilId}
    union all
    select o.* from published.proposed_visit_band o where o.council_id = ${tx.councilId} and o.visit_price_id = ${id}::uuid)`
}

function visitChangeOf(supposing: Supposed | undefined): string | undefined {
  if (supposing === undefined || !('prices' in supposing)) return undefined
  return 'visitChangeId' in supposing.prices ? supposing.prices.visitChangeId : undefined
}

/** The numbers of past prices that changed, and the one that these prices would be given. */
export function repricingsFor(tx: Tx, { supposing }: Supposing): RawBuilder<unknown> {
  const plan = planIn(supposing)
  if (plan !== undefined) return repricingsOfPlan(tx, plan)
  if (supposing === undefined || !('prices' in supposing)) return sql`published.repricing`
  const { today } = supposing.prices
  return sql`(
    select z.council_id, z.seq, z.rate_line_id, z.contract_id, z.provider_id, z.days, z.package_id from published.repricing z
    where z.council_id = ${tx.councilId}
    union all
    select ${tx.councilId}::uuid, coalesce((select max(z.seq) from published.repricing z where z.council_id = ${tx.councilId}), 0) + 1,
      o.rate_line_id, o.contract_id, o.provider_id, daterange(o.from_on, o.until) * daterange(null, ${today}::date + 7), null::uuid
    from ${supposedRows(tx, supposing)} o where o.from_on <= ${today}::date)`
}

type Care = { readonly packageId: RawBuilder<unknown>; readonly days: RawBuilder<unknown> }

/** Whether care is touched by what is supposed within some days: what else is put right meanwhile is not of it. */
export function isOfSupposed(tx: Tx, supposing: Supposed, { packageId, days }: Care): RawBuilder<unknown> {
  if (!('prices' in supposing)) return sql`${packageId} in (${supposedPackages(tx, supposing)})`
  return sql`exists (
    select from published.package_version v
    join ${supposedRows(tx, supposing)} o on o.rate_line_id = v.rate_line_id
    where v.council_id = ${tx.councilId} and v.package_id = ${packageId} and v.valid && (${days} * daterange(o.from_on, o.until)))`
}

/** Terms that nobody has said yet, for the contracts of one pricing. */
export type SupposedTerms = {
  readonly paymentTerms: 'actual' | 'planned'
  readonly frustratedPercent: number
  /** In per cent, as text; null holds nothing. */
  readonly tolerancePercent: string | null
  /** What is paid of nights away; none: all of them. */
  readonly absenceTiers: readonly NightsTier[]
  /** How logged visits are counted; left out, as they were. */
  readonly visits?: TriedVisits | undefined
}
export type TriedVisits = {
  readonly rounding: 'nearest' | 'down' | 'up' | 'none'
  readonly minutes: number
  /** A visit is never paid longer than it was planned. */
  readonly capped: boolean
  /** How far from its planned start a visit may begin. */
  readonly windowMinutes: number
}
export type Trial = { readonly from: LocalDate; readonly until: LocalDate; readonly terms: SupposedTerms | undefined }

/** The rules to price with: as they stand, or as they would be with other terms. */
export function rulesFor(tx: Tx, trial: Trial | undefined): RawBuilder<unknown> {
  if (trial?.terms === undefined) return sql`published.contract_rule`
  const { paymentTerms, frustratedPercent, tolerancePercent, absenceTiers } = trial.terms
  return sql`(
    select r.council_id, r.contract_id, r.provider_id, r.valid, r.version, r.paid_by, r.recording, r.sign_gate, r.day_rule,
      ${paymentTerms}::text as payment_terms, ${frustratedPercent}::smallint as frustrated_percent,
      ${tolerancePercent}::numeric as tolerance_percent, ${JSON.stringify(absenceTiers)}::jsonb as absence_tiers,
      r.death_days, r.notice_days
    from published.contract_rule r where r.council_id = ${tx.councilId})`
}
