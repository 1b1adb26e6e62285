import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Pence } from '../../../core/money.ts'
import type { LineKind } from '../../../core/payers.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ExceptionCode, Severity } from '../rules/exceptions.ts'
import type { TraceStep } from '../rules/trace.ts'
import { PAGE } from './run-list.ts'
import type { Period, Run } from './runs.ts'
import { settlements } from './settlement.ts'

export type ProviderTotal = {
  readonly providerId: string
  readonly name: string
  readonly reference: string
  readonly lineCount: number
  readonly linesPence: Pence
  readonly recoveredPence: Pence
  readonly carriedPence: Pence
  readonly paidPence: Pence
}

/** Provider by provider, in the order of their names: as it will be paid, or once released as it was. */
export async function listProviderTotals(
  tx: Tx,
  run: Pick<Run, 'id' | 'status'>,
  after?: { readonly name: string; readonly id: string },
): Promise<readonly ProviderTotal[]> {
  const totals: RawBuilder<unknown> =
    run.status === 'released'
      ? sql`select provider_id, line_count, lines_pence, recovered_pence, carried_pence, paid_pence
          from payments.remittance where council_id = ${tx.councilId} and run_id = ${run.id}`
      : settlements(tx, run.id)
  const { rows } = await sql<ProviderTotal>`
    select s.provider_id as "providerId", p.trading_name as name, p.reference, s.line_count as "lineCount",
      s.lines_pence as "linesPence", s.recovered_pence as "recoveredPence", s.carried_pence as "carriedPence",
      s.paid_pence as "paidPence"
    from (${totals}) s
    join published.provider p on p.council_id = ${tx.councilId} and p.id = s.provider_id
    where (p.trading_name, p.id) > (${after?.name ?? ''}, ${after?.id ?? NO_ID}::uuid)
    order by p.trading_name, p.id limit ${PAGE + 1}`.execute(tx)
  return rows
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

export type SectorTotal = {
  readonly sector: string
  readonly providers: number
  readonly lines: number
  readonly pence: Pence
}

export async function listSectorTotals(tx: Tx, runId: string): Promise<readonly SectorTotal[]> {
  const { rows } = await sql<SectorTotal>`
    select v.sector, count(distinct l.provider_id)::int as providers, sum(l.lines)::int as lines, sum(l.pence)::bigint as pence
    from (
      select service_id, provider_id, count(*) as lines, sum(amount_pence) as pence from payments.payment_line
      where council_id = ${tx.councilId} and run_id = ${runId} group by service_id, provider_id
    ) l
    join published.service v on v.council_id = ${tx.councilId} and v.id = l.service_id
    group by v.sector order by v.sector`.execute(tx)
  return rows
}

export type Bridge = {
  /** Null before the first run of a calendar. */
  readonly lastName: string | null
  readonly lastPence: Pence
  readonly stopped: Pence
  readonly started: Pence
  readonly corrections: Pence
  readonly late: Pence
  readonly nowPence: Pence
}

/** From the last run of the calendar to this one: who came and went, what was put right, what came late. */
export async function getBridge(tx: Tx, runId: string, period: Period): Promise<Bridge> {
  const { rows } = await sql<Bridge>`
    with last_run as (
      select r.id, q.name from payments.run r
      join payments.period q on q.council_id = r.council_id and q.id = r.period_id and q.calendar = ${period.calendar}
      where r.council_id = ${tx.councilId} and r.status = 'released' and q.starts_on < ${period.startsOn}
      order by q.starts_on desc, r.released_at desc limit 1
    ),
    before as (
      select m.provider_id, m.lines_pence from payments.remittance m join last_run on last_run.id = m.run_id
      where m.council_id = ${tx.councilId}
    ),
    now as (
      select l.provider_id, sum(l.amount_pence) as pence,
        coalesce(sum(l.amount_pence) filter (where l.revision > 0), 0) as corrections,
        coalesce(sum(l.amount_pence) filter (where l.revision = 0 and l.from_on < ${period.startsOn}), 0) as late
      from payments.payment_line l where l.council_id = ${tx.councilId} and l.run_id = ${runId}
      group by l.provider_id
    )
    select (select name from last_run) as "lastName", coalesce(sum(b.lines_pence), 0)::bigint as "lastPence",
      coalesce(sum(b.lines_pence) filter (where n.provider_id is null), 0)::bigint as stopped,
      coalesce(sum(n.pence) filter (where b.provider_id is null), 0)::bigint as started,
      coalesce(sum(n.corrections) filter (where b.provider_id is not null), 0)::bigint as corrections,
      coalesce(sum(n.late) filter (where b.provider_id is not null), 0)::bigint as late,
      coalesce(sum(n.pence), 0)::bigint as "nowPence"
    from now n full join before b on b.provider_id = n.provider_id`.execute(tx)
  const [bridge] = rows
  if (bridge === undefined) throw new Error('a sum without groups has one row')
  return bridge
}

export type ExceptionGroup = { readonly severity: Severity; readonly code: ExceptionCode; readonly count: number }

export async function listExceptionGroups(tx: Tx, runId: string): Promise<readonly ExceptionGroup[]> {
  const { rows } = await sql<ExceptionGroup>`
    select severity, code, count(*)::int as count from payments.run_exception
    where council_id = ${tx.councilId} and run_id = ${runId}
    group by severity, code
    order by array_position(array['stops', 'confirm', 'information'], severity), code limit 50`.execute(tx)
  return rows
}

export type RunException = {
  readonly id: string
  readonly providerId: string
  readonly providerName: string
  readonly packageId: string | null
  readonly packageReference: string | null
  readonly personName: string | null
  readonly weekStart: LocalDate | null
  readonly details: Readonly<Record<string, string>>
}
type ExceptionPage = {
  readonly runId: string
  readonly code: ExceptionCode
  readonly severity: Severity
  readonly after: string | undefined
}

export async function listExceptions(
  tx: Tx,
  { runId, code, severity, after }: ExceptionPage,
): Promise<readonly RunException[]> {
  const { rows } = await sql<RunException>`
    select e.id, e.provider_id as "providerId", v.trading_name as "providerName", e.package_id as "packageId",
      p.reference as "packageReference", s.family_name || ', ' || s.given_name as "personName", e.week_start as "weekStart", e.details
    from payments.run_exception e
    join published.provider v on v.council_id = e.council_id and v.id = e.provider_id
    left join published.package p on p.council_id = e.council_id and p.id = e.package_id
    left join published.person s on s.council_id = e.council_id and s.id = p.person_id
    where e.council_id = ${tx.councilId} and e.run_id = ${runId} and e.code = ${code} and e.severity = ${severity}
      and e.id > ${after ?? NO_ID}::uuid
    order by e.id limit ${PAGE + 1}`.execute(tx)
  return rows
}

export type RunLine = {
  readonly id: string
  readonly fromOn: LocalDate
  readonly providerId: string
  readonly providerName: string
  readonly providerReference: string
  readonly personName: string
  readonly packageId: string
  readonly packageReference: string
  readonly serviceName: string
  readonly kind: LineKind
  readonly coversFrom: LocalDate
  readonly toOn: LocalDate
  readonly amountPence: Pence
  readonly trace: readonly TraceStep[]
}
type LinePage = {
  readonly runId: string
  readonly providerId: string | undefined
  readonly after: Pick<RunLine, 'providerId' | 'fromOn' | 'id'> | undefined
}

/** Every line with its payee and person: nobody releases what they cannot look into. */
export async function listRunLines(tx: Tx, { runId, providerId, after }: LinePage): Promise<readonly RunLine[]> {
  const one = providerId === undefined ? sql`` : sql`and l.provider_id = ${providerId}`
  const place = after ?? { providerId: NO_ID, fromOn: '0001-01-01', id: NO_ID }
  const { rows } = await sql<RunLine>`
    select l.id, l.from_on as "fromOn", l.provider_id as "providerId", v.trading_name as "providerName",
      v.reference as "providerReference", s.family_name || ', ' || s.given_name as "personName", l.package_id as "packageId",
      p.reference as "packageReference", c.name as "serviceName", l.kind, l.covers_from as "coversFrom", l.to_on as "toOn",
      l.amount_pence as "amountPence", l.trace
    from payments.payment_line l
    join published.provider v on v.council_id = l.council_id and v.id = l.provider_id
    join published.service c on c.council_id = l.council_id and c.id = l.service_id
    join published.person s on s.council_id = l.council_id and s.id = l.person_id
    join published.package p on p.council_id = l.council_id and p.id = l.package_id
    where l.council_id = ${tx.councilId} and l.run_id = ${runId} ${one}
      and (l.provider_id, l.from_on, l.id) > (${place.providerId}::uuid, ${place.fromOn}::date, ${place.id}::uuid)
    order by l.provider_id, l.from_on, l.id limit ${PAGE + 1}`.execute(tx)
  return rows
}
