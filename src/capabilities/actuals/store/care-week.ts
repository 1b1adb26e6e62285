import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'

/**
 * The rules of rules/recordable.ts and rules/planned.ts as SQL, for work over sets. The statement calls the package p,
 * its rule r and its person sp; `week` is the first day of the week. Tests hold both forms equal.
 */
type Week = RawBuilder<unknown>

export function weekOfDay(day: LocalDate): Week {
  return sql`${day}::date`
}

/** From package p to the rule in force on the first day of care in the week, and to the person it serves. */
export function careJoins(week: Week): RawBuilder<unknown> {
  return sql`
    join published.contract_rule r on r.council_id = p.council_id and r.contract_id = p.contract_id
      and r.valid @> greatest(${week}, p.starts_on) and r.recording <> 'none'
    join published.served_person sp on sp.council_id = p.council_id and sp.provider_id = p.provider_id
      and sp.service_id = p.service_id and sp.contract_id = p.contract_id and sp.person_id = p.person_id`
}

/** Packages that could have care in the week, whatever stops it from being recorded. */
export function hasCareIn(week: Week): RawBuilder<boolean> {
  return sql`p.status in ('active', 'ended', 'suspended') and p.starts_on <= ${week} + 6
    and (p.ends_on is null or p.ends_on >= ${week})`
}

/** The code of what stops the week from being recorded; null when nothing does. */
export function blockCode(week: Week, today: LocalDate): RawBuilder<string | null> {
  return sql`case
    when sp.died_on < ${week} then 'R09'
    when ${week} + 7 * (r.claim_limit_weeks + 1) <= ${today}::date then 'R29'
    when ${week} > ${today}::date then 'R27'
    when p.status = 'suspended' then 'R08'
    when r.sign_gate and p.recordable_from is null then 'R07'
  end`
}

/** From package p to its contract k, to the period q of the week, and to the moment that somebody moved its last one to (co). */
export function deadlineJoins(week: Week): RawBuilder<unknown> {
  return sql`
    join published.contract k on k.council_id = p.council_id and k.provider_id = p.provider_id and k.id = p.contract_id
    left join published.period q on q.council_id = p.council_id and q.calendar = k.calendar
      and q.starts_on <= ${week} and q.ends_on > ${week}
    left join actuals.cut_off_week co on co.council_id = p.council_id and co.provider_id = p.provider_id
      and co.contract_id = p.contract_id and co.week_start = ${week}`
}

/** rules/deadline.ts: care that opened after the last moment of its week has one of its own, the next of its calendar. */
export function deadline(submitBy: RawBuilder<unknown> = sql`coalesce(co.submit_by, q.submit_by)`): RawBuilder<Date> {
  return sql`case when p.opened_at > ${submitBy} then (
      select min(x.submit_by) from published.period x
      where x.council_id = p.council_id and x.calendar = k.calendar and x.submit_by > p.opened_at)
    else ${submitBy} end`
}

/** Week w was first confirmed after its last moment. Neither an amendment of a week that was in time nor one that was brought from elsewhere is late. */
export const isConfirmedLate = sql<boolean>`(w.status <> 'draft' and w.confirmed_at > ${deadline()} and not exists (
  select from actuals.week_version v where v.council_id = w.council_id and v.week_start = w.week_start
    and v.package_id = w.package_id and v.status <> 'draft' and (v.recorded_at <= ${deadline()} or v.source = 'import')))`

/** Units planned in the week: whole under one version or by day exactly, otherwise by sevenths, rounded to the step. */
export function plannedQuantity(week: Week): RawBuilder<bigint> {
  return sql`(
    select coalesce(case when bool_and(part.exact) then sum(part.sevenths) / 7
      else round(sum(part.sevenths) / (7 * ${planStep})) * ${planStep} end, 0)::bigint
    from (
      select v.planned_by_day is not null or days.until - days.first = 7 as exact,
        case when v.planned_by_day is null then v.planned::numeric * (days.until - days.first)
          else 7 * (select coalesce(sum(v.planned_by_day[extract(isodow from days.first + n)::int]), 0)
                    from generate_series(0, days.until - days.first - 1) n) end as sevenths
      from published.package_version v
      cross join lateral (select greatest(lower(v.valid), p.starts_on, ${week}) as first,
        least(upper(v.valid), p.ends_on + 1, ${week} + 7) as until) days
      where v.council_id = p.council_id and v.package_id = p.id and days.first < days.until
    ) part
  )`
}

const planStep = sql`(case p.unit when 'hour' then 500 * r.step_minutes when 'week' then 300 else 30000 end)::numeric`
