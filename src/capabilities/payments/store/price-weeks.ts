import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import {
  contractsOf,
  counted,
  firstNewDay,
  isPayable,
  rowsOf,
  targetOf,
  whenTaken,
  type Priced,
  type PricingScope,
} from './pricing-scope.ts'

/**
 * Prices every confirmed week that no line stands for yet, and the difference of every week confirmed anew since its
 * line was made. The same sums as `priceWeek`, held equal by a property test; read the two side by side.
 */
export async function priceWeeks(tx: Tx, scope: PricingScope): Promise<Priced> {
  const { invoiceId, runId } = targetOf(scope)
  return counted(
    tx,
    sql`
    with due as (${dueWeeks(tx, scope)}),
    priced as (${withPrices(tx)}),
    amounts as (${withAmounts}),
    added as (
      insert into payments.payment_line (council_id, from_on, covers_from, to_on, provider_id, service_id, contract_id, person_id,
        package_id, package_version, week_version, rule_version, kind, revision, quantity, unit, average_price, amount_pence,
        trace, invoice_id, run_id, priced_at)
      select ${tx.councilId}, a.week_start, a.first_day, a.last_day, a.provider_id, a.service_id, a.contract_id, a.person_id,
        a.package_id, a.package_version, a.week_version, a.rule_version,
        case when a.paid_pence is null then 'care' else 'adjustment' end,
        coalesce(a.paid_revision + 1, 0),
        payments.divide_rounding(a.payable, 100)::bigint - coalesce(a.paid_quantity, 0),
        a.unit, a.is_average, (a.due_pence - coalesce(a.paid_pence, 0))::bigint,
        ${trace},
        ${invoiceId}::uuid, ${runId}::uuid, ${scope.at}
      from amounts a
      ${whenTaken(scope)}
      returning amount_pence
    )`,
  )
}

