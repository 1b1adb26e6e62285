import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import {
  contractsOf,
  counted,
  firstNewDay,
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
import { daysOfVisitPrices, visitSums } from './price-visits.ts'
import { isOfSupposed, pricesFor, repricingsFor, rulesFor, type Supposed } from './supposed.ts'
import { weeksFor } from './tried-visits.ts'

/**
 * Prices every confirmed week that no line stands for yet, and the difference of every week confirmed anew since its
 * line was made. The same sums as `priceWeek`, held equal by a property test; read the two side by side.
 */
export async function priceWeeks(tx: Tx, scope: PricingScope): Promise<Priced> {
  const { invoiceId, runId } = targetOf(scope)
  return counted(
    tx,
    sql`
    with ${weekLines(tx, scope)},
    added as (
      insert into payments.payment_line (council_id, from_on, covers_from, to_on, provider_id, service_id, contract_id, person_id,
        package_id, package_version, week_version, rule_version, kind, revision, quantity, unit, average_price, amount_pence,
        trace, invoice_id, run_id, priced_at, repriced_seq)
      select ${tx.councilId}, a.week_start, a.first_day, a.last_day, a.provider_id, a.service_id, a.contract_id, a.person_id,
        a.package_id, a.package_version, a.week_version, a.rule_version,
        case when a.paid_pence is null then 'care' else 'adjustment' end,
        coalesce(a.paid_revision + 1, 0),
        payments.divide_rounding(a.payable, 100)::bigint - coalesce(a.paid_quantity, 0),
        a.unit, a.is_average, a.due_pence - coalesce(a.paid_pence, 0),
        ${trace},
        ${invoiceId}::uuid, ${runId}::uuid, ${scope.at}, ${newestRepricing(tx, scope)}
      from texts a
      ${whenTaken(scope)}
      returning amount_pence
    )`,
  )
}

/** The same lines, told and not written. */
export function pendingWeeks(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    with ${weekLines(tx, scope)}
    select a.package_id, a.service_id, a.contract_id, a.person_id, case when a.paid_pence is null then 'care' else 'adjustment' end as kind,
      a.first_day as covers_from, a.last_day as to_on, a.due_pence - coalesce(a.paid_pence, 0) as amount_pence, ${trace} as trace
    from texts a`
}

/** Weeks that were paid and would be paid otherwise at the supposed price, told and not written. */
export function repricedWeekLines(tx: Tx, scope: PricingScope & { readonly supposing: Supposed }): RawBuilder<unknown> {
  return sql`
    with ${weekLines(tx, scope)}
    select 'care' as kind, a.package_id, a.service_id, a.contract_id, a.provider_id, a.person_id, a.first_day as covers_from, a.last_day as to_on,
      a.paid_pence as before_pence, a.due_pence as due_pence, ${trace} as trace
    from texts a
    where a.paid_pence is not null and ${isOfSupposed(tx, scope.supposing, { packageId: sql`a.package_id`, days: sql`daterange(a.first_day, a.last_day, '[]')` })}`
}

function weekLines(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    due as (${dueWeeks(tx, scope)}),
    whole as (${withOnlyPrice(tx, scope)}),
    parts as materialized (${averages(tx, scope)}),
    ${visitSums(tx, scope)},
    priced as (${withPrices}),
    amounts as (${withAmounts}),
    texts as (${withTexts})`
}

/** The weeks that a pricing should turn into lines, with the rule of the contract at the start of each week. */
export function dueWeeks(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select w.week_start, w.package_id, w.provider_id, w.service_id, w.contract_id, w.version as week_version,
      w.planned, w.frustrated, w.missed, w.extra, w.actual, p.person_id, p.unit, cr.version as rule_version,
      cr.payment_terms, cr.frustrated_percent, cr.tolerance_percent,
      case cr.payment_terms when 'planned' then w.planned * 100
        else w.actual * 100 + w.frustrated * cr.frustrated_percent end as payable,
      ${dayWeights} as day_weights, w.visit_times,
      greatest(w.week_start, p.starts_on) as first_day, least(w.week_start + 6, p.ends_on) as last_day,
      earlier.revision as paid_revision, earlier.pence as paid_pence, earlier.quantity as paid_quantity
    from published.contract c
    join ${rulesFor(tx, scope.trial)} cr on cr.council_id = c.council_id and cr.contract_id = c.id
    join ${weeksFor(tx, scope.trial)} w on w.council_id = c.council_id and w.contract_id = c.id and cr.valid @> w.week_start
    join ${packagesFor(tx, scope)} p on p.council_id = w.council_id and p.id = w.package_id
    left join payments.payment_line first on first.council_id = w.council_id and first.from_on = w.week_start
      and first.package_id = w.package_id and first.kind = 'care' and first.revision = 0
      and first.from_on >= ${scope.since} and first.from_on < ${scope.period.endsOn} ${rowsOf(scope, 'first')}
    left join lateral (${earlierLines(tx)}) earlier on true
    left join (${repricedWeeks(tx, scope)}) late on late.package_id = w.package_id and late.week_start = w.week_start
    where c.council_id = ${tx.councilId} and ${contractsOf(scope)} ${rowsOf(scope, 'w')}
      and ${isPaidBy(scope)} and cr.recording <> 'none' and ${isPayable}
      and w.status = 'confirmed' and w.week_start >= ${scope.since} and w.week_start < ${scope.period.endsOn}
      and w.week_start <= coalesce(p.ends_on, w.week_start) and p.starts_on <= w.week_start + 6
      and ${isToPrice(scope)} ${amongSupposed(tx, scope, sql`w.package_id`)}`
}

/** What no line stands for as it is now; in a trial every week of its days. */
function isToPrice(scope: PricingScope): RawBuilder<unknown> {
  const { trial } = scope
  if (trial !== undefined) return sql`w.week_start >= ${trial.from} and w.week_start < ${trial.until}`
  return sql`
    (first.week_version < w.version or first.repriced_seq < late.seq or (first.id is null and w.week_start >= ${firstNewDay(scope)}))
      and (earlier.week_version is null or earlier.week_version < w.version or earlier.repriced_seq < late.seq)`
}

/** Every week of a trial with its sum, and whether it is above what its tolerance lets pass. Nothing is written. */
export function triedWeeks(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    with ${weekLines(tx, scope)}
    select a.provider_id, a.due_pence, a.tolerance_percent is not null
      and a.actual * 100::numeric > a.planned * (100 + a.tolerance_percent) as is_held
    from amounts a`
}

/** What is payable for the visits of each day, in millionths of a part, as the rule weighs them; null where it does not. */
const dayWeights = sql`case when cr.payment_terms = 'actual' and w.actual_by_day is not null
    and w.actual * 100 + w.frustrated * cr.frustrated_percent > 0
  then array(select d.actual * 1000000::numeric + d.frustrated * 10000::numeric * cr.frustrated_percent
    from unnest(w.actual_by_day, w.frustrated_by_day) with ordinality d(actual, frustrated, n) order by d.n) end`

/**
 * The weeks whose price changed after they began, with the newest number of such a change. Both this and the prices are
 * seen by one statement: a change that it does not see has a higher number than its lines will keep.
 */
function repricedWeeks(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select m.package_id, m.week_start, max(z.seq) as seq
    from ${repricingsFor(tx, scope)} z
    join ${versionsFor(tx, scope)} v on v.council_id = z.council_id and v.rate_line_id = z.rate_line_id and v.valid && z.days
      and (z.package_id is null or z.package_id = v.package_id)
    join published.week m on m.council_id = v.council_id and m.package_id = v.package_id
      and daterange(m.week_start, m.week_start + 7) && z.days * v.valid
    where z.council_id = ${tx.councilId} ${ofProvider(scope, 'z')} ${ofProvider(scope, 'v')} ${ofProvider(scope, 'm')}
      and z.days && daterange(${scope.since}, ${scope.period.endsOn})
      and m.week_start >= ${scope.since} and m.week_start < ${scope.period.endsOn} ${amongSupposed(tx, scope, sql`m.package_id`)}
    group by m.package_id, m.week_start`
}

function newestRepricing(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`(select coalesce(max(z.seq), 0) from published.repricing z
    where z.council_id = ${tx.councilId} ${ofProvider(scope, 'z')})`
}

function ofProvider({ providerId }: PricingScope, alias: string): RawBuilder<unknown> {
  return providerId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.provider_id`)} = ${providerId}`
}

/** What stands for one week already. Asked only of weeks that have a line. */
function earlierLines(tx: Tx): RawBuilder<unknown> {
  return sql`
    select max(l.revision) as revision, max(l.week_version) as week_version, max(l.repriced_seq) as repriced_seq, sum(l.amount_pence)::bigint as pence,
      sum(l.quantity)::bigint as quantity
    from payments.payment_line l
    where first.id is not null and l.council_id = ${tx.councilId} and l.from_on = w.week_start
      and l.package_id = w.package_id and l.kind in ('care', 'adjustment')`
}

/**
 * Nearly every week lies within one version of its package and one price: those are plain joins. Only the others are
 * averaged over their days, or priced visit by visit.
 */
function withOnlyPrice(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select d.*, v.version as only_version, v.planned_by_day, r.price as only_price,
      coalesce(d.payment_terms = 'actual' and cardinality(d.visit_times) > 0 and t.days && daterange(d.first_day, d.last_day, '[]'), false) as by_visits
    from due d
    left join (${daysOfVisitPrices(tx, scope)}) t on t.package_id = d.package_id
    left join ${versionsFor(tx, scope)} v on v.council_id = ${tx.councilId} and v.package_id = d.package_id
      and v.valid @> daterange(d.first_day, d.last_day, '[]')
    left join ${pricesFor(tx, scope)} r on r.council_id = ${tx.councilId} and r.rate_line_id = v.rate_line_id
      and r.valid @> daterange(d.first_day, d.last_day, '[]')`
}

