import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** One package as a change that nobody has made yet would leave it. */
export type SupposedPlan = {
  readonly packageId: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  /** All of its versions, the ones before the change with them. */
  readonly versions: readonly {
    readonly version: number
    readonly from: LocalDate
    readonly until: LocalDate | null
    readonly plannedByDay: readonly Quantity[] | null
    readonly rateLineId: string
  }[]
  /** The first day that the change is about. */
  readonly fromOn: LocalDate
  /** The line that it is paid by from then on, where that is another one; `own` where no such line is there yet. */
  readonly paidBy: {
    readonly rateLineId: string
    readonly own: { readonly like: string; readonly price: Rate } | null
  } | null
  /** The day on which that is asked. */
  readonly today: LocalDate
}
type WithPlan = { readonly plan: SupposedPlan }
type Supposing = { readonly supposing?: object }

export function planIn(supposing: object | undefined): SupposedPlan | undefined {
  return isPlan(supposing) ? supposing.plan : undefined
}

function isPlan(supposing: object | undefined): supposing is WithPlan {
  return supposing !== undefined && 'plan' in supposing
}

/** The versions to price by: those of the package as they would be, and of no other care. */
export function versionsFor(tx: Tx, { supposing }: Supposing): RawBuilder<unknown> {
  const plan = planIn(supposing)
  if (plan === undefined) return sql`published.package_version`
  const rows = plan.versions.map(({ version, from, until, plannedByDay, rateLineId }) => ({
    ...{ version, from_on: from, until, rate_line_id: rateLineId },
    planned_by_day: plannedByDay?.map(String) ?? null,
  }))
  return sql`(
    select k.council_id, k.provider_id, k.service_id, k.contract_id, k.id as package_id, n.version, daterange(n.from_on, n.until) as valid,
      n.planned_by_day, n.rate_line_id
    from published.package k
    cross join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      n(version int, from_on date, until date, planned_by_day bigint[], rate_line_id uuid)
    where k.council_id = ${tx.councilId} and k.id = ${plan.packageId}::uuid)`
}

/** Its dates as they would be. */
export function packageOfPlan(tx: Tx, { packageId, startsOn, endsOn }: SupposedPlan): RawBuilder<unknown> {
  return sql`(
    select k.council_id, k.id, k.provider_id, k.service_id, k.contract_id, k.person_id, k.unit, k.recordable_from, k.status,
      ${startsOn}::date as starts_on, ${endsOn}::date as ends_on,
      case when ${endsOn}::date is null then null else k.end_reason end as end_reason
    from published.package k where k.council_id = ${tx.councilId} and k.id = ${packageId}::uuid)`
}

/** Prices with the one that would be agreed for this care alone. */
export function pricesOfPlan(tx: Tx, { fromOn, paidBy }: SupposedPlan): RawBuilder<unknown> {
  if (paidBy === null || paidBy.own === null) return sql`published.rate`
  const { like, price } = paidBy.own
  return sql`(
    select r.council_id, r.rate_line_id, r.contract_id, r.provider_id, r.price, r.valid from published.rate r
    where r.council_id = ${tx.councilId}
    union all
    select l.council_id, ${paidBy.rateLineId}::uuid, l.contract_id, l.provider_id, ${price}::bigint, daterange(${fromOn}::date, null)
    from published.rate_line l where l.council_id = ${tx.councilId} and l.id = ${like}::uuid)`
}

/** Prices of visits with those that such a line takes over. */
export function visitPricesOfPlan(tx: Tx, { fromOn, paidBy }: SupposedPlan): RawBuilder<unknown> {
  if (paidBy === null || paidBy.own === null) return sql`published.visit_price`
  return sql`(
    select p.council_id, p.id, p.rate_line_id, p.contract_id, p.provider_id, p.split, p.fixed, p.bands, p.valid
    from published.visit_price p where p.council_id = ${tx.councilId}
    union all
    select p.council_id, p.id, ${paidBy.rateLineId}::uuid, p.contract_id, p.provider_id, p.split, p.fixed, p.bands,
      p.valid * daterange(${fromOn}::date, null)
    from published.visit_price p
    where p.council_id = ${tx.councilId} and p.rate_line_id = ${paidBy.own.like}::uuid and p.valid && daterange(${fromOn}::date, null))`
}

/** The numbers of past prices that changed, and the one that the change would be given where care is paid by another line. */
export function repricingsOfPlan(tx: Tx, plan: SupposedPlan): RawBuilder<unknown> {
  const { packageId, fromOn, paidBy, today } = plan
  if (paidBy === null || fromOn > today) return sql`published.repricing`
  return sql`(
    select z.council_id, z.seq, z.rate_line_id, z.contract_id, z.provider_id, z.days, z.package_id from published.repricing z
    where z.council_id = ${tx.councilId}
    union all
    select k.council_id, coalesce((select max(z.seq) from published.repricing z where z.council_id = ${tx.councilId}), 0) + 1,
      ${paidBy.rateLineId}::uuid, k.contract_id, k.provider_id, daterange(${fromOn}::date, ${today}::date + 7), k.id
    from published.package k where k.council_id = ${tx.councilId} and k.id = ${packageId}::uuid)`
}
