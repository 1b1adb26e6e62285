import { sql, type RawBuilder } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { TraceStep } from '../rules/trace.ts'
import { lookBackFrom } from './price-lines.ts'
import { repricedPayerLines } from './price-payers.ts'
import { repricedStayLines } from './price-stays.ts'
import { repricedWeekLines } from './price-weeks.ts'
import type { ForSchedule, PricedPeriod } from './pricing-scope.ts'
import type { Supposed } from './supposed.ts'

export type ProposedPrice = {
  readonly id: string
  readonly rateLineId: string
  readonly contractId: string
  readonly fromOn: LocalDate
  readonly price: Rate
  readonly oldPrice: Rate | null
  readonly reference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly contractNumber: string
  readonly calendar: string
}

/** A price that waits. One that is decided has nothing more to be looked at. */
export async function getProposedPrice(tx: Tx, id: string): Promise<ProposedPrice> {
  const { rows } = await sql<ProposedPrice>`
    select id, rate_line_id as "rateLineId", contract_id as "contractId", from_on as "fromOn", old_price as "oldPrice", price, reference, service_level as "serviceLevel", unit, contract_number as "contractNumber", calendar
    from published.proposed_price where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
  const [price] = rows
  if (price === undefined) throw new NotFound('price change')
  return price
}

/** The period whose payment would post the differences: the first of the calendar that no run has prepared or paid. */
export async function findNextPeriod(tx: Tx, calendar: string): Promise<PricedPeriod | undefined> {
  const { rows } = await sql<PricedPeriod>`
    select q.id, q.starts_on as "startsOn", q.ends_on as "endsOn" from payments.period q
    where q.council_id = ${tx.councilId} and q.calendar = ${calendar}
      and not exists (select from payments.run r where r.council_id = ${tx.councilId} and r.status <> 'discarded'
        and r.period_id = any(array(select l.id from payments.period l
          where l.council_id = ${tx.councilId} and l.calendar = q.calendar and l.starts_on >= q.starts_on)))
    order by q.starts_on limit 1`.execute(tx)
  return rows[0]
}

export type RepricedLine = {
  readonly providerId: string
  readonly providerName: string
  readonly personName: string
  readonly packageId: string
  readonly packageReference: string
  readonly serviceName: string
  readonly coversFrom: LocalDate
  readonly toOn: LocalDate
  readonly beforePence: Pence
  readonly duePence: Pence
  readonly trace: readonly TraceStep[]
}

/** More is a whole county's price; the totals count all of them. */
const MOST = 20_000
type Asked = {
  readonly price: ProposedPrice
  readonly period: PricedPeriod
  readonly today: LocalDate
  readonly at: Date
}

/**
 * Every week and stay that was paid and that the price would change: what was paid, what would be due, and how it is
 * worked out. The statements that post the differences after approval, read instead of written.
 */
export function listRepriced(tx: Tx, { price, period, today, at }: Asked): Promise<readonly RepricedLine[]> {
  const { contractId, calendar, id: changeId } = price
  const supposing = { prices: { changeId, today } }
  return namedLines(tx, linesOf(tx, { ...previewOf({ calendar, period, at }), contractId, supposing }), MOST)
}

type Previewed = { readonly calendar: string; readonly period: PricedPeriod; readonly at: Date }

/** What the next payment of a calendar would look at. */
export function previewOf({ calendar, period, at }: Previewed) {
  const since = lookBackFrom(period.startsOn)
  return { paidBy: 'schedule', calendar, period, since, at, runId: period.id } as const
}

/** What was paid and would be paid otherwise, however its contract is paid. */
export function linesOf(tx: Tx, scope: ForSchedule & { readonly supposing: Supposed }): RawBuilder<unknown> {
  const { supposing } = scope
  if ('payerChangeId' in supposing) return repricedPayerLines(tx, scope)
  if ('end' in supposing)
    return sql`select * from (${repricedStayLines(tx, scope)}) stays union all select * from (${repricedPayerLines(tx, scope)}) payers`
  return sql`select * from (${repricedWeekLines(tx, scope)}) weeks union all select * from (${repricedStayLines(tx, scope)}) stays`
}

export async function namedLines(tx: Tx, lines: RawBuilder<unknown>, most: number): Promise<readonly RepricedLine[]> {
  const { rows } = await sql<RepricedLine>`
    select l.provider_id as "providerId", o.trading_name as "providerName", s.family_name || ', ' || s.given_name as "personName",
      l.package_id as "packageId", p.reference as "packageReference", v.name as "serviceName", l.covers_from as "coversFrom",
      l.to_on as "toOn", l.before_pence as "beforePence", l.due_pence as "duePence", l.trace
    from (${lines}) l
    join published.served_person s on s.council_id = ${tx.councilId} and s.provider_id = l.provider_id
      and s.person_id = l.person_id and s.service_id = l.service_id and s.contract_id = l.contract_id
    join published.package p on p.council_id = ${tx.councilId} and p.id = l.package_id
    join published.service v on v.council_id = ${tx.councilId} and v.id = l.service_id
    join published.provider o on o.council_id = ${tx.councilId} and o.id = l.provider_id
    order by s.family_name, s.given_name, l.person_id, l.package_id, l.covers_from limit ${most}`.execute(tx)
  return rows
}
