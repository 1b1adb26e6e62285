import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { blockCode, careJoins, plannedQuantity } from './care-week.ts'
import { findPaidAbsenceWeeks } from './upload/settings.ts'

/** A table that one transaction alone sees: the packages and weeks whose visits have changed. */
export async function stageVisitWeeks(tx: Tx, weeks: RawBuilder<unknown>): Promise<void> {
  await sql`drop table if exists pg_temp.visit_weeks`.execute(tx)
  await sql`create temp table visit_weeks on commit drop as select distinct package_id, week_start from (${weeks}) w`.execute(
    tx,
  )
  await sql`analyze visit_weeks`.execute(tx)
}

/** The first day of the council's week that holds a day, for a statement that calls the council k. */
export function weekHolding(day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${day} - (extract(isodow from ${day})::int - k.week_starts_on + 7) % 7)`
}

/** Every staged week is of one file. */
export function ofFile(uploadId: string): RawBuilder<unknown> {
  return sql`select ${uploadId}::uuid as upload_id, package_id, week_start from visit_weeks`
}

/** The first day of the council's weeks on or after a day, for a statement that calls the council k. */
function weekFrom(day: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${day} + (k.week_starts_on - extract(isodow from ${day})::int + 7) % 7)`
}

/**
 * The days [from_on, until_on) on which package p takes visits under rule r of its contract, for a statement that calls the
 * council k: those of the weeks whose first day of care is under it, as for every other way of recording.
 */
export const daysUnderRule = sql`case when lower(r.valid) > p.starts_on then ${weekFrom(sql`lower(r.valid)`)} else p.starts_on end as from_on,
  case when upper(r.valid) <= p.starts_on then p.starts_on
    else least(${weekFrom(sql`upper(r.valid)`)}, p.ends_on + 1, '9999-12-31') end as until_on`

type Stamp = { readonly by: string; readonly name: string; readonly at: Date; readonly today: LocalDate }
type Recording = Stamp & {
  /** The files of the visits, as upload_id, package_id and week_start: weeks that they do not change are kept with them. */
  readonly files?: RawBuilder<unknown>
  /** Why weeks that are closed change all the same. */
  readonly amend?: string
}
export type FromVisits = { readonly recorded: number; readonly shut: number }

const week = sql`s.week_start`
const places = sql`council_id, week_start, package_id, provider_id, service_id, contract_id, version, status, planned, actual, frustrated,
  missed, extra, visits, comment, source, recorded_by, recorded_name, recorded_at, held_code`
const HOURS_IN_WEEK = 168 * 30_000

/**
 * Brings the staged weeks up to date with their visits, in one statement: what is short of the plan was missed, what goes
 * over it is extra. Drafts for somebody to confirm; a week confirmed before stays so, or is held when it goes over the
 * exception level. A week that may not change any more is left, counted and kept with its file. The rules are those of
 * `judge` for a row that is saved as a draft, or sent as an amendment, and of `weekOfVisits`.
 */
