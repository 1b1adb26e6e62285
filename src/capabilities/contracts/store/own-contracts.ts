import { sql } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Contract, DaysOfWeek } from './price-book.ts'
import { careOf } from './care-terms.ts'
import type { TermsByDate } from './terms.ts'

/** The contracts of the provider that asks, by number. */
export async function listOwnContracts(tx: Tx): Promise<readonly Contract[]> {
  return own(tx, sql`true`)
}

export async function getOwnContract(tx: Tx, id: string): Promise<Contract> {
  const [contract] = await own(tx, sql`k.id = ${id}`)
  if (contract === undefined) throw new NotFound('contract')
  return contract
}

async function own(tx: Tx, which: ReturnType<typeof sql>): Promise<readonly Contract[]> {
  const { rows } = await sql<Contract>`
    select k.id, k.number, k.title, k.kind, k.starts_on as "startsOn", k.ends_on as "endsOn", k.calendar,
      k.provider_id as "providerId", o.trading_name as "providerName"
    from contracts.contract k
    join published.provider o on o.council_id = ${tx.councilId} and o.id = k.provider_id
    where k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId} and ${which}
    order by k.number, k.id limit 200`.execute(tx)
  return rows
}

/** Newest first. */
export async function listOwnTerms(tx: Tx, contractId: string): Promise<readonly TermsByDate[]> {
  const { rows } = await sql<TermsByDate>`
    select lower(valid) as "from", upper(valid) as until, payment_terms as "paymentTerms", frustrated_percent as "frustratedPercent",
      trim_scale(tolerance_percent)::text as "tolerancePercent", claim_limit_weeks as "claimLimitWeeks", recording,
      paid_by as "paidBy", step_minutes as "stepMinutes", sign_gate as "signGate", absence_tiers as "absenceTiers",
      ${careOf('r')} as care
    from contracts.contract_rule r
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and contract_id = ${contractId}
    order by lower(valid) desc limit 100`.execute(tx)
  return rows
}

export type OwnPrice = {
  readonly rateLineId: string
  readonly reference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly band: string
  readonly days: DaysOfWeek
  readonly from: LocalDate
  readonly until: LocalDate | null
  readonly price: Rate
  /** The uplift that brought it. */
  readonly upliftId: string | null
  readonly upliftName: string | null
}

/** Every price of a contract by date, the newest of each line first. */
export async function listOwnPrices(tx: Tx, contractId: string): Promise<readonly OwnPrice[]> {
  const { rows } = await sql<OwnPrice>`
    select l.id as "rateLineId", l.reference, l.service_level as "serviceLevel", l.unit, l.band, l.days, lower(r.valid) as "from",
      upper(r.valid) as until, r.price, u.uplift_id as "upliftId", u.name as "upliftName"
    from contracts.rate_line l
    join contracts.rate r on r.council_id = l.council_id and r.provider_id = l.provider_id and r.rate_line_id = l.id
    left join published.uplift_price u on u.council_id = l.council_id and u.provider_id = l.provider_id
      and u.rate_line_id = l.id and u.from_on = lower(r.valid)
    where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId} and l.contract_id = ${contractId}
    order by l.service_level, l.reference, l.id, lower(r.valid) desc limit 1000`.execute(tx)
  return rows
}
