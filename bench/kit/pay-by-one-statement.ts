import { PERIOD_ID } from './weeks.ts'
import { council } from './world.ts'

/**
 * The limit of a payment run: what somebody would write by hand who knows that every week is new, confirmed, whole
 * and scheduled. The same rows with the same amounts and traces in the same tables; no preview, no exceptions, no
 * hash, no control sums, no corrections and no row-level security. Days are compared one by one, so
 * that whole tables are joined: a range in a join leads to the index of the exclusion, row by row.
 */
export const PAY_BY_ONE_STATEMENT = `
with run as (
  insert into payments.run (council_id, period_id, reference, status, prepared_by, prepared_name, prepared_at,
    released_by, released_name, released_at)
  values (${council}, '${PERIOD_ID}', 'by-hand', 'released', gen_random_uuid(), 'One', now(), gen_random_uuid(), 'Two', now())
  returning id
),
whole as (
  select w.*, p.person_id, p.unit, cr.version as rule_version, cr.payment_terms, cr.frustrated_percent,
    case cr.payment_terms when 'planned' then w.planned * 100 else w.actual * 100 + w.frustrated * cr.frustrated_percent end as payable,
    v.version as package_version, v.valid @> daterange(w.week_start, w.week_start + 7) as is_whole,
    v.valid, v.planned_by_day, r.price
  from actuals.week w
  join care_packages.package p on p.council_id = w.council_id and p.id = w.package_id
  join contracts.contract_rule cr on cr.council_id = w.council_id and cr.contract_id = w.contract_id and cr.valid @> w.week_start
  join care_packages.package_version v on v.council_id = w.council_id and v.package_id = w.package_id
    and lower(v.valid) < w.week_start + 7 and coalesce(upper(v.valid), 'infinity') > w.week_start
  join contracts.rate r on r.council_id = w.council_id and r.rate_line_id = v.rate_line_id
    and lower(r.valid) <= w.week_start and coalesce(upper(r.valid), 'infinity') > w.week_start
  where w.council_id = ${council} and w.week_start >= '2026-06-01' and w.week_start < '2026-06-29' and w.status = 'confirmed'
),
pieces as (
  select s.*, greatest(s.week_start, lower(s.valid)) as from_day, least(s.week_start + 6, upper(s.valid) - 1) as to_day,
    payments.planned_between(s.planned_by_day, greatest(s.week_start, lower(s.valid)),
      coalesce(least(s.week_start + 6, upper(s.valid) - 1), s.week_start + 6)) as weight
  from whole s where not is_whole
),
priced as (
  select week_start, package_id, provider_id, service_id, contract_id, person_id, unit, version, package_version,
    rule_version, payment_terms, frustrated_percent, planned, actual, frustrated, missed, extra, payable, false as is_average,
    ((2 * payable * price + 300000000) / 600000000)::bigint as pence, price::numeric as shown,
    jsonb_build_array(jsonb_build_object('step', 'price', 'from', week_start::text, 'to', (week_start + 6)::text, 'per', unit,
      'price', payments.rate_text(price), 'weight', payments.quantity_text(planned), 'by', 'planned')) as steps
  from whole where is_whole
  union all
  select week_start, package_id, provider_id, service_id, contract_id, person_id, unit, version, max(package_version),
    rule_version, payment_terms, frustrated_percent, planned, actual, frustrated, missed, extra, payable, min(price) <> max(price),
    payments.divide_rounding(payable::numeric * sum(price * weight), 300000000 * sum(weight))::bigint,
    payments.divide_rounding(sum(price * weight), sum(weight)),
    jsonb_agg(jsonb_build_object('step', 'price', 'from', from_day::text, 'to', to_day::text, 'per', unit,
      'price', payments.rate_text(price), 'weight', payments.quantity_text(weight), 'by', 'planned') order by from_day)
      || case when min(price) = max(price) then '[]'::jsonb else jsonb_build_object('step', 'average-price',
        'numerator', sum(price * weight)::text, 'denominator', sum(weight)::text,
        'price', payments.rate_text(payments.divide_rounding(sum(price * weight), sum(weight)))) end
  from pieces
  group by week_start, package_id, provider_id, service_id, contract_id, person_id, unit, version, rule_version, payment_terms,
    frustrated_percent, planned, actual, frustrated, missed, extra, payable
),
lines as (
  insert into payments.payment_line (council_id, from_on, covers_from, to_on, provider_id, service_id, contract_id, person_id,
    package_id, package_version, week_version, rule_version, kind, quantity, unit, average_price, amount_pence, trace, run_id, priced_at)
  select ${council}, week_start, week_start, week_start + 6, provider_id, service_id, contract_id, person_id, package_id,
    package_version, version, rule_version, 'care', (payable + 50) / 100, unit, is_average, pence,
    jsonb_build_array(
      jsonb_build_object('step', 'identity', 'unit', unit, 'planned', payments.quantity_text(planned),
        'frustrated', payments.quantity_text(frustrated), 'missed', payments.quantity_text(missed),
        'extra', payments.quantity_text(extra), 'actual', payments.quantity_text(actual)),
      jsonb_build_object('step', 'terms', 'unit', unit, 'terms', payment_terms, 'actual', payments.quantity_text(actual),
        'frustrated', payments.quantity_text(frustrated), 'percent', frustrated_percent::text,
        'payable', payments.share_text(payable))) || steps ||
      jsonb_build_array(jsonb_build_object('step', 'amount', 'quantity', payments.share_text(payable), 'unit', unit,
        'at', case when is_average then 'average' else 'price' end, 'price', payments.rate_text(shown), 'pence', pence::text)),
    (select id from run), now()
  from priced
  returning id, provider_id, amount_pence
),
totals as (select provider_id, count(*)::int as line_count, sum(amount_pence)::bigint as pence from lines group by provider_id),
accounts as (
  insert into ledger.account (council_id, provider_id, kind)
  select ${council}, provider_id, kind from totals, unnest(array['care-cost', 'payable', 'paid', 'recoverable', 'contributions']) kind
),
remittances as (
  insert into payments.remittance (council_id, run_id, provider_id, period_id, reference, line_count, lines_pence, paid_pence, paid_on)
  select ${council}, run.id, provider_id, '${PERIOD_ID}', 'by-hand-' || provider_id, line_count, pence, pence, '2026-07-06'
  from totals, run returning id, provider_id, paid_pence
),
transfers as (
  insert into ledger.transfer (council_id, posted_on, provider_id, debit, credit, amount_pence, cause, cause_id, run_id)
  select ${council}, current_date, provider_id, 'care-cost', 'payable', amount_pence, 'payment-line', lines.id, run.id
  from lines, run where amount_pence > 0
  union all
  select ${council}, current_date, provider_id, 'payable', 'paid', paid_pence, 'run', remittances.id, run.id
  from remittances, run
)
select count(*)::int as lines, sum(amount_pence)::bigint as pence from lines`
