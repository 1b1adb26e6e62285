import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import {
  contractsOf,
  counted,
  isPaidBy,
  isPayable,
  rowsOf,
  targetOf,
  whenTaken,
  type Priced,
  type PricingScope,
} from './pricing-scope.ts'
import { amongSupposed, packagesFor } from './supposed-care.ts'
import { versionsFor } from './supposed-plan.ts'
import { isOfSupposed, pricesFor, rulesFor, type Supposed } from './supposed.ts'

/** Nights that no line stands for yet: a line for each package, price and period, as `priceStay` makes them. */
export async function priceStays(tx: Tx, scope: PricingScope): Promise<Priced> {
  return counted(
    tx,
    sql`
    with ${stays(tx, scope)},
    added as (
      insert into payments.payment_line (${lineColumns})
      select ${tx.councilId}, n.from_day, n.from_day, n.to_day, n.provider_id, n.service_id, n.contract_id, n.person_id,
        n.package_id, n.package_version, null, n.rule_version, 'stay', 0, n.nights * 30000, 'night', false, n.pence,
        ${nightsTrace}, ${lineTarget(scope)}
      from nights n
      where ${isNewLine}
      ${whenTaken(scope)}
      returning amount_pence
    )`,
  )
}

/** The same lines, told and not written. */
export function pendingStays(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    with ${stays(tx, scope)}
    select n.package_id, n.service_id, n.contract_id, n.person_id, 'stay' as kind, n.from_day as covers_from, n.to_day as to_on,
      n.pence as amount_pence, ${nightsTrace} as trace
    from nights n where ${isNewLine}`
}

/**
 * Where the nights of a stay that has lines are no longer what was paid: one line with the difference, over the days
 * that changed. A stay is paid in advance, so a discharge known later is found here and taken back.
 */
export async function correctStays(tx: Tx, scope: PricingScope): Promise<Priced> {
  return counted(
    tx,
    sql`
    with ${changedStays(tx, scope)},
    added as (
      insert into payments.payment_line (${lineColumns})
      select ${tx.councilId}, d.from_day, d.from_day, d.to_day, d.provider_id, d.service_id, d.contract_id, d.person_id,
        d.package_id, coalesce(d.package_version, d.paid_version), null, d.rule_version, 'adjustment', d.paid_revision + 1,
        d.nights_now * 30000 - d.paid_quantity, 'night', false, d.due_pence - d.paid_pence,
        ${flattened} || jsonb_build_object('step', 'correction', 'due', d.due_pence::text, 'before', d.paid_pence::text,
          'pence', (d.due_pence - d.paid_pence)::text),
        ${lineTarget(scope)}
      from days d
      ${whenTaken(scope)}
      returning amount_pence
    )`,
  )
}

/** Nights that were paid and would be paid otherwise at the supposed price, told and not written. */
export function repricedStayLines(tx: Tx, scope: PricingScope & { readonly supposing: Supposed }): RawBuilder<unknown> {
  return sql`
    with ${changedStays(tx, scope)}
    select 'stay' as kind, d.package_id, d.service_id, d.contract_id, d.provider_id, d.person_id, d.from_day as covers_from, d.to_day as to_on,
      d.paid_pence as before_pence, d.due_pence, ${flattened} as trace
    from days d
    where ${isOfSupposed(tx, scope.supposing, { packageId: sql`d.package_id`, days: sql`daterange(d.from_day, d.to_day, '[]')` })}`
}

/** Stays with lines whose nights now come to another sum, and the days over which they do. */
function changedStays(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    ${stays(tx, scope)},
    now_due as (
      select s.*, coalesce(sum(n.pence), 0)::bigint as due_pence, coalesce(sum(n.nights), 0)::bigint as nights_now,
        max(n.package_version) as package_version,
        coalesce(jsonb_agg(${nightsTrace} order by n.from_day) filter (where n.pence is not null), '[]') as traces
      from spans s left join nights n on n.package_id = s.package_id and n.period_id = s.period_id
      where s.paid_pence is not null
      group by s.package_id, s.period_id, ${spanColumns}
      having coalesce(sum(n.nights), 0) = s.nights_due
    ),
    changed as (
      select d.*, d.after_last - 1 as last_night,
        (d.nights_due > 0 and (d.first_night <> d.paid_from) <> (d.after_last - 1 <> d.paid_to)) as one_end,
        d.first_night <> d.paid_from as at_start
      from now_due d where d.due_pence <> d.paid_pence or d.nights_now * 30000 <> d.paid_quantity
    ),
    days as (
      select c.*,
        case when c.nights_due = 0 then c.paid_from when c.one_end and not c.at_start then least(c.last_night, c.paid_to) + 1
          else least(c.first_night, c.paid_from) end as from_day,
        case when c.nights_due = 0 then c.paid_to when c.one_end and c.at_start then greatest(c.first_night, c.paid_from) - 1
          else greatest(c.last_night, c.paid_to) end as to_day
      from changed c
    )`
}

