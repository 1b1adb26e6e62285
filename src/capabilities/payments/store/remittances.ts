import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence, Quantity } from '../../../core/money.ts'
import type { LineKind } from '../../../core/payers.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type RemittanceName = {
  readonly id: string
  readonly runId: string
  /** Also what the bank statement says. */
  readonly reference: string
  readonly paidOn: LocalDate
  readonly periodName: string
  readonly periodFrom: LocalDate
  readonly periodUntil: LocalDate
}
export type Remittance = RemittanceName & RemittanceTotals
export type RemittanceTotals = {
  readonly lineCount: number
  readonly lines: Pence
  readonly recovered: Pence
  readonly carried: Pence
  readonly paid: Pence
}
/** For a person who sees some services only: what came for those, and nothing of the whole. */
export type RemittanceShare = RemittanceName & { readonly lineCount: number; readonly lines: Pence }

export type RemittanceLine = {
  readonly id: string
  readonly kind: LineKind
  readonly fromOn: LocalDate
  readonly coversFrom: LocalDate
  readonly toOn: LocalDate
  readonly serviceId: string
  readonly serviceName: string
  readonly contractNumber: string
  readonly personId: string
  readonly personName: string
  readonly personReference: string
  readonly packageId: string
  readonly packageReference: string
  readonly quantity: Quantity
  readonly unit: string
  readonly averagePrice: boolean
  readonly price: string
  /** The price is of a week, and a night is a seventh of it. */
  readonly byTheWeek: boolean
  readonly amount: Pence
  readonly invoiceId: string | null
  /** Only where the care was invoiced: a scheduled payment has no invoice. */
  readonly invoiceReference: string | null
  readonly ownNumber: string | null
}

const MOST_ON_THEIR_WAY = 20

type Page = { readonly after: { readonly day: string; readonly id: string } | undefined; readonly rows: number }

/** Newest first. One more than asked for tells whether another page follows. */
export async function listRemittances(tx: Tx, page: Page): Promise<readonly Remittance[]> {
  const { rows } = await sql<Remittance>`
    select ${names}, ${totals} from payments.remittance m ${joinPeriod(tx)}
    where ${own(tx)} ${pageOf(page)}`.execute(tx)
  return rows
}

export async function listRemittanceShares(tx: Tx, page: Page): Promise<readonly RemittanceShare[]> {
  const { rows } = await sql<RemittanceShare>`
    select ${names}, l.lines as "lineCount", l.pence as lines from payments.remittance m ${joinPeriod(tx)}
    join lateral (${visibleLines(tx)}) l on l.lines > 0
    where ${own(tx)} ${pageOf(page)}`.execute(tx)
  return rows
}

/** What is released and reaches the bank today or later, for whoever sees the whole and for whoever sees a part. */
export async function listOnTheirWay(tx: Tx, today: LocalDate): Promise<readonly Remittance[]> {
  const { rows } = await sql<Remittance>`
    select ${names}, ${totals} from payments.remittance m ${joinPeriod(tx)}
    where ${own(tx)} and m.paid_on >= ${today} order by m.paid_on, m.id limit ${MOST_ON_THEIR_WAY}`.execute(tx)
  return rows
}

export async function listSharesOnTheirWay(tx: Tx, today: LocalDate): Promise<readonly RemittanceShare[]> {
  const { rows } = await sql<RemittanceShare>`
    select ${names}, l.lines as "lineCount", l.pence as lines from payments.remittance m ${joinPeriod(tx)}
    join lateral (${visibleLines(tx)}) l on l.lines > 0
    where ${own(tx)} and m.paid_on >= ${today} order by m.paid_on, m.id limit ${MOST_ON_THEIR_WAY}`.execute(tx)
  return rows
}

export async function getRemittance(tx: Tx, id: string): Promise<Remittance> {
  const { rows } = await sql<Remittance>`
    select ${names}, ${totals} from payments.remittance m ${joinPeriod(tx)}
    where ${own(tx)} and m.id = ${id}`.execute(tx)
  return found(rows[0])
}

export async function getRemittanceShare(tx: Tx, id: string): Promise<RemittanceShare> {
  const { rows } = await sql<RemittanceShare>`
    select ${names}, l.lines as "lineCount", l.pence as lines from payments.remittance m ${joinPeriod(tx)}
    join lateral (${visibleLines(tx)}) l on l.lines > 0
    where ${own(tx)} and m.id = ${id}`.execute(tx)
  return found(rows[0])
}

