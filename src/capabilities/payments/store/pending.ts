import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { pence, type Pence } from '../../../core/money.ts'
import type { LineKind } from '../../../core/payers.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { TraceStep } from '../rules/trace.ts'
import { lookBackFrom } from './price-lines.ts'
import { pendingPayers } from './price-payers.ts'
import { pendingStays } from './price-stays.ts'
import { pendingWeeks } from './price-weeks.ts'
import type { ForSchedule } from './pricing-scope.ts'
import { periods, type Period } from './runs.ts'

/** The periods whose payments a provider still waits for, the next first: one for each calendar of its contracts. */
export async function listNextPeriods(tx: Tx, today: LocalDate): Promise<readonly Period[]> {
  return periods(tx)
    .where('q.paid_on', '>=', today)
    .where('q.starts_on', '<=', today)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('published.contract as c')
          .whereRef('c.council_id', '=', 'q.council_id')
          .where('c.provider_id', '=', tx.providerId)
          .whereRef('c.calendar', '=', 'q.calendar')
          .select('c.id'),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('payments.run as r')
            .whereRef('r.council_id', '=', 'q.council_id')
            .whereRef('r.period_id', '=', 'q.id')
            .where('r.status', '=', 'released')
            .select('r.id'),
        ),
      ),
    )
    .distinctOn('q.calendar')
    .orderBy('q.calendar')
    .orderBy('q.starts_on')
    .limit(20)
    .execute()
}

export type PendingLine = {
  /** Null while the line is worked out from what is confirmed and not yet part of a run. */
  readonly id: string | null
  readonly state: 'so-far' | 'approved' | 'in-run'
  readonly personName: string
  readonly serviceName: string
  readonly packageReference: string
  readonly kind: LineKind
  readonly coversFrom: LocalDate
  readonly toOn: LocalDate
  readonly amountPence: Pence
  readonly trace: readonly TraceStep[]
}
export type Pending = {
  readonly lines: number
  readonly amountPence: Pence
  /** The first of them, in the order of the list. */
  readonly shown: readonly PendingLine[]
}

const SHOWN = 200

/**
 * What the next payment of one calendar is made of: lines of a prepared run, approved invoices, and scheduled care as
 * it would be priced this minute. Nothing is written.
 */
export async function listPending(tx: Tx, period: Period): Promise<Pending> {
  const scope: ForSchedule = {
    paidBy: 'schedule',
    calendar: period.calendar,
    period,
    since: lookBackFrom(period.startsOn),
    at: period.submitBy,
    providerId: tx.providerId,
    runId: period.id,
  }
  const [standing, weeks, nights, payers] = await Promise.all([
    listSummed(tx, standingLines(tx, period)),
    listSummed(tx, sql`select null::uuid as id, 'so-far' as state, w.* from (${pendingWeeks(tx, scope)}) w`),
    listSummed(tx, sql`select null::uuid as id, 'so-far' as state, n.* from (${pendingStays(tx, scope)}) n`),
    listSummed(tx, sql`select null::uuid as id, 'so-far' as state, y.* from (${pendingPayers(tx, scope)}) y`),
  ])
  // What is confirmed after a run was prepared waits for the next one.
  const isPrepared = standing.some(({ state }) => state === 'in-run')
  const parts = isPrepared ? [standing] : [standing, weeks, nights, payers]
  return {
    lines: parts.reduce((total, [first]) => total + (first?.lines ?? 0), 0),
    amountPence: pence(parts.reduce((total, [first]) => total + (first?.total ?? 0n), 0n)),
    shown: parts.flat().slice(0, SHOWN),
  }
}

type Summed = PendingLine & { readonly lines: number; readonly total: bigint }

/** The first lines in the order of the list, each with the count and sum of all. */
async function listSummed(tx: Tx, lines: RawBuilder<unknown>): Promise<readonly Summed[]> {
  const { rows } = await sql<Summed>`
    select l.id, l.state, s.family_name || ', ' || s.given_name as "personName", v.name as "serviceName",
      p.reference as "packageReference", l.kind, l.covers_from as "coversFrom", l.to_on as "toOn",
      l.amount_pence as "amountPence", l.trace, (count(*) over ())::int as lines, (sum(l.amount_pence) over ())::bigint as total
    from (${lines}) l
    join published.served_person s on s.council_id = ${tx.councilId} and s.provider_id = ${tx.providerId}
      and s.person_id = l.person_id and s.service_id = l.service_id and s.contract_id = l.contract_id
    join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.id = l.package_id
    join published.service v on v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.id = l.service_id
    order by s.family_name, s.given_name, l.person_id, l.covers_from, l.package_id, l.kind, l.id
    limit ${SHOWN}`.execute(tx)
  return rows
}

function standingLines(tx: Tx, period: Period): RawBuilder<unknown> {
  return sql`
    select l.id, case when l.run_id is null then 'approved' else 'in-run' end as state, l.package_id, l.service_id, l.contract_id,
      l.person_id, l.kind, l.covers_from, l.to_on, l.amount_pence, l.trace
    from payments.payment_line l
    join published.contract c on c.council_id = l.council_id and c.id = l.contract_id and c.provider_id = l.provider_id
    left join payments.cleared_invoice i on i.council_id = l.council_id and i.invoice_id = l.invoice_id
      and i.provider_id = l.provider_id
    left join payments.run r on r.council_id = l.council_id and r.id = l.run_id
    where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId} and c.calendar = ${period.calendar}
      and l.from_on >= ${lookBackFrom(period.startsOn)} and l.from_on < ${period.endsOn}
      and ((l.run_id is null and i.invoice_id is not null) or (r.status = 'prepared' and r.period_id = ${period.id}))`
}