/** The weeks that a pricing should turn into lines, with the rule of the contract at the start of each week. */
export function dueWeeks(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    select w.week_start, w.package_id, w.provider_id, w.service_id, w.contract_id, w.version as week_version,
      w.planned, w.frustrated, w.missed, w.extra, w.actual, p.person_id, p.unit, cr.version as rule_version,
      cr.payment_terms, cr.frustrated_percent, cr.tolerance_percent,
      case cr.payment_terms when 'planned' then w.planned * 100
        else w.actual * 100 + w.frustrated * cr.frustrated_percent end as payable,
      greatest(w.week_start, p.starts_on) as first_day, least(w.week_start + 6, p.ends_on) as last_day,
      earlier.revision as paid_revision, earlier.pence as paid_pence, earlier.quantity as paid_quantity
    from published.contract c
    join published.contract_rule cr on cr.council_id = c.council_id and cr.contract_id = c.id
    join published.week w on w.council_id = c.council_id and w.contract_id = c.id and cr.valid @> w.week_start
    join published.package p on p.council_id = w.council_id and p.id = w.package_id
    left join payments.payment_line first on first.council_id = w.council_id and first.from_on = w.week_start
      and first.package_id = w.package_id and first.kind = 'care' and first.revision = 0
      and first.from_on >= ${scope.since} and first.from_on < ${scope.period.endsOn} ${rowsOf(scope, 'first')}
    left join lateral (${earlierLines(tx)}) earlier on true
    where c.council_id = ${tx.councilId} and ${contractsOf(scope)} ${rowsOf(scope, 'w')}
      and cr.paid_by = ${scope.paidBy} and cr.recording <> 'none' and ${isPayable}
      and w.status = 'confirmed' and w.week_start >= ${scope.since} and w.week_start < ${scope.period.endsOn}
      and w.week_start <= coalesce(p.ends_on, w.week_start) and p.starts_on <= w.week_start + 6
      and (first.week_version < w.version or (first.id is null and w.week_start >= ${firstNewDay(scope)}))
      and (earlier.week_version is null or earlier.week_version < w.version)`
}

/** What stands for one week already. Asked only of weeks that have a line. */
function earlierLines(tx: Tx): RawBuilder<unknown> {
  return sql`
    select max(l.revision) as revision, max(l.week_version) as week_version, sum(l.amount_pence)::bigint as pence,
      sum(l.quantity)::bigint as quantity
    from payments.payment_line l
    where first.id is not null and l.council_id = ${tx.councilId} and l.from_on = w.week_start
      and l.package_id = w.package_id and l.kind in ('care', 'adjustment')`
}

/**
 * Nearly every week lies within one version of its package and one price: those are plain joins. The others are
 * averaged one by one over their days.
 */
function withPrices(tx: Tx): RawBuilder<unknown> {
  return sql`
    select d.*, coalesce(v.version, parts.version) as package_version,
      coalesce(r.price, parts.lowest) as lowest, coalesce(r.price, parts.highest) as highest,
      coalesce(r.price, parts.numerator) as numerator, coalesce(parts.denominator, 1) as denominator,
      r.price as only_price, v.planned_by_day, parts.steps
    from due d
    left join published.package_version v on v.council_id = ${tx.councilId} and v.package_id = d.package_id
      and v.valid @> daterange(d.first_day, d.last_day, '[]')
    left join published.rate r on r.council_id = ${tx.councilId} and r.rate_line_id = v.rate_line_id
      and r.valid @> daterange(d.first_day, d.last_day, '[]')
    left join lateral (${averaged(tx)}) parts on true
    where r.price is not null or parts.is_whole`
}

function averaged(tx: Tx): RawBuilder<unknown> {
  return sql`
    select max(s.version) as version,
      case when bool_and(s.by_planned) then sum(s.weight) filter (where s.price is not null) = max(s.planned_total)
        else sum(s.weight) filter (where s.price is not null) = d.last_day - d.first_day + 1 end as is_whole,
      min(s.price) filter (where s.weight > 0) as lowest, max(s.price) filter (where s.weight > 0) as highest,
      sum(s.price * s.weight) as numerator, sum(s.weight) filter (where s.price is not null) as denominator,
      jsonb_agg(${priceStep('s')} order by s.from_day) filter (where s.weight > 0 and s.price is not null) as steps
    from (
      select q.version, q.by_planned, q.planned_total, x.price::numeric as price,
        greatest(q.from_day, lower(x.valid)) as from_day, least(q.to_day, upper(x.valid) - 1) as to_day, d.unit,
        case when q.by_planned
          then payments.planned_between(q.planned_by_day, greatest(q.from_day, lower(x.valid)), least(q.to_day, upper(x.valid) - 1))
          else least(q.to_day, upper(x.valid) - 1) - greatest(q.from_day, lower(x.valid)) + 1 end as weight
      from (${piecesOf(tx)}) q
      left join published.rate x on x.council_id = ${tx.councilId} and x.rate_line_id = q.rate_line_id
        and x.valid && daterange(q.from_day, q.to_day, '[]')
    ) s`
}

/** The versions of a package within one week, and whether its plan says on which days its units fall. */
function piecesOf(tx: Tx): RawBuilder<unknown> {
  return sql`
    select e.*, sum(e.planned_units) over () as planned_total,
      bool_and(e.planned_by_day is not null) over () and coalesce(sum(e.planned_units) over (), 0) > 0 as by_planned
    from (
      select m.version, m.rate_line_id, m.planned_by_day,
        greatest(d.first_day, lower(m.valid)) as from_day, least(d.last_day, upper(m.valid) - 1) as to_day,
        payments.planned_between(m.planned_by_day, greatest(d.first_day, lower(m.valid)), least(d.last_day, upper(m.valid) - 1)) as planned_units
      from published.package_version m
      where r.price is null and m.council_id = ${tx.councilId} and m.package_id = d.package_id
        and m.valid && daterange(d.first_day, d.last_day, '[]')
    ) e`
}

function priceStep(alias: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`jsonb_build_object('step', 'price', 'from', ${column('from_day')}::text, 'to', ${column('to_day')}::text,
    'per', ${column('unit')}, 'price', payments.rate_text(${column('price')}),
    'weight', case when ${column('by_planned')} then payments.quantity_text(${column('weight')}::bigint) else ${column('weight')}::text end,
    'by', case when ${column('by_planned')} then 'planned' else 'days' end)`
}

/** Rounded once, half away from zero: parts x 100 x ten-thousandths over 30,000 x 100 x 100 are pence. */
const withAmounts = sql`
  select p.*, p.lowest <> p.highest as is_average,
    payments.divide_rounding(case when p.lowest <> p.highest then p.numerator else p.lowest end,
      case when p.lowest <> p.highest then p.denominator else 1 end) as shown_price,
    case when p.lowest <> p.highest
      then payments.divide_rounding(p.payable::numeric * p.numerator, 300000000 * p.denominator)
      else payments.divide_rounding(p.payable::numeric * p.lowest, 300000000) end as due_pence,
    case when p.only_price is null then 0
      else coalesce(payments.planned_between(p.planned_by_day, p.first_day, p.last_day), 0) end as planned_units
  from priced p`

const identityStep = sql`jsonb_build_object('step', 'identity', 'unit', a.unit, 'planned', payments.quantity_text(a.planned),
  'frustrated', payments.quantity_text(a.frustrated), 'missed', payments.quantity_text(a.missed),
  'extra', payments.quantity_text(a.extra), 'actual', payments.quantity_text(a.actual))`

const termsStep = sql`jsonb_build_object('step', 'terms', 'unit', a.unit, 'terms', a.payment_terms,
  'actual', payments.quantity_text(a.actual), 'frustrated', payments.quantity_text(a.frustrated),
  'percent', a.frustrated_percent::text, 'payable', payments.share_text(a.payable))`

const toleranceStep = sql`case when a.tolerance_percent is null then '[]'::jsonb else jsonb_build_object('step', 'tolerance',
  'unit', a.unit, 'percent', trim_scale(a.tolerance_percent)::text, 'planned', payments.quantity_text(a.planned),
  'actual', payments.quantity_text(a.actual),
  'held', case when a.actual * 100::numeric > a.planned * (100 + a.tolerance_percent) then 'yes' else 'no' end) end`

const priceSteps = sql`coalesce(a.steps, jsonb_build_object('step', 'price', 'from', a.first_day::text, 'to', a.last_day::text,
  'per', a.unit, 'price', payments.rate_text(a.only_price),
  'weight', case when a.planned_units > 0 then payments.quantity_text(a.planned_units) else (a.last_day - a.first_day + 1)::text end,
  'by', case when a.planned_units > 0 then 'planned' else 'days' end))`

const averageStep = sql`case when a.is_average then jsonb_build_object('step', 'average-price', 'numerator', a.numerator::text,
  'denominator', a.denominator::text, 'price', payments.rate_text(a.shown_price)) else '[]'::jsonb end`

const amountStep = sql`jsonb_build_object('step', 'amount', 'quantity', payments.share_text(a.payable), 'unit', a.unit,
  'at', case when a.is_average then 'average' else 'price' end, 'price', payments.rate_text(a.shown_price),
  'pence', a.due_pence::text)`

const correctionStep = sql`case when a.paid_pence is null then '[]'::jsonb else jsonb_build_object('step', 'correction',
  'due', a.due_pence::text, 'before', a.paid_pence::text, 'pence', (a.due_pence - a.paid_pence)::text) end`

/** The steps of `priceWeek`, object for object. An empty array adds nothing. */
const trace = sql`jsonb_build_array(${identityStep}, ${termsStep}) || ${toleranceStep} || ${priceSteps} || ${averageStep}
  || jsonb_build_array(${amountStep}) || ${correctionStep}`
