import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import { counted, rowsOf, targetOf, whenTaken, type Priced, type PricingScope } from './pricing-scope.ts'
import { amongSupposed, payersFor } from './supposed-care.ts'
import { isNewLine, lineColumns, lineTarget, stays } from './price-stays.ts'

const NOTHING: Priced = { lines: 0, pence: 0n }

/**
 * What the person and a third party pay the home, taken off as lines of their own for the nights that the stays of this
 * pricing are paid for, and what the NHS pays beside it. The same sums as `payerLines`, held equal by a property test.
 * Comes after the stays: a part is taken off nights that are paid, and of no others.
 */
export async function pricePayers(tx: Tx, scope: PricingScope): Promise<Priced> {
  if (!(await hasPayers(tx, scope))) return NOTHING
  const added = await counted(
    tx,
    sql`
    with ${parts(tx, scope)},
    mine as (
      select distinct l.package_id, q.id as period_id
      from payments.payment_line l join periods q on l.from_on >= q.starts_on and l.from_on < q.ends_on
      where l.council_id = ${tx.councilId} and l.kind = 'stay' and ${inTarget(scope)} ${rowsOf(scope, 'l')}
        and l.from_on >= ${scope.since} and l.from_on < ${scope.period.endsOn}
    ),
    added as (
      insert into payments.payment_line (${lineColumns})
      select ${tx.councilId}, b.from_day, b.from_day, b.to_day, b.provider_id, b.service_id, b.contract_id, b.person_id,
        b.package_id, b.paid_version, null, b.rule_version, b.payer, 0, 0, 'night', false, b.pence,
        jsonb_build_array(${step}), ${lineTarget(scope)}
      from borne b join mine m on m.package_id = b.package_id and m.period_id = b.period_id
      where not exists (select from taken t where t.package_id = b.package_id and t.period_id = b.period_id)
      order by b.package_id, b.payer, b.from_day
      ${whenTaken(scope)}
      returning amount_pence
    )`,
  )
  const corrected = await correctPayers(tx, scope)
  return { lines: added.lines + corrected.lines, pence: added.pence + corrected.pence }
}

/** The same new lines, told and not written. */
export function pendingPayers(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    with ${parts(tx, scope)}
    select b.package_id, b.service_id, b.contract_id, b.person_id, b.payer as kind, b.from_day as covers_from, b.to_day as to_on,
      b.pence as amount_pence, jsonb_build_array(${step}) as trace
    from borne b
    where exists (select from nights n where n.package_id = b.package_id and n.period_id = b.period_id and ${isNewLine})`
}

/**
 * Where a part of nights that were paid is no longer what was taken off: one line of that payer with the difference. A
 * contribution assessed anew, a stay that ended sooner and terms that changed are all found by pricing again.
 */
async function correctPayers(tx: Tx, scope: PricingScope): Promise<Priced> {
  return counted(
    tx,
    sql`
    with ${changedParts(tx, scope)},
    added as (
      insert into payments.payment_line (${lineColumns})
      select ${tx.councilId}, c.from_day, c.from_day, c.to_day, s.provider_id, s.service_id, s.contract_id, s.person_id,
        s.package_id, s.paid_version, null, s.rule_version, c.payer, c.revision, 0, 'night', false, c.due_pence - c.taken_pence,
        ${correctionSteps}, ${lineTarget(scope)}
      from changed c join spans s on s.package_id = c.package_id and s.period_id = c.period_id and s.paid_from is not null
      order by c.package_id, c.payer, c.from_day
      ${whenTaken(scope)}
      returning amount_pence
    )`,
  )
}

/** What was taken off nights that were paid and would be otherwise, told and not written. */
export function repricedPayerLines(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    with ${changedParts(tx, scope)}
    select c.payer as kind, s.package_id, s.service_id, s.contract_id, s.provider_id, s.person_id, c.from_day as covers_from, c.to_day as to_on,
      c.taken_pence as before_pence, c.due_pence, ${correctionSteps} as trace
    from changed c join spans s on s.package_id = c.package_id and s.period_id = c.period_id and s.paid_from is not null`
}

