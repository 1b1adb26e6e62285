import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Pence } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { InvoiceStatus, RunStatus } from '../rules/state.ts'

/** The provider face says whose; the council sees everyone's that was submitted. */
export type Reach = { readonly providerId: string | undefined }

export type Invoice = {
  readonly id: string
  readonly reference: string
  readonly ownNumber: string | null
  readonly status: InvoiceStatus
  readonly runStatus: RunStatus | null
  /** What the payment was told by, once the run that took it is released. */
  readonly remittanceId: string | null
  readonly paidOn: LocalDate | null
  readonly lineCount: number
  readonly total: Pence
  readonly createdAt: Date
  readonly submittedAt: Date | null
  readonly submittedName: string | null
  readonly dueOn: LocalDate | null
  readonly decidedName: string | null
  readonly decidedAt: Date | null
  readonly rejectReason: string | null
  readonly version: number
  readonly providerId: string
  readonly providerName: string
  readonly serviceId: string
  readonly serviceName: string
  readonly contractId: string
  readonly contractNumber: string
  readonly periodId: string
  readonly periodName: string
  readonly periodFrom: LocalDate
  readonly periodUntil: LocalDate
  /** The day of the first run that can still take it; null when the calendar does not reach so far. */
  readonly expectedOn: LocalDate | null
}

export async function getInvoice(tx: Tx, reach: Reach, id: string, today: LocalDate): Promise<Invoice> {
  return invoices(tx, reach, today)
    .where('i.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('invoice'))
}

/** What a decision needs, with the row locked: of two people only one acts at a time. */
export async function lockInvoice(tx: Tx, { providerId }: Reach, id: string): Promise<LockedInvoice> {
  return tx
    .selectFrom('invoices.invoice as i')
    .where('i.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('i.provider_id', '=', providerId ?? ''))
    .where('i.id', '=', id)
    .select([
      'i.id',
      'i.reference',
      'i.status',
      'i.line_count as lineCount',
      'i.total_pence as total',
      'i.row_version as version',
      'i.provider_id as providerId',
      'i.service_id as serviceId',
      'i.contract_id as contractId',
      'i.period_id as periodId',
    ])
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('invoice'))
}
export type LockedInvoice = {
  readonly id: string
  readonly reference: string
  readonly status: InvoiceStatus
  readonly lineCount: number
  readonly total: Pence
  readonly version: number
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly periodId: string
}

const COLUMNS = [
  'i.id',
  'i.reference',
  'i.own_number as ownNumber',
  'i.status',
  'm.id as remittanceId',
  'm.paid_on as paidOn',
  'i.line_count as lineCount',
  'i.total_pence as total',
  'i.created_at as createdAt',
  'i.submitted_at as submittedAt',
  'i.submitted_name as submittedName',
  'i.due_on as dueOn',
  'i.decided_name as decidedName',
  'i.decided_at as decidedAt',
  'i.reject_reason as rejectReason',
  'i.row_version as version',
  'i.provider_id as providerId',
  'o.trading_name as providerName',
  'i.service_id as serviceId',
  's.name as serviceName',
  'i.contract_id as contractId',
  'c.number as contractNumber',
  'i.period_id as periodId',
  'q.name as periodName',
  'q.starts_on as periodFrom',
  'q.ends_on as periodUntil',
] as const

/** Every column that pages show, the names of what it is for, and what its run has come to. */
export function invoices(tx: Tx, { providerId }: Reach, today: LocalDate) {
  return tx
    .selectFrom('invoices.invoice as i')
    .innerJoin('published.provider as o', (join) =>
      join.on('o.council_id', '=', tx.councilId).onRef('o.id', '=', 'i.provider_id'),
    )
    .innerJoin('published.service as s', (join) =>
      join
        .on('s.council_id', '=', tx.councilId)
        .onRef('s.provider_id', '=', 'i.provider_id')
        .onRef('s.id', '=', 'i.service_id'),
    )
    .innerJoin('published.contract as c', (join) =>
      join
        .on('c.council_id', '=', tx.councilId)
        .onRef('c.provider_id', '=', 'i.provider_id')
        .onRef('c.id', '=', 'i.contract_id'),
    )
    .innerJoin('published.period as q', (join) =>
      join.on('q.council_id', '=', tx.councilId).onRef('q.id', '=', 'i.period_id'),
    )
    .leftJoin('published.cleared_invoice as z', (join) =>
      join
        .on('z.council_id', '=', tx.councilId)
        .onRef('z.provider_id', '=', 'i.provider_id')
        .onRef('z.invoice_id', '=', 'i.id'),
    )
    .leftJoin('published.remittance_name as m', (join) =>
      join
        .on('m.council_id', '=', tx.councilId)
        .onRef('m.provider_id', '=', 'i.provider_id')
        .onRef('m.run_id', '=', 'z.run_id'),
    )
    .where('i.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('i.provider_id', '=', providerId ?? ''))
    .select(COLUMNS)
    .select([
      sql<RunStatus | null>`z.run_status`.as('runStatus'),
      sql<LocalDate | null>`(select min(n.paid_on) from published.period n where n.council_id = ${tx.councilId}
        and n.calendar = c.calendar and n.finalise_on >= greatest(${today}::date, q.ends_on - 1))`.as('expectedOn'),
    ])
}
