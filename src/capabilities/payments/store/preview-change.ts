import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence } from '../../../core/money.ts'
import type { EndReason } from '../../../core/nights-after.ts'
import type { Payer } from '../../../core/payers.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { findNextPeriod, linesOf, namedLines, previewOf, type RepricedLine } from './preview-price.ts'
import { planForSets } from './price-lines.ts'
import { supposedPackages, type SupposedCare, type SupposedEnd } from './supposed-care.ts'

type ProposedEnd = SupposedEnd & { readonly id: string; readonly reference: string; readonly why: EndReason }

/** A death or a move that a provider told and that waits for the council. */
export async function getProposedEnd(tx: Tx, id: string): Promise<ProposedEnd> {
  const { rows } = await sql<ProposedEnd>`
    select id, reference, person_id as "personId", only_package_id as "packageId", last_day as "lastDay", kind as why
    from published.proposed_end where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
  return foundOr(rows[0], 'life event')
}

export type CareToEnd = { readonly id: string; readonly reference: string; readonly personId: string }

export async function getCareToEnd(tx: Tx, id: string): Promise<CareToEnd> {
  const { rows } = await sql<CareToEnd>`
    select id, reference, person_id as "personId" from published.package
    where council_id = ${tx.councilId} and id = ${id} and status not in ('draft', 'cancelled')`.execute(tx)
  return foundOr(rows[0], 'package')
}

type ProposedPayer = {
  readonly id: string
  readonly reference: string
  readonly payer: Payer
  readonly fromOn: LocalDate
  readonly oldPence: Pence
  readonly weekly: Pence
}

export async function getProposedPayer(tx: Tx, id: string): Promise<ProposedPayer> {
  const { rows } = await sql<ProposedPayer>`
    select id, reference, payer, from_on as "fromOn", old_pence as "oldPence", weekly_pence as weekly
    from published.proposed_payer where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
  return foundOr(rows[0], 'change of who pays what')
}

type ProposedVisitPrices = {
  readonly id: string
  readonly rateLineId: string
  readonly fromOn: LocalDate
  readonly reference: string
  readonly serviceLevel: string
  readonly contractId: string
  readonly contractNumber: string
  readonly calendar: string
  /** Visits are paid by the hour again. */
  readonly isEnd: boolean
}

export async function getProposedVisitPrices(tx: Tx, id: string): Promise<ProposedVisitPrices> {
  const { rows } = await sql<ProposedVisitPrices>`
    select id, rate_line_id as "rateLineId", from_on as "fromOn", reference, service_level as "serviceLevel", contract_id as "contractId", contract_number as "contractNumber", calendar, split is null as "isEnd"
    from published.proposed_visit_price where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
  return foundOr(rows[0], 'change of prices of visits')
}

function foundOr<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new NotFound(what)
  return row
}

/** More than one contract’s, or one person’s, year. */
const MOST = 20_000
export type Previewed = {
  readonly lines: readonly RepricedLine[]
  /** False while no payment calendar has a period that is still to be paid. */
  readonly hasPeriod: boolean
}
type Asked = { readonly today: LocalDate; readonly at: Date }

/** What prices of visits that look back would post for weeks that are paid. */
export async function previewVisitPrices(
  tx: Tx,
  change: ProposedVisitPrices,
  { today, at }: Asked,
): Promise<Previewed> {
  const { calendar, contractId, id } = change
  const period = await findNextPeriod(tx, calendar)
  if (period === undefined) return { lines: [], hasPeriod: false }
  const supposing = { prices: { visitChangeId: id, today } }
  const lines = linesOf(tx, { ...previewOf({ calendar, period, at }), contractId, supposing })
  return { lines: await namedLines(tx, lines, MOST), hasPeriod: true }
}

/**
 * What an end of care, or another share of who pays, would post for nights that are paid: by the statements that post it
 * afterwards, read instead of written, one for each payment calendar of the care.
 */
export async function previewCare(tx: Tx, supposing: SupposedCare, at: Date): Promise<Previewed> {
  await planForSets(tx)
  const parts: RepricedLine[] = []
  let hasPeriod = false
  for (const { calendar, contracts } of await listPlaces(tx, supposing)) {
    const period = await findNextPeriod(tx, calendar)
    if (period === undefined) continue
    hasPeriod = true
    const scope = { ...previewOf({ calendar, period, at }), contracts: sql`${[...contracts]}::uuid[]`, supposing }
    const differing = sql`select * from (${linesOf(tx, scope)}) paid where paid.due_pence <> paid.before_pence`
    parts.push(...(await namedLines(tx, differing, MOST)))
  }
  return { lines: parts, hasPeriod }
}

export async function listPlaces(tx: Tx, supposing: SupposedCare) {
  const { rows } = await sql<{ calendar: string; contracts: readonly string[] }>`
    select c.calendar, array_agg(distinct c.id) as contracts
    from published.package p
    join published.contract c on c.council_id = ${tx.councilId} and c.id = p.contract_id
    where p.council_id = ${tx.councilId} and p.id in (${supposedPackages(tx, supposing)})
    group by c.calendar order by c.calendar limit 50`.execute(tx)
  return rows
}

export type RecordedAfter = {
  readonly packageId: string
  readonly reference: string
  readonly providerName: string
  readonly weekStart: LocalDate
  readonly paidPence: Pence | null
}

/** Weeks that begin after the last day and were recorded and confirmed: an end does not take them back by itself. */
export async function listRecordedAfter(tx: Tx, end: SupposedEnd): Promise<readonly RecordedAfter[]> {
  const { rows } = await sql<RecordedAfter>`
    select w.package_id as "packageId", p.reference, o.trading_name as "providerName", w.week_start as "weekStart",
      (select sum(l.amount_pence)::bigint from payments.payment_line l where l.council_id = ${tx.councilId} and l.from_on = w.week_start
        and l.package_id = w.package_id and l.kind in ('care', 'adjustment')) as "paidPence"
    from published.package p
    join published.week w on w.council_id = ${tx.councilId} and w.package_id = p.id and w.week_start > ${end.lastDay}::date
      and w.status = 'confirmed' and w.actual + w.frustrated > 0
    join published.provider o on o.council_id = ${tx.councilId} and o.id = p.provider_id
    where p.council_id = ${tx.councilId} and p.id in (${supposedPackages(tx, { end })})
    order by w.week_start, p.reference, p.id limit 200`.execute(tx)
  return rows
}
