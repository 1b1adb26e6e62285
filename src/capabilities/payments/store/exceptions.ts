import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { BANK_LIMIT, CHANGE_PERCENT, type ExceptionCode, type Severity } from '../rules/exceptions.ts'
import { unpricedStays } from './price-stays.ts'
import { dueWeeks } from './price-weeks.ts'
import type { ForSchedule } from './pricing-scope.ts'
import { settlements } from './settlement.ts'

/** What the person who releases must see first: care that is not in the run, and payments that are unlike the last. */
export async function recordExceptions(tx: Tx, scope: ForSchedule, today: LocalDate): Promise<void> {
  const found = [
    unpricedWeeks(tx, scope),
    unpricedStays(tx, scope),
    heldWeeks(tx, scope),
    unconfirmedWeeks(tx, scope, today),
    notAgreed(tx, scope),
    payersAbovePrice(tx, scope),
  ]
  for (const care of found)
    await sql`
      insert into payments.run_exception (council_id, run_id, severity, code, provider_id, package_id, week_start, details)
      select ${tx.councilId}, ${scope.runId}, e.severity, e.code, e.provider_id, e.package_id, e.week_start, e.details
      from (${care}) e`.execute(tx)
  await recordDifferences(tx, scope)
}

/** After the pricing, what is still due had no price on some day. */
function unpricedWeeks(tx: Tx, scope: ForSchedule): RawBuilder<unknown> {
  return sql`
    select ${severity('confirm')} as severity, ${code('no-price')} as code, d.provider_id, d.package_id, d.week_start, '{}'::jsonb as details
    from (${dueWeeks(tx, scope)}) d`
}

function heldWeeks(tx: Tx, scope: ForSchedule): RawBuilder<unknown> {
  return sql`
    select ${severity('confirm')} as severity, ${code('held-week')} as code, w.provider_id, w.package_id, w.week_start,
      jsonb_build_object('held', w.held_code) as details
    from published.contract c
    join published.week w on w.council_id = c.council_id and w.contract_id = c.id
    where c.council_id = ${tx.councilId} and c.calendar = ${scope.calendar} and w.status = 'held'
      and w.week_start >= ${scope.period.startsOn} and w.week_start < ${scope.period.endsOn}`
}

/** One for each package, at its first week without a confirmed record: a run may lack thousands of weeks. */
function unconfirmedWeeks(tx: Tx, scope: ForSchedule, today: LocalDate): RawBuilder<unknown> {
  return sql`
    select case cr.paid_by when 'schedule' then ${severity('confirm')} else ${severity('information')} end as severity,
      ${code('unconfirmed-week')} as code, p.provider_id, p.id as package_id, min(k.week_start) as week_start,
      jsonb_build_object('weeks', count(*)::text) as details
    from published.contract c
    join published.package p on p.council_id = c.council_id and p.contract_id = c.id
    cross join lateral (
      select day::date as week_start
      from generate_series(${scope.period.startsOn}::date::timestamp, ${scope.period.endsOn}::date::timestamp - interval '7 days', interval '7 days') day
      where day::date <= ${today}
    ) k
    join published.contract_rule cr on cr.council_id = c.council_id and cr.contract_id = c.id and cr.valid @> k.week_start
      and cr.recording <> 'none'
    left join published.week w on w.council_id = p.council_id and w.week_start = k.week_start and w.package_id = p.id
      and w.week_start >= ${scope.period.startsOn} and w.week_start < ${scope.period.endsOn} and w.status in ('confirmed', 'held')
    where c.council_id = ${tx.councilId} and c.calendar = ${scope.calendar} and w.package_id is null
      and p.status in ('active', 'ended') and (not cr.sign_gate or p.recordable_from is not null)
      and p.starts_on <= k.week_start + 6 and (p.ends_on is null or p.ends_on >= k.week_start)
    group by cr.paid_by, p.provider_id, p.id`
}

function notAgreed(tx: Tx, scope: ForSchedule): RawBuilder<unknown> {
  return sql`
    select ${severity('confirm')} as severity, ${code('agreement-not-agreed')} as code, p.provider_id, p.id as package_id,
      null::date as week_start, '{}'::jsonb as details
    from published.contract c
    join published.package p on p.council_id = c.council_id and p.contract_id = c.id
    where c.council_id = ${tx.councilId} and c.calendar = ${scope.calendar} and p.status in ('active', 'ended')
      and p.recordable_from is null and p.starts_on < ${scope.period.endsOn}
      and (p.ends_on is null or p.ends_on >= ${scope.period.startsOn})
      and exists (select from published.contract_rule cr where cr.council_id = c.council_id and cr.contract_id = c.id
        and cr.sign_gate and cr.valid @> greatest(p.starts_on, ${scope.period.startsOn}::date))`
}

