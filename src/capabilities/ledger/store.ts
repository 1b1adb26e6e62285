import { sql } from 'kysely'
import type { LocalDate } from '../../core/dates.ts'
import { NotFound } from '../../core/errors.ts'
import type { Pence } from '../../core/money.ts'
import type { Tx } from '../../platform/db/tx.ts'

export const ACCOUNT_KINDS = ['care-cost', 'payable', 'paid', 'recoverable', 'contributions'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** Every provider that a run pays has all its accounts before the first transfer. */
export async function openAccounts(tx: Tx, runId: string): Promise<void> {
  await sql`
    insert into ledger.account (council_id, provider_id, kind)
    select r.council_id, r.provider_id, k.kind
    from published.remittance r cross join unnest(${[...ACCOUNT_KINDS]}::text[]) k(kind)
    where r.council_id = ${tx.councilId} and r.run_id = ${runId}
    on conflict (council_id, provider_id, kind) do nothing`.execute(tx)
}

/**
 * Each line owes its provider or is owed by it. What the home collects from the person or a third party is no saving of
 * care: it has an account of its own, so that the whole cost stays to be read. A line of £0.00 moves nothing.
 */
export async function postLines(tx: Tx, runId: string, postedOn: LocalDate): Promise<void> {
  await sql`
    insert into ledger.transfer (council_id, posted_on, provider_id, debit, credit, amount_pence, cause, cause_id, run_id)
    select l.council_id, ${postedOn}, l.provider_id,
      case when l.amount_pence > 0 then a.kind else 'payable' end,
      case when l.amount_pence > 0 then 'payable' else a.kind end,
      abs(l.amount_pence), 'payment-line', l.id, l.run_id
    from published.payment_line l
    cross join lateral (select case when l.kind in ('contribution', 'top-up') then 'contributions' else 'care-cost' end as kind) a
    where l.council_id = ${tx.councilId} and l.run_id = ${runId} and l.amount_pence <> 0`.execute(tx)
}

/** What is payable is paid, kept back for an earlier overpayment, or carried as a new one. */
export async function postRemittances(tx: Tx, runId: string, postedOn: LocalDate): Promise<void> {
  await sql`
    insert into ledger.transfer (council_id, posted_on, provider_id, debit, credit, amount_pence, cause, cause_id, run_id)
    select r.council_id, ${postedOn}, r.provider_id, t.debit, t.credit, t.amount_pence, t.cause, r.id, r.run_id
    from published.remittance r cross join lateral (values
      ('payable', 'paid', r.paid_pence, 'run'),
      ('payable', 'recoverable', r.recovered_pence, 'recovery'),
      ('recoverable', 'payable', r.carried_pence, 'recovery')
    ) t(debit, credit, amount_pence, cause)
    where r.council_id = ${tx.councilId} and r.run_id = ${runId} and t.amount_pence > 0`.execute(tx)
}

export type RunSums = {
  readonly careCost: bigint
  /** What homes collect from people and third parties instead of the council. */
  readonly contributions: bigint
  readonly paid: bigint
  readonly openPayables: number
}

/** What the books say of one run: its cost, what left the bank, and providers for whom something is still payable. */
export async function sumsOfRun(tx: Tx, runId: string): Promise<RunSums> {
  const { rows } = await sql<RunSums>`
    select coalesce(sum(p.care_cost), 0)::bigint as "careCost", coalesce(sum(p.contributions), 0)::bigint as contributions,
      coalesce(sum(p.paid), 0)::bigint as paid,
      count(*) filter (where p.payable <> 0)::int as "openPayables"
    from (
      select t.provider_id,
        sum(case when t.debit = 'care-cost' then t.amount_pence when t.credit = 'care-cost' then -t.amount_pence else 0 end) as care_cost,
        sum(case when t.credit = 'contributions' then t.amount_pence when t.debit = 'contributions' then -t.amount_pence else 0 end) as contributions,
        sum(case when t.credit = 'paid' then t.amount_pence when t.debit = 'paid' then -t.amount_pence else 0 end) as paid,
        sum(case when t.credit = 'payable' then t.amount_pence when t.debit = 'payable' then -t.amount_pence else 0 end) as payable
      from ledger.transfer t
      where t.council_id = ${tx.councilId} and t.run_id = ${runId}
      group by t.provider_id
    ) p`.execute(tx)
  return rows[0] ?? { careCost: 0n, contributions: 0n, paid: 0n, openPayables: 0 }
}

/** Debits less credits of each account of one provider. */
export type Balances = Readonly<Record<AccountKind, bigint>>

export async function getBalances(tx: Tx, providerId: string): Promise<Balances> {
  const { rows } = await sql<{ kind: AccountKind; balance: bigint }>`
    select e.kind, sum(e.amount)::bigint as balance
    from (
      select t.debit as kind, t.amount_pence as amount from ledger.transfer t
      where t.council_id = ${tx.councilId} and t.provider_id = ${providerId}
      union all
      select t.credit, -t.amount_pence from ledger.transfer t
      where t.council_id = ${tx.councilId} and t.provider_id = ${providerId}
    ) e group by e.kind`.execute(tx)
  const of = (kind: AccountKind) => rows.find((row) => row.kind === kind)?.balance ?? 0n
  return {
    'care-cost': of('care-cost'),
    payable: of('payable'),
    paid: of('paid'),
    recoverable: of('recoverable'),
    contributions: of('contributions'),
  }
}

export type UntiedProvider = { readonly providerId: string; readonly payable: bigint; readonly difference: bigint }

/**
 * Providers whose books do not tie. What care cost must be what was paid and what homes collected less what is still to
 * come back, and nothing may stay payable between runs. Debits equal credits by the shape of a transfer, so that needs no asking.
 */
export async function findUntied(tx: Tx): Promise<readonly UntiedProvider[]> {
  const { rows } = await sql<UntiedProvider>`
    select b.provider_id as "providerId", b.payable::bigint as payable, b.difference::bigint as difference
    from (
      select t.provider_id,
        sum(case when t.debit = 'payable' then t.amount_pence when t.credit = 'payable' then -t.amount_pence else 0 end) as payable,
        sum(case when t.debit in ('care-cost', 'recoverable', 'paid', 'contributions') then t.amount_pence else 0 end)
          - sum(case when t.credit in ('care-cost', 'recoverable', 'paid', 'contributions') then t.amount_pence else 0 end) as difference
      from ledger.transfer t where t.council_id = ${tx.councilId}
      group by t.provider_id
    ) b
    where b.payable <> 0 or b.difference <> 0
    order by b.provider_id limit 100`.execute(tx)
  return rows
}

export type Transfer = {
  readonly id: string
  readonly providerId: string
  readonly debit: string
  readonly credit: string
  readonly amountPence: Pence
  readonly runId: string | null
  readonly isCorrected: boolean
}

/** Nobody may update a transfer, so its row cannot be locked: its name is. */
export async function lockTransfer(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(tx)
}

export async function getTransfer(tx: Tx, id: string): Promise<Transfer> {
  return tx
    .selectFrom('ledger.transfer as t')
    .where('t.council_id', '=', tx.councilId)
    .where('t.id', '=', id)
    .select((eb) => [
      't.id',
      't.provider_id as providerId',
      't.debit',
      't.credit',
      't.amount_pence as amountPence',
      't.run_id as runId',
      eb
        .exists(
          eb
            .selectFrom('ledger.transfer as c')
            .select('c.id')
            .where('c.council_id', '=', tx.councilId)
            .where('c.corrects_id', '=', id),
        )
        .$castTo<boolean>()
        .as('isCorrected'),
    ])
    .executeTakeFirstOrThrow(() => new NotFound('transfer'))
}

export async function insertReversal(tx: Tx, transfer: Transfer, postedOn: LocalDate): Promise<string> {
  const { id } = await tx
    .insertInto('ledger.transfer')
    .values({
      council_id: tx.councilId,
      posted_on: postedOn,
      provider_id: transfer.providerId,
      debit: transfer.credit,
      credit: transfer.debit,
      amount_pence: transfer.amountPence,
      cause: 'correction',
      cause_id: transfer.id,
      corrects_id: transfer.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