/** The versions of a package within one week, and whether its plan says on which days its units fall. */
function versionsInWeek(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select e.*, sum(e.planned_units) over of_week as planned_total,
      e.day_weights is not null
        or bool_and(e.planned_by_day is not null) over of_week and coalesce(sum(e.planned_units) over of_week, 0) > 0 as by_planned
    from (
      select d.package_id, d.week_start, d.unit, d.day_weights, d.last_day - d.first_day + 1 as days_due, m.version, m.rate_line_id, m.planned_by_day,
        greatest(d.first_day, lower(m.valid)) as from_day, least(d.last_day, upper(m.valid) - 1) as to_day,
        case when d.day_weights is not null
          then payments.recorded_between(d.day_weights, d.week_start, greatest(d.first_day, lower(m.valid)), least(d.last_day, upper(m.valid) - 1))
          else payments.planned_between(m.planned_by_day, greatest(d.first_day, lower(m.valid)), least(d.last_day, upper(m.valid) - 1)) end as planned_units
      from whole d
      join ${versionsFor(tx, scope)} m on m.council_id = ${tx.councilId} and m.package_id = d.package_id
        and m.valid && daterange(d.first_day, d.last_day, '[]')
      where d.only_price is null and not d.by_visits
    ) e
    window of_week as (partition by e.package_id, e.week_start)`
}

function pricesInWeek(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select q.*, x.price::numeric as price, greatest(q.from_day, lower(x.valid)) as first_day,
      least(q.to_day, upper(x.valid) - 1) as last_day,
      case when q.day_weights is not null
        then payments.recorded_between(q.day_weights, q.week_start, greatest(q.from_day, lower(x.valid)), least(q.to_day, upper(x.valid) - 1))
        when q.by_planned
        then payments.planned_between(q.planned_by_day, greatest(q.from_day, lower(x.valid)), least(q.to_day, upper(x.valid) - 1))
        else least(q.to_day, upper(x.valid) - 1) - greatest(q.from_day, lower(x.valid)) + 1 end as weight
    from (${versionsInWeek(tx, scope)}) q
    join ${pricesFor(tx, scope)} x on x.council_id = ${tx.councilId} and x.rate_line_id = q.rate_line_id
      and x.valid && daterange(q.from_day, q.to_day, '[]')`
}