/** Asked only where somebody bears a part at all. */
function payersAbovePrice(tx: Tx, scope: ForSchedule): RawBuilder<unknown> {
  return sql`
    select ${severity('confirm')} as severity, ${code('payers-above-price')} as code, l.provider_id, l.package_id,
      min(l.from_on) as week_start, jsonb_build_object('pence', sum(l.amount_pence)::text) as details
    from payments.payment_line l
    where exists (select from published.payer y where y.council_id = ${tx.councilId})
      and l.council_id = ${tx.councilId} and l.run_id = ${scope.runId} and l.revision = 0
      and l.kind in ('stay', 'contribution', 'top-up')
    group by l.provider_id, l.package_id having sum(l.amount_pence) < 0`
}

/** Provider by provider: against the last run of the calendar, and against what the bank can do. */
async function recordDifferences(tx: Tx, scope: ForSchedule): Promise<void> {
  const council = tx.councilId
  await sql`
    with now as (${settlements(tx, scope.runId)}),
    last_run as (
      select r.id from payments.run r
      join payments.period q on q.council_id = r.council_id and q.id = r.period_id and q.calendar = ${scope.calendar}
      where r.council_id = ${council} and r.status = 'released' and q.starts_on < ${scope.period.startsOn}
      order by q.starts_on desc, r.released_at desc limit 1
    ),
    before as (
      select m.provider_id, m.lines_pence from payments.remittance m join last_run on last_run.id = m.run_id
      where m.council_id = ${council}
    ),
    both_runs as (
      select coalesce(n.provider_id, b.provider_id) as provider_id, n.lines_pence as now_pence, b.lines_pence as before_pence,
        n.paid_pence, n.carried_pence, n.recovered_pence
      from now n full join before b on b.provider_id = n.provider_id
    )
    insert into payments.run_exception (council_id, run_id, severity, code, provider_id, details)
    select ${council}, ${scope.runId}, e.severity, e.code, d.provider_id,
      jsonb_build_object('now', coalesce(d.now_pence, 0)::text, 'before', coalesce(d.before_pence, 0)::text, 'pence', e.pence::text)
    from both_runs d
    join published.provider p on p.council_id = ${council} and p.id = d.provider_id
    cross join lateral (values
      ('stops', 'over-bank-limit', d.paid_pence, d.paid_pence > ${BANK_LIMIT}::bigint),
      ('confirm', 'no-bank-details', d.paid_pence, d.paid_pence > 0 and not p.has_bank_details),
      ('confirm', 'changed', d.now_pence - d.before_pence,
        d.before_pence > 0 and abs(d.now_pence - d.before_pence) * 100 > d.before_pence * ${CHANGE_PERCENT}::int),
      ('information', 'carried', d.carried_pence, d.carried_pence > 0),
      ('information', 'recovered', d.recovered_pence, d.recovered_pence > 0),
      ('information', 'new-payment', d.now_pence, d.before_pence is null and exists (select from last_run)),
      ('confirm', 'no-payment-now', d.before_pence, d.now_pence is null and d.before_pence > 0)
    ) e(severity, code, pence, applies)
    where e.applies`.execute(tx)
}

function severity(of: Severity): RawBuilder<unknown> {
  return sql`${of}::text`
}
function code(of: ExceptionCode): RawBuilder<unknown> {
  return sql`${of}::text`
}

export type ExceptionCounts = Readonly<Record<Severity, number>>

export async function countExceptions(tx: Tx, runId: string): Promise<ExceptionCounts> {
  const rows = await tx
    .selectFrom('payments.run_exception')
    .where('council_id', '=', tx.councilId)
    .where('run_id', '=', runId)
    .groupBy('severity')
    .select(['severity', sql<number>`count(*)::int`.as('count')])
    .execute()
  const of = (wanted: Severity) => rows.find((row) => row.severity === wanted)?.count ?? 0
  return { stops: of('stops'), confirm: of('confirm'), information: of('information') }
}