/** The nights of a trial's period with their sums, whether they were paid or not. Nothing is written. */
export function triedStays(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    with ${stays(tx, scope)}
    select n.provider_id, sum(n.pence)::bigint as due_pence, false as is_held
    from nights n where n.period_id = ${scope.period.id} and n.is_payable group by n.provider_id, n.package_id`
}

/** After the pricing: stays in the period for which no price holds on every night. */
export function unpricedStays(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    with ${stays(tx, scope)}
    select 'confirm' as severity, 'no-price' as code, s.provider_id, s.package_id, s.first_night as week_start, '{}'::jsonb as details
    from spans s where s.paid_pence is null and s.is_new and s.nights_due > 0`
}

export const isNewLine = sql`n.paid_pence is null and n.is_payable and n.is_new and n.nights_priced = n.nights_due`

export const lineColumns = sql`council_id, from_on, covers_from, to_on, provider_id, service_id, contract_id, person_id, package_id,
  package_version, week_version, rule_version, kind, revision, quantity, unit, average_price, amount_pence, trace,
  invoice_id, run_id, priced_at`

export function lineTarget(scope: PricingScope): RawBuilder<unknown> {
  const { invoiceId, runId } = targetOf(scope)
  return sql`${invoiceId}::uuid, ${runId}::uuid, ${scope.at}`
}

/** Fewer packages than the scope has, as a further condition on the column that names them. */
export type Among = (packageId: RawBuilder<unknown>) => RawBuilder<unknown>

/**
 * The periods to look at, the stays within each, and their nights at each price. An earlier period counts once its
 * run is released: what came before the first run was paid elsewhere. For what is only supposed, a prepared one counts too:
 * the payment after it is what is foretold. A stay that begins later now is looked at where it was paid.
 */
export function stays(tx: Tx, scope: PricingScope, among: Among = ofSupposed(tx, scope)): RawBuilder<unknown> {
  return sql`
    periods as (
      select q.id, q.starts_on, q.ends_on, q.id = ${scope.period.id} as is_current
      from payments.period mine
      join payments.period q on q.council_id = mine.council_id and q.calendar = mine.calendar
      where mine.council_id = ${tx.councilId} and mine.id = ${scope.period.id}
        and (q.id = mine.id or (q.starts_on >= ${scope.since} and q.starts_on < mine.starts_on and exists (
          select from payments.run r where r.council_id = q.council_id and r.period_id = q.id and ${isPast(scope)})))
    ),
    paid as materialized (
      select l.package_id, q.id as period_id, sum(l.amount_pence)::bigint as pence, sum(l.quantity)::bigint as quantity,
        max(l.revision) as revision, max(l.package_version) as version,
        min(l.from_on) filter (where l.kind = 'stay') as paid_from, max(l.to_on) filter (where l.kind = 'stay') as paid_to
      from payments.payment_line l join periods q on l.from_on >= q.starts_on and l.from_on < q.ends_on
      where l.council_id = ${tx.councilId} and l.week_version is null and l.kind in ('stay', 'adjustment') ${rowsOf(scope, 'l')}
        and l.from_on >= ${scope.since} and l.from_on < ${scope.period.endsOn} ${among(sql`l.package_id`)}
      group by l.package_id, q.id
    ),
    away as materialized (
      select a.package_id, range_agg(a.days) as days from published.noted_absence a
      where a.council_id = ${tx.councilId} ${rowsOf(scope, 'a')} group by a.package_id
    ),
    spans as (${spans(tx, scope, among)}),
    nights as (${nights(tx, scope)})`
}

function isPast({ supposing }: PricingScope): RawBuilder<unknown> {
  return supposing === undefined ? sql`r.status = 'released'` : sql`r.status <> 'discarded'`
}

function ofSupposed(tx: Tx, scope: PricingScope): Among {
  return (packageId) => amongSupposed(tx, scope, packageId)
}