/** The payment before this one under the same calendar with lines that the reader sees; undefined for the first. */
export async function findEarlierRemittance(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select e.id
    from payments.remittance m ${joinPeriod(tx)}
    join payments.remittance e on e.council_id = ${tx.councilId} and e.provider_id = ${tx.providerId}
      and (e.paid_on, e.id) < (m.paid_on, m.id)
    join payments.period f on f.council_id = ${tx.councilId} and f.id = e.period_id and f.calendar = q.calendar
    where ${own(tx)} and m.id = ${id}
      and exists (select from payments.payment_line v where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId}
        and v.run_id = e.run_id)
    order by e.paid_on desc, e.id desc
    limit 1`.execute(tx)
  return rows[0]?.id
}

/** More lines than one provider has in one run of any council; the header's totals do not depend on it. */
export const MOST_LINES = 20_000

/** By service, then by person's name, then by week. What a narrower grant does not reach is not there. */
export async function listRemittanceLines(tx: Tx, id: string, most = MOST_LINES): Promise<readonly RemittanceLine[]> {
  const { rows } = await sql<RemittanceLine>`
    select l.id, l.kind, l.from_on as "fromOn", l.covers_from as "coversFrom", l.to_on as "toOn", l.service_id as "serviceId",
      s.name as "serviceName", c.number as "contractNumber", l.person_id as "personId",
      w.given_name || ' ' || w.family_name as "personName", w.reference as "personReference", l.package_id as "packageId", p.reference as "packageReference",
      l.quantity, l.unit, l.average_price as "averagePrice",
      coalesce(jsonb_path_query_first(l.trace, '$[*] ? (@.step == "amount")') ->> 'price',
        jsonb_path_query_first(l.trace, '$[*] ? (@.step == "payer")') ->> 'weekly', '') as price,
      l.trace @> '[{"step": "amount", "at": "seventh"}]' or l.trace @> '[{"step": "payer"}]' as "byTheWeek",
      l.amount_pence as amount, l.invoice_id as "invoiceId", i.reference as "invoiceReference", i.own_number as "ownNumber"
    from payments.remittance m
    join payments.payment_line l on l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId} and l.run_id = m.run_id
    join published.service s on s.council_id = ${tx.councilId} and s.provider_id = ${tx.providerId} and s.id = l.service_id
    join published.contract c on c.council_id = ${tx.councilId} and c.provider_id = ${tx.providerId} and c.id = l.contract_id
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.id = l.package_id
    join published.served_person w on w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId}
      and w.person_id = l.person_id and w.service_id = l.service_id and w.contract_id = l.contract_id
    left join published.invoice i on i.council_id = ${tx.councilId} and i.provider_id = ${tx.providerId} and i.id = l.invoice_id
    where ${own(tx)} and m.id = ${id}
    order by s.name, l.service_id, w.family_name, w.given_name, l.person_id, l.from_on, l.id
    limit ${most}`.execute(tx)
  return rows
}

const names = sql`m.id, m.run_id as "runId", m.reference, m.paid_on as "paidOn", q.name as "periodName",
  q.starts_on as "periodFrom", q.ends_on as "periodUntil"`
const totals = sql`m.line_count as "lineCount", m.lines_pence as lines, m.recovered_pence as recovered,
  m.carried_pence as carried, m.paid_pence as paid`

function joinPeriod(tx: Tx): RawBuilder<unknown> {
  return sql`join payments.period q on q.council_id = ${tx.councilId} and q.id = m.period_id`
}

function visibleLines(tx: Tx): RawBuilder<unknown> {
  return sql`select count(*)::int as lines, coalesce(sum(v.amount_pence), 0)::bigint as pence from payments.payment_line v
    where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.run_id = m.run_id`
}

function own(tx: Tx): RawBuilder<unknown> {
  return sql`m.council_id = ${tx.councilId} and m.provider_id = ${tx.providerId}`
}

function pageOf({ after, rows }: Page): RawBuilder<unknown> {
  const seen = after === undefined ? sql`` : sql`and (m.paid_on, m.id) < (${after.day}::date, ${after.id}::uuid)`
  return sql`${seen} order by m.paid_on desc, m.id desc limit ${rows + 1}`
}

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new NotFound('remittance')
  return row
}