export async function recordVisitWeeks(tx: Tx, recording: Recording): Promise<FromVisits> {
  const { by, name, at } = recording
  const paidWeeks = await findPaidAbsenceWeeks(tx, at)
  const { rows } = await sql<{ recorded: bigint; shut: bigint }>`
    with days as materialized (${days(tx)}),
    summed as materialized (${summed}),
    cutoffs as materialized (
      select d.calendar, m.week_start, min(d.submit_by) as submit_by
      from (select distinct week_start from visit_weeks) m
      join published.period d on d.council_id = ${tx.councilId} and d.starts_on <= m.week_start and d.ends_on > m.week_start
      group by d.calendar, m.week_start),
    away as materialized (${away(tx)}),
    weighed as materialized (${weighed(tx, recording)}),
    good as materialized (select *, ${status(recording)} as status from (
      select *, ${held(recording, paidWeeks)} as held_code from weighed where cause is null and not stands) h),
    written as (
      insert into actuals.week (${places}, confirmed_by, confirmed_at, actual_by_day, frustrated_by_day, visit_times)
      select ${tx.councilId}, week_start, package_id, ${tx.providerId}, service_id, contract_id, coalesce(version, 0) + 1, status, planned,
        delivered, frustrated, missed, extra, visits, ${comment(recording)},
        'monitoring', ${by}::uuid, ${name}, ${at}::timestamptz, held_code,
        case when status <> 'draft' then ${by}::uuid end, case when status <> 'draft' then ${at}::timestamptz end,
        delivered_by_day, frustrated_by_day, visit_times
      from good order by week_start, package_id
      on conflict (council_id, week_start, package_id) do update set version = excluded.version, status = excluded.status,
        held_code = excluded.held_code, planned = excluded.planned, actual = excluded.actual, frustrated = excluded.frustrated,
        missed = excluded.missed, extra = excluded.extra, visits = excluded.visits, comment = excluded.comment, source = excluded.source,
        recorded_by = excluded.recorded_by, recorded_name = excluded.recorded_name, recorded_at = excluded.recorded_at,
        confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at, returned_reason = null,
        actual_by_day = excluded.actual_by_day, frustrated_by_day = excluded.frustrated_by_day, visit_times = excluded.visit_times
      where actuals.week.version = excluded.version - 1
      returning *
    ), kept as (insert into actuals.week_version (${places}, reason) select ${places}, reason from written returning 1),
    settled as (
      update actuals.unmoved_week u set settled_at = ${at}, settled_name = ${name}
      from weighed g where u.council_id = ${tx.councilId} and u.provider_id = ${tx.providerId} and u.settled_at is null
        and u.week_start = g.week_start and u.package_id = g.package_id and (g.cause is null or g.stands))
    ${unmoved(tx, recording)}
    select (select count(*) from kept) as recorded,
      (select count(*) from visit_weeks) - (select count(*) from kept) - (select count(*) from weighed where stands) as shut`.execute(
    tx,
  )
  const [counted] = rows
  return { recorded: Number(counted?.recorded ?? 0n), shut: Number(counted?.shut ?? 0n) }
}

/** What the visits of each day come to, in parts of an hour, and when they were (`encodeVisits`). */
function days(tx: Tx): RawBuilder<unknown> {
  return sql`
    select t.package_id, t.week_start, v.visited_on - t.week_start as n,
      coalesce(sum(v.paid_minutes) filter (where v.outcome in ('delivered', 'extra')), 0)::bigint * 500 as delivered,
      coalesce(sum(v.paid_minutes) filter (where v.outcome = 'frustrated'), 0)::bigint * 500 as frustrated,
      count(v.paid_minutes) filter (where v.outcome in ('delivered', 'extra') and not v.secondary_visit) as visits,
      array_sort(array_agg(${visitCode(sql`t.week_start`)}) filter (where v.paid_minutes > 0)) as times
    from visit_weeks t
    join actuals.visit v on v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.package_id = t.package_id
      and v.visited_on >= t.week_start and v.visited_on < t.week_start + 7
      and v.visited_on >= (select min(week_start) from visit_weeks) and v.visited_on < (select max(week_start) + 7 from visit_weeks)
    group by t.package_id, t.week_start, v.visited_on - t.week_start`
}

/** One visit as a number, by the moment at which it was logged to begin, or was claimed to; the visit is v. */
export function visitCode(weekStart: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`((((v.visited_on - ${weekStart}) * 1440 + extract(epoch from coalesce(v.starts_at, v.claimed_at))::int / 60) * 2048
    + v.paid_minutes) * 2 + (v.outcome = 'frustrated')::int)`
}

const timesOfWeek = sql.raw(
  [0, 1, 2, 3, 4, 5, 6].map((n) => `coalesce(max(d.times) filter (where d.n = ${String(n)}), '{}')`).join(' || '),
)