/** The parts of nights that were paid which now come to another sum. */
function changedParts(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    ${parts(tx, scope)},
    due as (
      select b.package_id, b.period_id, b.payer, sum(b.pence)::bigint as pence, min(b.from_day) as from_day, max(b.to_day) as to_day,
        jsonb_agg(${step} order by b.from_day) as steps
      from borne b where b.payer <> 'nursing' and b.paid_from is not null
      group by b.package_id, b.period_id, b.payer
    ),
    changed as (
      select package_id, period_id, payer, coalesce(d.pence, 0) as due_pence, coalesce(t.pence, 0) as taken_pence,
        coalesce(t.revision, 0) + 1 as revision, least(d.from_day, t.from_day) as from_day, greatest(d.to_day, t.to_day) as to_day,
        coalesce(d.steps, '[]') as steps
      from due d full join taken t using (package_id, period_id, payer)
      where coalesce(d.pence, 0) <> coalesce(t.pence, 0)
    )`
}

const correctionSteps = sql`c.steps || jsonb_build_object('step', 'correction', 'due', c.due_pence::text, 'before', c.taken_pence::text,
  'pence', (c.due_pence - c.taken_pence)::text)`

/** Asked first, so that a pricing in which nobody bears a part is as it was. */
async function hasPayers(tx: Tx, scope: PricingScope): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from published.payer y where y.council_id = ${tx.councilId} ${rowsOf(scope, 'y')}) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}

/**
 * The stays of packages that somebody bears a part of, each part over nights that are paid one after the other, and what
 * lines have taken off already. A part of the person or a third party counts on the days that are paid net.
 */
function parts(tx: Tx, scope: PricingScope): RawBuilder<unknown> {
  return sql`
    payers as materialized (
      select y.package_id, y.contract_id, y.payer, y.valid, y.weekly_pence from ${payersFor(tx, scope)} y
      where y.council_id = ${tx.councilId} ${rowsOf(scope, 'y')} ${amongSupposed(tx, scope, sql`y.package_id`)}
    ),
    ${stays(tx, scope, (packageId) => sql`and ${packageId} in (select y.package_id from payers y)`)},
    net as (
      select n.contract_id, unnest(range_agg(n.days)) as days
      from published.net_payment n
      where n.council_id = ${tx.councilId} and n.contract_id in (select y.contract_id from payers y)
      group by n.contract_id
    ),
    amounts as (
      select y.package_id, y.contract_id, y.payer, y.weekly_pence, unnest(range_agg(y.valid)) as valid
      from payers y where y.weekly_pence > 0 group by y.package_id, y.contract_id, y.payer, y.weekly_pence
    ),
    by_days as (
      select y.package_id, y.payer, y.weekly_pence, y.valid from amounts y where y.payer = 'nursing'
      union all
      select y.package_id, y.payer, y.weekly_pence, y.valid * n.days
      from amounts y join net n on n.contract_id = y.contract_id and n.days && y.valid
      where y.payer <> 'nursing'
    ),
    paid_nights as (
      select n.package_id, n.period_id, unnest(range_agg(daterange(n.from_day, n.to_day + 1))) as days
      from nights n where n.percent > 0 group by n.package_id, n.period_id
    ),
    borne as (
      select x.*, case x.payer when 'nursing' then 0 else -x.part end as pence
      from (
        select g.*, payments.divide_rounding(g.nights_borne::numeric * g.weekly_pence, 7)::bigint as part
        from (
          select s.package_id, s.period_id, s.provider_id, s.service_id, s.contract_id, s.person_id, s.rule_version, s.paid_version,
            s.paid_from, y.payer, y.weekly_pence, lower(y.valid * n.days) as from_day, upper(y.valid * n.days) - 1 as to_day,
            upper(y.valid * n.days) - lower(y.valid * n.days) as nights_borne
          from spans s
          join paid_nights n on n.package_id = s.package_id and n.period_id = s.period_id
          join by_days y on y.package_id = s.package_id and y.valid && n.days
        ) g
      ) x
    ),
    taken as materialized (
      select l.package_id, q.id as period_id, l.kind as payer, sum(l.amount_pence)::bigint as pence, max(l.revision) as revision,
        min(l.covers_from) as from_day, max(l.to_on) as to_day
      from payments.payment_line l join periods q on l.from_on >= q.starts_on and l.from_on < q.ends_on
      where l.council_id = ${tx.councilId} and l.kind in ('contribution', 'top-up', 'nursing') ${rowsOf(scope, 'l')}
        ${amongSupposed(tx, scope, sql`l.package_id`)}
        and l.from_on >= ${scope.since} and l.from_on < ${scope.period.endsOn}
      group by l.package_id, q.id, l.kind
    )`
}

function inTarget(scope: PricingScope): RawBuilder<unknown> {
  const { invoiceId, runId } = targetOf(scope)
  return invoiceId === null ? sql`l.run_id = ${runId}::uuid` : sql`l.invoice_id = ${invoiceId}::uuid`
}

/** The step of `payerLines`. */
const step = sql`jsonb_build_object('step', 'payer', 'payer', b.payer, 'from', b.from_day::text, 'to', b.to_day::text,
  'nights', b.nights_borne::text, 'weekly', (b.weekly_pence * 0.01)::numeric(20, 2)::text, 'pence', b.part::text)`
