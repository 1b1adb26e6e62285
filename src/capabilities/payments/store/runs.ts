import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { RunStatus } from '../rules/run.ts'
import { hashOfLines, settlements } from './settlement.ts'

export type Period = {
  readonly id: string
  readonly calendar: string
  readonly name: string
  readonly startsOn: LocalDate
  /** The day after its last. */
  readonly endsOn: LocalDate
  readonly submitBy: Date
  readonly finaliseOn: LocalDate
  readonly paidOn: LocalDate
}

export function periods(tx: Tx) {
  return tx
    .selectFrom('payments.period as q')
    .where('q.council_id', '=', tx.councilId)
    .select([
      'q.id',
      'q.calendar',
      'q.name',
      'q.starts_on as startsOn',
      'q.ends_on as endsOn',
      'q.submit_by as submitBy',
      'q.finalise_on as finaliseOn',
      'q.paid_on as paidOn',
    ])
}

export async function getPeriod(tx: Tx, id: string): Promise<Period> {
  return periods(tx)
    .where('q.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('period'))
}

/** Whoever prepares a period waits here for whoever is preparing it. */
export async function lockPeriod(tx: Tx, id: string): Promise<Period> {
  return periods(tx)
    .where('q.id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('period'))
}

export type Run = {
  readonly id: string
  readonly periodId: string
  readonly reference: string
  readonly status: RunStatus
  readonly lineCount: number
  readonly providerCount: number
  readonly totalPence: bigint
  readonly recoveredPence: bigint
  readonly carriedPence: bigint
  readonly paidPence: bigint
  readonly linesHash: string
  readonly preparedBy: string
  readonly preparedName: string
  readonly preparedAt: Date
  readonly releasedName: string | null
  readonly releasedAt: Date | null
}

function runs(tx: Tx) {
  return tx
    .selectFrom('payments.run as r')
    .where('r.council_id', '=', tx.councilId)
    .select([
      'r.id',
      'r.period_id as periodId',
      'r.reference',
      'r.status',
      'r.line_count as lineCount',
      'r.provider_count as providerCount',
      'r.total_pence as totalPence',
      'r.recovered_pence as recoveredPence',
      'r.carried_pence as carriedPence',
      'r.paid_pence as paidPence',
      sql<string>`encode(r.lines_hash, 'hex')`.as('linesHash'),
      'r.prepared_by as preparedBy',
      'r.prepared_name as preparedName',
      'r.prepared_at as preparedAt',
      'r.released_name as releasedName',
      'r.released_at as releasedAt',
    ])
}

/** Newest first. A period has few: every one but the last was discarded. */
export async function listRunsOf(tx: Tx, periodId: string): Promise<readonly Run[]> {
  return runs(tx)
    .where('r.period_id', '=', periodId)
    .orderBy('r.prepared_at', 'desc')
    .orderBy('r.id')
    .limit(50)
    .execute()
}

export async function getRun(tx: Tx, id: string): Promise<Run> {
  return runs(tx)
    .where('r.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('run'))
}

/** The run that pays the period, or paid it. */
export async function findRunOf(tx: Tx, periodId: string): Promise<Run | undefined> {
  return runs(tx).where('r.period_id', '=', periodId).where('r.status', '<>', 'discarded').executeTakeFirst()
}

/**
 * Locks the run and every other one waiting to be released. Two releases may concern one provider, and what it still
 * owes may be taken from one of them only.
 */
export async function lockRun(tx: Tx, id: string): Promise<Run> {
  await tx
    .selectFrom('payments.run')
    .select('id')
    .where('council_id', '=', tx.councilId)
    .where('status', '=', 'prepared')
    .orderBy('id')
    .forUpdate()
    .execute()
  return getRun(tx, id)
}

type NewRun = {
  readonly period: Period
  readonly number: number
  readonly by: string
  readonly name: string
  readonly at: Date
}

export async function insertRun(tx: Tx, { period, number, by, name, at }: NewRun): Promise<string> {
  const { id } = await tx
    .insertInto('payments.run')
    .values({
      council_id: tx.councilId,
      period_id: period.id,
      reference: `${period.calendar}-${period.startsOn}-${String(number)}`,
      status: 'prepared',
      prepared_by: by,
      prepared_name: name,
      prepared_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Approved invoices of the calendar, for this period or an earlier one, that no run has taken. */
export async function takeInvoices(tx: Tx, runId: string, period: Period): Promise<void> {
  await sql`
    with taken as (
      update payments.cleared_invoice i set run_id = ${runId}
      from published.contract c, published.period q
      where i.council_id = ${tx.councilId} and i.run_id is null
        and c.council_id = i.council_id and c.id = i.contract_id and c.calendar = ${period.calendar}
        and q.council_id = i.council_id and q.id = i.period_id and q.starts_on <= ${period.startsOn}
      returning i.invoice_id
    )
    update payments.payment_line l set run_id = ${runId}
    from taken
    where l.council_id = ${tx.councilId} and l.invoice_id = taken.invoice_id and l.run_id is null`.execute(tx)
}

/** Counts, totals and hash of the lines that the run holds now. */
export async function sealRun(tx: Tx, runId: string): Promise<Run> {
  await sql`
    with settled as materialized (${settlements(tx, runId)}),
    hashed as (${hashOfLines(tx, runId, sql`select * from settled`)}),
    totals as (
      select count(*)::int as providers, coalesce(sum(line_count), 0)::int as lines, coalesce(sum(lines_pence), 0)::bigint as total,
        coalesce(sum(recovered_pence), 0)::bigint as recovered, coalesce(sum(carried_pence), 0)::bigint as carried,
        coalesce(sum(paid_pence), 0)::bigint as paid
      from settled
    )
    update payments.run r set line_count = t.lines, provider_count = t.providers, total_pence = t.total,
      recovered_pence = t.recovered, carried_pence = t.carried, paid_pence = t.paid, lines_hash = h.hash
    from totals t, hashed h
    where r.council_id = ${tx.councilId} and r.id = ${runId}`.execute(tx)
  return getRun(tx, runId)
}

type Release = { readonly runId: string; readonly by: string; readonly name: string; readonly at: Date }

export async function markReleased(tx: Tx, { runId, by, name, at }: Release): Promise<void> {
  await tx
    .updateTable('payments.run')
    .set({ status: 'released', released_by: by, released_name: name, released_at: at })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', runId)
    .where('status', '=', 'prepared')
    .execute()
}

/** What each provider is told it was paid. Answers which providers. */
export async function insertRemittances(tx: Tx, runId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ providerId: string }>`
    insert into payments.remittance (council_id, run_id, provider_id, period_id, reference, line_count, lines_pence,
      recovered_pence, carried_pence, paid_pence, paid_on)
    select ${tx.councilId}, r.id, s.provider_id, r.period_id, r.reference || '-' || p.reference, s.line_count, s.lines_pence,
      s.recovered_pence, s.carried_pence, s.paid_pence, q.paid_on
    from (${settlements(tx, runId)}) s
    join payments.run r on r.council_id = ${tx.councilId} and r.id = ${runId}
    join payments.period q on q.council_id = r.council_id and q.id = r.period_id
    join published.provider p on p.council_id = r.council_id and p.id = s.provider_id
    returning provider_id as "providerId"`.execute(tx)
  return rows.map(({ providerId }) => providerId)
}

export type RemittanceSums = {
  readonly remittances: number
  readonly lines: number
  readonly linesPence: bigint
  readonly paidPence: bigint
}

export async function sumRemittances(tx: Tx, runId: string): Promise<RemittanceSums> {
  const { rows } = await sql<RemittanceSums>`
    select count(*)::int as remittances, coalesce(sum(line_count), 0)::int as lines,
      coalesce(sum(lines_pence), 0)::bigint as "linesPence", coalesce(sum(paid_pence), 0)::bigint as "paidPence"
    from payments.remittance where council_id = ${tx.councilId} and run_id = ${runId}`.execute(tx)
  return rows[0] ?? { remittances: 0, lines: 0, linesPence: 0n, paidPence: 0n }
}

/** Lines that the run priced are taken out again; lines of invoices go back to wait for the next run. */
export async function returnLines(tx: Tx, runId: string): Promise<void> {
  await sql`delete from payments.payment_line l where l.council_id = ${tx.councilId} and l.run_id = ${runId}
    and l.invoice_id is null`.execute(tx)
  await sql`update payments.payment_line l set run_id = null where l.council_id = ${tx.councilId} and l.run_id = ${runId}`.execute(
    tx,
  )
  await sql`update payments.cleared_invoice i set run_id = null where i.council_id = ${tx.councilId} and i.run_id = ${runId}`.execute(
    tx,
  )
  await sql`delete from payments.run_exception e where e.council_id = ${tx.councilId} and e.run_id = ${runId}`.execute(
    tx,
  )
}

export async function markDiscarded(tx: Tx, runId: string, at: Date): Promise<void> {
  await tx
    .updateTable('payments.run')
    .set({ status: 'discarded', discarded_at: at })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', runId)
    .execute()
}