const byDay = (column: string) =>
  sql.raw(
    `array[${[0, 1, 2, 3, 4, 5, 6].map((n) => `coalesce(sum(d.${column}) filter (where d.n = ${String(n)}), 0)::bigint`).join(', ')}]`,
  )

/** A week whose last visit was taken away is one of nothing. */
const summed = sql`
  select t.package_id, t.week_start, coalesce(sum(d.delivered), 0)::bigint as delivered, coalesce(sum(d.frustrated), 0)::bigint as frustrated,
    coalesce(sum(d.visits), 0)::int as visits, ${byDay('delivered')} as delivered_by_day, ${byDay('frustrated')} as frustrated_by_day,
    ${timesOfWeek} as visit_times
  from visit_weeks t
  left join days d on d.package_id = t.package_id and d.week_start = t.week_start
  group by t.package_id, t.week_start`

function weighed(tx: Tx, recording: Recording): RawBuilder<unknown> {
  return sql`
    select *, coalesce(block, closed, ${faults(recording)}) as cause, version is not null and week_frustrated = frustrated and week_missed = missed and week_extra = extra
        and week_planned = planned and visits_before is not distinct from visits and actual_by_day is not distinct from delivered_by_day
        and week_frustrated_by_day is not distinct from frustrated_by_day and week_visit_times is not distinct from visit_times as stands
    from (select *, greatest(planned - frustrated - delivered, 0) as missed, greatest(delivered + frustrated - planned, 0) as extra
      from (
        select s.week_start, s.package_id, s.delivered, s.frustrated, s.visits, s.delivered_by_day, s.frustrated_by_day, s.visit_times,
          p.service_id, p.contract_id, p.unit, r.tolerance_percent, r.extras_allowed,
          case p.unit when 'hour' then 500 * case r.recording when 'weekly' then r.step_minutes else 1 end else 300 end as step,
          a.since as away_since, w.version, w.status as week_status, w.planned as week_planned, w.frustrated as week_frustrated, w.missed as week_missed,
          w.extra as week_extra, w.visits as visits_before, w.actual_by_day, w.frustrated_by_day as week_frustrated_by_day, w.visit_times as week_visit_times,
          case when p.starts_on > s.week_start + 6 or p.ends_on < s.week_start then 'R03' else ${blockCode(week, recording.today)} end as block,
          ${closed(tx, recording)} as closed, w.comment as week_comment,
          case when v.package_id is not null and p.starts_on <= s.week_start and coalesce(p.ends_on >= s.week_start + 6, true)
              then coalesce(v.planned_by_day[1] + v.planned_by_day[2] + v.planned_by_day[3] + v.planned_by_day[4] + v.planned_by_day[5]
                + v.planned_by_day[6] + v.planned_by_day[7], v.planned)
            else ${plannedQuantity(week)} end as planned
        from summed s
        join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.id = s.package_id
          and p.status in ('active', 'ended', 'suspended')
        ${careJoins(week)}
        join published.contract c on c.council_id = p.council_id and c.id = p.contract_id
        left join away a on a.package_id = s.package_id and a.week_start = s.week_start
        left join cutoffs q on q.calendar = c.calendar and q.week_start = s.week_start
        left join actuals.cut_off_week co on co.council_id = ${tx.councilId} and co.provider_id = ${tx.providerId}
          and co.contract_id = p.contract_id and co.week_start = s.week_start
        left join actuals.week w on w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId} and w.package_id = s.package_id
          and w.week_start = s.week_start and w.week_start >= (select min(week_start) from visit_weeks)
          and w.week_start <= (select max(week_start) from visit_weeks)
        left join published.package_version v on v.council_id = ${tx.councilId} and v.package_id = s.package_id
          and v.valid @> daterange(s.week_start, s.week_start + 7)
        offset 0
      ) placed offset 0
    ) measured offset 0`
}