/** A day that weighs and has no price leaves its week unpriced. */
function averages(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select s.package_id, s.week_start, max(s.version) as version,
      sum(s.weight) = case when bool_and(s.by_planned) then max(s.planned_total) else max(s.days_due) end as is_whole,
      min(s.price) filter (where s.weight > 0) as lowest, max(s.price) filter (where s.weight > 0) as highest,
      sum(s.price * s.weight) as numerator, sum(s.weight) as denominator,
      string_agg(${priceStep}, ',' order by s.first_day) filter (where s.weight > 0) as steps
    from (${pricesInWeek(tx, scope)}) s
    group by s.package_id, s.week_start`
}

const priceStep = sql`concat('{"step":"price","from":"', s.first_day, '","to":"', s.last_day, '","per":"', s.unit,
  '","price":"', payments.rate_text(s.price), '","weight":"',
  case when s.day_weights is not null then payments.share_text((s.weight / 10000)::bigint)
    when s.by_planned then payments.quantity_text(s.weight::bigint) else s.weight::text end,
  '","by":"', case when s.day_weights is not null then 'visits' when s.by_planned then 'planned' else 'days' end, '"}')`

const withPrices = sql`
  select d.*, coalesce(d.only_version, p.version, s.version) as package_version,
    coalesce(d.only_price, p.lowest) as lowest, coalesce(d.only_price, p.highest) as highest,
    coalesce(d.only_price, p.numerator) as numerator, coalesce(p.denominator, 1) as denominator, coalesce(s.steps, p.steps) as steps,
    s.pence as visits_pence
  from whole d
  left join parts p on p.package_id = d.package_id and p.week_start = d.week_start
  left join visit_sums s on s.package_id = d.package_id and s.week_start = d.week_start
  where case when d.by_visits then s.is_whole else d.only_price is not null or p.is_whole and p.lowest is not null end`

/**
 * Rounded once, half away from zero: parts x 100 x ten-thousandths over 30,000 x 100 x 100 are pence. The `offset 0`
 * keeps the planner from writing each sum out again wherever the next step names it.
 */
const withAmounts = sql`
  select p.*, p.by_visits or p.lowest <> p.highest as is_average,
    case when p.by_visits then coalesce(payments.divide_rounding(p.visits_pence * 300000000::numeric, nullif(p.payable, 0)), 0)
      else payments.divide_rounding(case when p.lowest <> p.highest then p.numerator else p.lowest end,
        case when p.lowest <> p.highest then p.denominator else 1 end) end as shown_price,
    case when p.by_visits then p.visits_pence
      when p.lowest <> p.highest
      then payments.divide_rounding(p.payable::numeric * p.numerator, 300000000 * p.denominator)
      else payments.divide_rounding(p.payable::numeric * p.lowest, 300000000) end::bigint as due_pence,
    case when p.only_price is null or p.day_weights is not null then 0
      else coalesce(payments.planned_between(p.planned_by_day, p.first_day, p.last_day), 0) end as planned_units
  from priced p offset 0`

/** Each quantity and price as its text, once: writing them was half of the time of a run. */
const withTexts = sql`
  select a.*, payments.quantity_text(a.planned) as planned_text,
    case a.frustrated when 0 then '0' else payments.quantity_text(a.frustrated) end as frustrated_text,
    case a.missed when 0 then '0' else payments.quantity_text(a.missed) end as missed_text,
    case a.extra when 0 then '0' else payments.quantity_text(a.extra) end as extra_text,
    payments.quantity_text(a.actual) as actual_text, payments.share_text(a.payable) as payable_text,
    payments.rate_text(a.shown_price) as price_text
  from amounts a offset 0`

/**
 * The steps of `priceWeek`, object for object. Written as text and read as JSON once, which takes a third of the time of
 * building objects; no value can hold a quote: they are numbers, dates and words of check constraints.
 */
const trace = sql`concat(
  '[{"step":"identity","unit":"', a.unit, '","planned":"', a.planned_text, '","frustrated":"', a.frustrated_text,
    '","missed":"', a.missed_text, '","extra":"', a.extra_text, '","actual":"', a.actual_text,
  '"},{"step":"terms","unit":"', a.unit, '","terms":"', a.payment_terms, '","actual":"', a.actual_text,
    '","frustrated":"', a.frustrated_text, '","percent":"', a.frustrated_percent, '","payable":"', a.payable_text, '"},',
  case when a.tolerance_percent is not null then concat(
    '{"step":"tolerance","unit":"', a.unit, '","percent":"', trim_scale(a.tolerance_percent), '","planned":"', a.planned_text,
    '","actual":"', a.actual_text, '","held":"',
    case when a.actual * 100::numeric > a.planned * (100 + a.tolerance_percent) then 'yes' else 'no' end, '"},') end,
  case when a.steps is null then concat(
    '{"step":"price","from":"', a.first_day, '","to":"', a.last_day, '","per":"', a.unit, '","price":"', a.price_text, '","weight":"',
    case when a.day_weights is not null then a.payable_text when a.planned_units > 0 then payments.quantity_text(a.planned_units) else (a.last_day - a.first_day + 1)::text end,
    '","by":"', case when a.day_weights is not null then 'visits' when a.planned_units > 0 then 'planned' else 'days' end, '"},')
    else a.steps || ',' end,
  case when a.is_average and not a.by_visits then concat('{"step":"average-price","numerator":"', a.numerator, '","denominator":"', a.denominator,
    '","price":"', a.price_text, '"},') end,
  '{"step":"amount","quantity":"', a.payable_text, '","unit":"', a.unit, '","at":"',
    case when a.by_visits then 'visits' when a.is_average then 'average' else 'price' end, '","price":"', a.price_text, '","pence":"', a.due_pence, '"}',
  case when a.paid_pence is not null then concat(',{"step":"correction","due":"', a.due_pence, '","before":"', a.paid_pence,
    '","pence":"', a.due_pence - a.paid_pence, '"}') end,
  ']')::jsonb`
