import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Supposed, Trial } from './supposed.ts'

/** What one pricing covers, and where its lines go. */
export type PricingScope = ForSchedule | ForInvoice
type Common = {
  readonly period: PricedPeriod
  /** Care recorded before this day is not looked at again. */
  readonly since: LocalDate
  readonly at: Date
  /** What is not decided yet, priced as if it were. Nothing of it is ever written. */
  readonly supposing?: Supposed
  /** Weeks priced once more for a comparison, whether they were paid or not. */
  readonly trial?: Trial
  /** Only these contracts, as an array in the statement. */
  readonly contracts?: RawBuilder<unknown>
}
export type ForSchedule = Common & {
  readonly paidBy: 'schedule'
  readonly calendar: string
  readonly runId: string
  readonly contractId?: string
  /** Only one provider's care, as that provider asks for it. */
  readonly providerId?: string
}
export type ForInvoice = Common & {
  readonly paidBy: 'invoice'
  readonly providerId: string
  readonly contractId: string
  /** Undefined while a preview looks at all services of the contract. */
  readonly serviceId?: string
  readonly invoiceId: string
}
export type PricedPeriod = { readonly id: string; readonly startsOn: LocalDate; readonly endsOn: LocalDate }

/** Which contracts, as a condition on `published.contract c`. */
export function contractsOf(scope: PricingScope): RawBuilder<unknown> {
  const { contractId, contracts, providerId } = scope
  const named = (column: string, id: string | undefined) =>
    id === undefined ? [] : [sql`${sql.ref(`c.${column}`)} = ${id}`]
  return sql.join(
    [
      scope.paidBy === 'schedule' ? sql`c.calendar = ${scope.calendar}` : sql`true`,
      ...named('id', contractId),
      ...(contracts === undefined ? [] : [sql`c.id = any(${contracts})`]),
      ...named('provider_id', providerId),
    ],
    sql` and `,
  )
}

/** A comparison and a preview look at care however it is paid. */
export function isPaidBy({ paidBy, trial, supposing }: PricingScope): RawBuilder<unknown> {
  return trial === undefined && supposing === undefined ? sql`cr.paid_by = ${paidBy}` : sql`true`
}

/** Which rows of a table that names provider, contract and service. */
export function rowsOf(scope: PricingScope, alias: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const own = scope.providerId === undefined ? sql`` : sql`and ${column('provider_id')} = ${scope.providerId}`
  const { contractId } = scope
  const within = contractId === undefined ? own : sql`${own} and ${column('contract_id')} = ${contractId}`
  if (scope.paidBy === 'schedule' || scope.serviceId === undefined) return within
  return sql`${within} and ${column('service_id')} = ${scope.serviceId}`
}

/** A scheduled run takes what earlier periods left; an invoice is for its own period, and for corrections of earlier ones. */
export function firstNewDay(scope: PricingScope): LocalDate {
  return scope.paidBy === 'schedule' ? scope.since : scope.period.startsOn
}

export function targetOf(scope: PricingScope): { invoiceId: string | null; runId: string | null } {
  return scope.paidBy === 'schedule'
    ? { invoiceId: null, runId: scope.runId }
    : { invoiceId: scope.invoiceId, runId: null }
}

/** Two invoices may reach for one correction at once: the second leaves it to the first. Runs wait for each other. */
export function whenTaken(scope: PricingScope): RawBuilder<unknown> {
  return scope.paidBy === 'schedule'
    ? sql``
    : sql`on conflict (council_id, from_on, package_id, kind, revision) do nothing`
}

/** Care that may be paid: under way or over, and agreed where the contract asks for it. */
export const isPayable = sql`p.status in ('active', 'ended') and (not cr.sign_gate or p.recordable_from is not null)`

export type Priced = { readonly lines: number; readonly pence: bigint }

/** Counts what an insert returned, so that no line travels to the program. */
export async function counted(tx: Tx, statement: RawBuilder<unknown>): Promise<Priced> {
  const { rows } = await sql<{ lines: number; pence: bigint }>`${statement}
    select count(*)::int as lines, coalesce(sum(amount_pence), 0)::bigint as pence from added`.execute(tx)
  return rows[0] ?? { lines: 0, pence: 0n }
}