function taken(tx: Tx): RawBuilder<unknown> {
  return sql`exists (select from published.payment_line l where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId}
    and l.package_id = s.package_id and l.from_on = s.week_start and l.kind = 'care')`
}

/** A confirmed week that a payment has taken, or whose cut-off has passed; an amendment is for those. */
function closed(tx: Tx, { at, amend }: Recording): RawBuilder<unknown> {
  if (amend !== undefined) return sql`null`
  return sql`case when w.status = 'draft' then null when ${taken(tx)} then 'R10:taken'
    when w.status = 'confirmed' and coalesce(co.submit_by, q.submit_by) < ${at} then 'R10:cut-off' end`
}

/** What no week may say, whoever says it; and an amendment says something that nobody has read yet. */
function faults({ amend }: Recording): RawBuilder<unknown> {
  return sql`case
    when frustrated % step <> 0 and frustrated <> planned or missed % step <> 0 and missed <> planned or extra % step <> 0 then 'R21'
    when frustrated + missed > planned then 'R23'
    when extra > 0 and not extras_allowed then 'R24'
    when unit = 'hour' and delivered > ${sql.lit(HOURS_IN_WEEK)} then 'R28'
    when ${amend ?? null}::text = btrim(week_comment) then 'reason-missing' end`
}

function comment({ amend }: Recording): RawBuilder<unknown> {
  if (amend !== undefined) return sql`${amend}::text`
  return sql`case when missed + extra + frustrated = 0 then '' else 'From call-monitoring records' end`
}

/** The weeks that a file did not change; R06 where somebody was quicker. */
function unmoved(tx: Tx, { files, at }: Recording): RawBuilder<unknown> {
  if (files === undefined) return sql``
  return sql`, unmoved as (
    insert into actuals.unmoved_week as u (council_id, upload_id, week_start, package_id, provider_id, service_id, contract_id, cause, found_at)
    select distinct ${tx.councilId}::uuid, f.upload_id, g.week_start, g.package_id, ${tx.providerId}::uuid, g.service_id, g.contract_id, coalesce(g.cause, 'R06'), ${at}::timestamptz
    from weighed g join (${files}) f on f.package_id = g.package_id and f.week_start = g.week_start and f.upload_id is not null
    where not g.stands and not exists (select from written w where w.week_start = g.week_start and w.package_id = g.package_id)
    on conflict (council_id, upload_id, week_start, package_id) do update set cause = excluded.cause, found_at = excluded.found_at,
      settled_at = null, settled_name = null
    where u.cause <> excluded.cause or u.settled_at is not null)`
}

/** As `heldFor` has it; a draft is not held. */
function held(recording: Recording, paidWeeks: number | undefined): RawBuilder<unknown> {
  return sql`case when ${isDraft(recording)} then null
    when coalesce(delivered * 100::numeric > planned * (100 + tolerance_percent), false) then 'H01'
    when frustrated > 0 and away_since + ${paidWeeks === undefined ? null : 7 * paidWeeks}::int <= week_start then 'H02' end`
}

function status(recording: Recording): RawBuilder<unknown> {
  return sql`case when ${isDraft(recording)} then 'draft' when held_code is null then 'confirmed' else 'held' end`
}

function isDraft({ amend }: Recording): RawBuilder<unknown> {
  return amend === undefined ? sql`coalesce(week_status, 'draft') = 'draft'` : sql`false`
}

/** Since when people of these weeks have been in hospital. */
function away(tx: Tx): RawBuilder<unknown> {
  return sql`
    select t.package_id, t.week_start, min(e.happened_on) as since from visit_weeks t
    join published.life_event e on e.council_id = ${tx.councilId} and e.provider_id = ${tx.providerId} and e.package_id = t.package_id
      and e.kind = 'hospital' and e.happened_on <= t.week_start + 6 and coalesce(e.back_on > t.week_start, true)
    group by t.package_id, t.week_start`
}