function spans(tx: Tx, scope: PricingScope, among: Among): RawBuilder<unknown> {
  return sql`
    select s.*, case when s.is_cancelled then 0 else greatest(0, s.after_last - s.first_night) end as nights_due
    from (
      select p.id as package_id, q.id as period_id, p.provider_id, p.service_id, p.contract_id, p.person_id,
        cr.version as rule_version, cr.day_rule, cr.absence_tiers, ${isPayable} as is_payable, p.status = 'cancelled' as is_cancelled,
        q.is_current or ${scope.paidBy === 'schedule'} as is_new,
        greatest(p.starts_on, q.starts_on) as first_night,
        least(q.ends_on, p.ends_on + case when cr.day_rule = 'inclusive' or p.ends_on = p.starts_on then 1 else 0 end
          + ${nightsAfterEnd(tx, scope)}) as after_last,
        d.pence as paid_pence, d.quantity as paid_quantity, d.revision as paid_revision, d.version as paid_version,
        d.paid_from, d.paid_to
      from published.contract c
      join ${packagesFor(tx, scope)} p on p.council_id = c.council_id and p.contract_id = c.id
      cross join periods q
      join ${rulesFor(tx, scope.trial)} cr on cr.council_id = c.council_id and cr.contract_id = c.id
        and cr.valid @> greatest(p.starts_on, q.starts_on)
      left join paid d on d.package_id = p.id and d.period_id = q.id
      where c.council_id = ${tx.councilId} and ${contractsOf(scope)} ${rowsOf(scope, 'p')}
        and ${isPaidBy(scope)} and cr.recording = 'none'
        and p.status in ('active', 'ended', 'cancelled') ${among(sql`p.id`)}
        and (p.starts_on < q.ends_on or d.pence is not null)
    ) s
    where (s.paid_pence is not null and s.paid_from is not null)
       or (s.paid_pence is null and s.is_payable and s.is_new and s.after_last > s.first_night)`
}

/** As `nightsAfter` counts them, by the rule that holds on the last day of care. */
function nightsAfterEnd(tx: Tx, { trial }: PricingScope): RawBuilder<unknown> {
  return sql`case when p.end_reason is null then 0 else coalesce((
    select case p.end_reason when 'death' then e.death_days else e.notice_days end from ${rulesFor(tx, trial)} e
    where e.council_id = ${tx.councilId} and e.contract_id = p.contract_id and e.valid @> p.ends_on), 0) end`
}

function nights(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select g.*, sum(g.nights) over (partition by g.package_id, g.period_id) as nights_priced,
      payments.divide_rounding(g.nights::numeric * g.price * g.percent, 70000)::bigint as pence
    from (
      select s.*, v.version as package_version, r.price, coalesce(x.percent, 100) as percent,
        greatest(s.first_night, lower(v.valid), lower(r.valid), lower(x.valid)) as from_day,
        least(s.after_last, upper(v.valid), upper(r.valid), upper(x.valid)) - 1 as to_day,
        least(s.after_last, upper(v.valid), upper(r.valid), upper(x.valid))
          - greatest(s.first_night, lower(v.valid), lower(r.valid), lower(x.valid)) as nights
      from spans s
      left join away b on b.package_id = s.package_id
      left join lateral (
        select f.valid, f.percent
        from payments.nights_away(daterange(s.first_night, greatest(s.first_night, s.after_last)), b.days, s.absence_tiers) f
        where b.package_id is not null and jsonb_array_length(s.absence_tiers) > 0
      ) x on true
      join ${versionsFor(tx, scope)} v on v.council_id = ${tx.councilId} and v.package_id = s.package_id
        and v.valid && daterange(s.first_night, greatest(s.first_night, s.after_last))
      join ${pricesFor(tx, scope)} r on r.council_id = ${tx.councilId} and r.rate_line_id = v.rate_line_id
        and r.valid && (v.valid * daterange(s.first_night, greatest(s.first_night, s.after_last)))
      where s.nights_due > 0 and (x.valid is null or x.valid && (v.valid * r.valid))
    ) g`
}

const spanColumns = sql.raw(
  [
    'provider_id',
    'service_id',
    'contract_id',
    'person_id',
    'rule_version',
    'day_rule',
    'absence_tiers',
    'is_payable',
    'is_cancelled',
    'is_new',
    'first_night',
    'after_last',
    'paid_pence',
    'paid_quantity',
    'paid_revision',
    'paid_version',
    'paid_from',
    'paid_to',
    'nights_due',
  ]
    .map((name) => `s.${name}`)
    .join(', '),
)

/** The steps of one line of `priceStay`. */
const nightsTrace = sql`jsonb_build_array(
  jsonb_build_object('step', 'nights', 'rule', n.day_rule, 'from', n.from_day::text, 'to', n.to_day::text, 'nights', n.nights::text)) ||
  case when n.percent = 100 then '[]' else jsonb_build_array(
    jsonb_build_object('step', 'absence', 'from', n.from_day::text, 'to', n.to_day::text, 'percent', n.percent::text)) end ||
  jsonb_build_array(
  jsonb_build_object('step', 'price', 'from', n.from_day::text, 'to', n.to_day::text, 'per', 'week',
    'price', payments.rate_text(n.price), 'weight', n.nights::text, 'by', 'days'),
  jsonb_build_object('step', 'amount', 'quantity', n.nights::text, 'unit', 'night', 'at', 'seventh',
    'price', payments.rate_text(n.price), 'pence', n.pence::text) ||
    case when n.percent = 100 then '{}' else jsonb_build_object('share', n.percent::text) end)`

const flattened = sql`(select coalesce(jsonb_agg(step.value order by line.place, step.place), '[]')
  from jsonb_array_elements(d.traces) with ordinality line(value, place),
    jsonb_array_elements(line.value) with ordinality step(value, place))`
