import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Tried } from '../rules/tried-terms.ts'
import { lookBackFrom, planForSets } from './price-lines.ts'
import { triedStays } from './price-stays.ts'
import { triedWeeks } from './price-weeks.ts'
import type { ForSchedule, PricedPeriod } from './pricing-scope.ts'
import type { SupposedTerms, TriedVisits } from './supposed.ts'

export type TrialContract = Omit<SupposedTerms, 'visits'> & {
  readonly visits: TriedVisits
  readonly id: string
  readonly number: string
  readonly providerId: string
  readonly providerName: string
  readonly calendar: string
  readonly recording: string
}

/** A contract with the terms that it pays on today. */
export async function getTrialContract(tx: Tx, id: string, today: LocalDate): Promise<TrialContract> {
  const { rows } = await sql<TrialContract>`
    select c.id, c.number, c.provider_id as "providerId", o.trading_name as "providerName", c.calendar, r.recording,
      r.payment_terms as "paymentTerms", r.frustrated_percent as "frustratedPercent",
      trim_scale(r.tolerance_percent)::text as "tolerancePercent", r.absence_tiers as "absenceTiers",
      json_build_object('rounding', r.visit_rounding, 'minutes', r.visit_minutes, 'capped', r.visit_capped,
        'windowMinutes', r.visit_window_minutes) as visits
    from published.contract c
    join published.provider o on o.council_id = ${tx.councilId} and o.id = c.provider_id
    join lateral (
      select x.* from published.contract_rule x
      where x.council_id = ${tx.councilId} and x.contract_id = c.id
      order by x.valid @> ${today}::date desc, lower(x.valid) desc limit 1
    ) r on true
    where c.council_id = ${tx.councilId} and c.id = ${id}`.execute(tx)
  const [contract] = rows
  if (contract === undefined) throw new NotFound('contract')
  return contract
}

/** The newest period that is over and in which something of the calendar was confirmed, or somebody stayed. */
export async function findLastPeriod(
  tx: Tx,
  calendar: string,
  today: LocalDate,
): Promise<(PricedPeriod & { readonly name: string }) | undefined> {
  const { rows } = await sql<PricedPeriod & { readonly name: string }>`
    select q.id, q.name, q.starts_on as "startsOn", q.ends_on as "endsOn" from payments.period q
    where q.council_id = ${tx.councilId} and q.calendar = ${calendar} and q.ends_on <= ${today}
      and (exists (select from published.contract c
        join published.week w on w.council_id = ${tx.councilId} and w.contract_id = c.id and w.status = 'confirmed'
          and w.week_start >= q.starts_on and w.week_start < q.ends_on
        where c.council_id = ${tx.councilId} and c.calendar = q.calendar)
      or exists (select from published.contract c
        join published.contract_rule k on k.council_id = ${tx.councilId} and k.contract_id = c.id and k.recording = 'none'
          and k.valid @> q.starts_on
        join published.package p on p.council_id = ${tx.councilId} and p.contract_id = c.id and p.status in ('active', 'ended')
          and p.starts_on < q.ends_on and coalesce(p.ends_on, q.starts_on) >= q.starts_on
        where c.council_id = ${tx.councilId} and c.calendar = q.calendar))
    order by q.starts_on desc limit 1`.execute(tx)
  return rows[0]
}

type Asked = {
  readonly calendar: string
  /** Undefined: every contract of the calendar. */
  readonly contractId: string | undefined
  readonly period: PricedPeriod
  readonly terms: SupposedTerms | undefined
  readonly at: Date
}

/** What the weeks of a period come to, by provider, on terms that are supposed or on those that hold. */
export async function tryTerms(tx: Tx, { calendar, contractId, period, terms, at }: Asked): Promise<readonly Tried[]> {
  await planForSets(tx)
  const scope: ForSchedule = {
    ...{ paidBy: 'schedule', period, since: lookBackFrom(period.startsOn), at, calendar, runId: period.id },
    ...(contractId === undefined ? {} : { contractId }),
    trial: { from: period.startsOn, until: period.endsOn, terms },
  }
  const { rows } = await sql<Tried>`
    select t.provider_id as "providerId", o.trading_name as "providerName", count(*)::int as weeks,
      sum(t.due_pence)::bigint as pence, count(*) filter (where t.is_held)::int as held,
      coalesce(sum(t.due_pence) filter (where t.is_held), 0)::bigint as "heldPence"
    from (select * from (${triedWeeks(tx, scope)}) weeks union all select * from (${triedStays(tx, scope)}) stays) t
    join published.provider o on o.council_id = ${tx.councilId} and o.id = t.provider_id
    group by t.provider_id, o.trading_name order by o.trading_name, t.provider_id limit 2000`.execute(tx)
  return rows
}
