import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'

/** A price that waits for its second person: the days it would hold for, and the day on which that is asked. */
export type SupposedPrice = {
  readonly rateLineId: string
  readonly contractId: string
  readonly providerId: string
  readonly fromOn: LocalDate
  readonly until: LocalDate | null
  readonly price: Rate
  readonly today: LocalDate
}
export type Supposed = { readonly price: SupposedPrice }
type Supposing = { readonly supposing?: Supposed }

/** The prices to price with, as the price book would have them: the row that holds on the day is cut, as approval cuts it. */
export function pricesFor(tx: Tx, { supposing }: Supposing): RawBuilder<unknown> {
  if (supposing === undefined) return sql`published.rate`
  const { rateLineId, contractId, providerId, fromOn, until, price } = supposing.price
  const isCut = sql`r.rate_line_id = ${rateLineId}::uuid and r.valid @> ${fromOn}::date`
  return sql`(
    select r.council_id, r.rate_line_id, r.contract_id, r.provider_id, r.price,
      case when ${isCut} then daterange(lower(r.valid), ${fromOn}::date) else r.valid end as valid
    from published.rate r
    where r.council_id = ${tx.councilId} and not (r.rate_line_id = ${rateLineId}::uuid and lower(r.valid) = ${fromOn}::date)
    union all
    select ${tx.councilId}::uuid, ${rateLineId}::uuid, ${contractId}::uuid, ${providerId}::uuid, ${price}::bigint,
      daterange(${fromOn}::date, ${until}::date))`
}

/** The numbers of past prices that changed, and the one that this price would be given. */
export function repricingsFor(tx: Tx, { supposing }: Supposing): RawBuilder<unknown> {
  if (supposing === undefined) return sql`published.repricing`
  const { rateLineId, contractId, providerId, fromOn, until, today } = supposing.price
  return sql`(
    select z.council_id, z.seq, z.rate_line_id, z.contract_id, z.provider_id, z.days from published.repricing z
    where z.council_id = ${tx.councilId}
    union all
    select ${tx.councilId}::uuid, coalesce((select max(z.seq) from published.repricing z where z.council_id = ${tx.councilId}), 0) + 1,
      ${rateLineId}::uuid, ${contractId}::uuid, ${providerId}::uuid,
      case when ${fromOn}::date <= ${today}::date
        then daterange(${fromOn}::date, ${until}::date) * daterange(null, ${today}::date + 7) else 'empty'::daterange end)`
}

type Care = { readonly packageId: RawBuilder<unknown>; readonly days: RawBuilder<unknown> }

/** Whether care is paid by the supposed line within some days: what else is put right meanwhile is not of this price. */
export function isOfPrice(tx: Tx, { price }: Supposed, { packageId, days }: Care): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from published.package_version o
    where o.council_id = ${tx.councilId} and o.package_id = ${packageId} and o.rate_line_id = ${price.rateLineId}::uuid
      and o.valid && (${days} * daterange(${price.fromOn}::date, ${price.until}::date)))`
}

/** Terms that nobody has said yet, for the contracts of one pricing. */
export type SupposedTerms = {
  readonly paymentTerms: 'actual' | 'planned'
  readonly frustratedPercent: number
  /** In per cent, as text; null holds nothing. */
  readonly tolerancePercent: string | null
}
export type Trial = { readonly from: LocalDate; readonly until: LocalDate; readonly terms: SupposedTerms | undefined }

/** The rules to price with: as they stand, or as they would be with other terms. */
export function rulesFor(tx: Tx, trial: Trial | undefined): RawBuilder<unknown> {
  if (trial?.terms === undefined) return sql`published.contract_rule`
  const { paymentTerms, frustratedPercent, tolerancePercent } = trial.terms
  return sql`(
    select r.council_id, r.contract_id, r.provider_id, r.valid, r.version, r.paid_by, r.recording, r.sign_gate,
      ${paymentTerms}::text as payment_terms, ${frustratedPercent}::smallint as frustrated_percent,
      ${tolerancePercent}::numeric as tolerance_percent
    from published.contract_rule r where r.council_id = ${tx.councilId})`
}
