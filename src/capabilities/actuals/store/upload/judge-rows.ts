import { sql, type RawBuilder } from 'kysely'
import type { LocalDate, Weekday } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import { blockCode, plannedQuantity } from '../care-week.ts'
import { away, clocks, nights, steady } from '../warnings.ts'

export type Judging = {
  readonly uploadId: string
  readonly sentBy: string
  readonly round: number
  /** Rows of the file that wait to be saved stand already, and are of a round after this one; undefined the first time. */
  readonly savedRound?: number
  readonly today: LocalDate
  readonly now: Date
  readonly weekStartsOn: Weekday
  /** The weeks that rows of the stage may name, first and last; a row outside is still judged. */
  readonly from: LocalDate
  readonly until: LocalDate
  /** For so many weeks of an absence frustrated care is paid; undefined when the council has set no limit. */
  readonly paidAbsenceWeeks: number | undefined
  /** Whether `timetable_stage` says the visits of some rows; most files say none, and then nothing is looked for. */
  readonly timetabled: boolean
  /** The days that the file says it covers, half-open. */
  readonly period: { readonly from: LocalDate; readonly until: LocalDate } | undefined
}

const week = sql`f.week_start`
const HOURS_IN_WEEK = 168 * 30_000
const LONGEST_COMMENT = 2_000

/**
 * Judges every staged row in one statement: the same rules as `judge`, held equal by a property test; read the two side
 * by side. A row is refused by the first group of reasons that it meets, and then by all of that group. Each step ends in
 * `offset 0`: without it the planner writes the plan of a week into every expression that names it, and computes it thirty times.
 */
export async function judgeRows(tx: Tx, judging: Judging): Promise<void> {
  const { uploadId, sentBy, round } = judging
  await sql`
    with weeks as materialized (select distinct week_start from upload_stage where week_start is not null),
    cutoffs as materialized (${cutoffs(tx)}),
    doubles as materialized (${doubles(tx, judging)}),
    steady as materialized (${steady(tx, judging.from)}),
    away as materialized (${away(tx)}),
    reasons as materialized (${reasons(tx)}),
    prices as materialized (${prices(tx, judging)}),
    clocks as materialized (${clocks}),
    nights as materialized (${nights(tx)}),
    placed as (${placed(tx, judging)}),
    measured as (select *, planned - fr - ms + xt as delivered from placed offset 0),
    judged as (select f.*, ${codes(judging)} as found from measured f offset 0)
    insert into actuals.upload_row (council_id, upload_id, line, provider_id, sent_by, round, cpli_ref, client_ref, week_start,
      package_id, planned, actual, frustrated, missed, extra, visits, comment, reason, our_ref, based_on, was_version, outcome, held_code,
      codes, warnings, said, amount_pence)
    select ${tx.councilId}, ${uploadId}, line, ${tx.providerId}, ${sentBy}::uuid, ${round}, cpli_ref, client_ref, week_start,
      package_id, planned, stated, frustrated, missed, extra, visits, comment, reason, our_ref, based_on, coalesce(version, 0),
      case when says_nothing then 'blank' when cardinality(found) > 0 then 'refused' when stands then 'same'
        when version is null then 'new' else 'changed' end,
      case when cardinality(found) = 0 and not says_nothing then case when ${overTolerance} then 'H01' when ${longAway(judging)} then 'H02' end end,
      nullif(found, '{}'),
      case when (is_steady or price is null or is_away or has_clocks) and cardinality(found) = 0 and not says_nothing and not stands then ${warnings(tx)} end,
      said,
      case when cardinality(found) = 0 and not says_nothing then ${amount} end
    from judged`.execute(tx)
}

function cutoffs(tx: Tx): RawBuilder<unknown> {
  return sql`
    select d.calendar, k.week_start, min(d.submit_by) as submit_by from weeks k
    join published.period d on d.council_id = ${tx.councilId} and d.starts_on <= k.week_start and d.ends_on > k.week_start
    group by d.calendar, k.week_start`
}

/**
 * Rows for one package and week: of equal ones the first counts, of different ones none. What is judged again comes after
 * what waits to be saved already.
 */
function doubles(tx: Tx, { uploadId, savedRound }: Judging): RawBuilder<unknown> {
  const says = sql`actual, frustrated, missed, extra, visits, comment`
  const waiting = sql`
    union all select line, cpli_ref, week_start, ${says}, false from actuals.upload_row
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and upload_id = ${uploadId}
      and round > ${savedRound}::int and outcome in ('new', 'changed')`
  return sql`
    with every as not materialized (
      select line, cpli_ref, week_start, ${says}, true as staged from upload_stage ${savedRound === undefined ? sql`` : waiting}
    )
    select s.line, min(s.said_text) over of_week = max(s.said_text) over of_week as alike, first_value(s.line) over in_order as first_line
    from (
      select line, cpli_ref, week_start, staged, concat_ws('|', ${says}) as said_text
      from every where (cpli_ref, week_start) in (select cpli_ref, week_start from every
        where cpli_ref <> '' and week_start is not null group by cpli_ref, week_start having count(*) > 1)
    ) s
    window of_week as (partition by s.cpli_ref, s.week_start), in_order as (partition by s.cpli_ref, s.week_start order by s.staged, s.line)`
}

/** The words of the council's list that may explain each week; of equal words the latest count. */
function reasons(tx: Tx): RawBuilder<unknown> {
  return sql`
    select distinct on (k.week_start, lower(r.label)) k.week_start, lower(r.label) as label, r.code
    from weeks k
    join actuals.reason r on r.council_id = ${tx.councilId} and r.starts_on <= k.week_start
      and (r.ends_on is null or r.ends_on > k.week_start)
    order by k.week_start, lower(r.label), r.starts_on desc, r.code`
}

/** Which price each line has for each week as a whole; the few are found first, so that no row goes through all of a line’s years. */
function prices(tx: Tx, { weekStartsOn }: Judging): RawBuilder<unknown> {
  return sql`
    select x.rate_line_id, k.week_start, x.price from weeks k
    join published.rate x on x.council_id = ${tx.councilId} and x.provider_id = ${tx.providerId}
      and x.valid @> daterange(k.week_start, k.week_start + 7)
    where extract(isodow from k.week_start) = ${weekStartsOn}::int`
}

/** What a comment says beside the words of a reason: 'Not in: with her son' says where she was. */
export const besideReason = sql`btrim(substr(f.comment, char_length(split_part(f.comment, ': ', 1)) + 3))`

/** The person has been away for longer than the council pays for. */
function longAway({ paidAbsenceWeeks }: Judging): RawBuilder<unknown> {
  if (paidAbsenceWeeks === undefined) return sql`false`
  return sql`coalesce(fr > 0 and away_since + ${7 * paidAbsenceWeeks}::int <= week_start, false)`
}

function placed(tx: Tx, { from, until, today, timetabled }: Judging): RawBuilder<unknown> {
  const visits = timetabled ? sayingVisits : sayingNone
  return sql`
    select f.line, f.cpli_ref, f.client_ref, f.week_start, f.actual as stated, f.frustrated, f.missed, f.extra, f.visits, f.comment, z.code as reason,
      f.our_ref, f.based_on, f.faults, f.said, coalesce(f.frustrated, 0) as fr, coalesce(f.missed, 0) as ms, coalesce(f.extra, 0) as xt,
      coalesce(f.actual, f.frustrated, f.missed, f.extra, f.visits) is null and f.comment = '' and f.faults is null as says_nothing,
      case when r.contract_id is not null then p.id end as package_id, ${visits.elsewhere} as by_visits, p.unit, p.starts_on, p.ends_on, sp.reference as person_ref, sp.nhs_number,
      r.payment_terms, r.frustrated_percent, r.tolerance_percent, r.extras_allowed, r.visits_required,
      ${visits.step} as step,
      w.version, coalesce(w.status <> 'draft' and w.frustrated = coalesce(f.frustrated, 0) and w.missed = coalesce(f.missed, 0)
        and w.extra = coalesce(f.extra, 0) and w.visits is not distinct from f.visits
        and (btrim(w.comment) = f.comment or z.code = w.reason and btrim(w.comment) = ${besideReason})
        and (f.actual is null or f.actual = w.actual)${visits.same}, false) as stands,
      w.status as week_status, coalesce(co.submit_by, q.submit_by) as submit_by, b.alike, b.first_line, s.package_id is not null as is_steady,
      a.since as away_since, coalesce(a.all_week and f.week_start is not null, false) as is_away,
      k.week_start is not null and (p.unit = 'night' or n.package_id is not null) as has_clocks,
      case when p.starts_on > f.week_start + 6 or p.ends_on < f.week_start then 'R03' else ${blockCode(week, today)} end as block,
      exists (select from published.payment_line l where l.council_id = ${tx.councilId} and l.provider_id = ${tx.providerId}
        and l.package_id = p.id and l.from_on = f.week_start and l.kind = 'care' and l.from_on >= ${from} and l.from_on <= ${until}) as taken,
      case when r.contract_id is null or f.week_start is null then null
        when v.package_id is not null and p.starts_on <= f.week_start and coalesce(p.ends_on >= f.week_start + 6, true)
          then coalesce(v.planned_by_day[1] + v.planned_by_day[2] + v.planned_by_day[3] + v.planned_by_day[4] + v.planned_by_day[5]
            + v.planned_by_day[6] + v.planned_by_day[7], v.planned)
        else ${plannedQuantity(week)} end as planned,
      case when p.starts_on <= f.week_start and coalesce(p.ends_on >= f.week_start + 6, true) then x.price end as price
    from upload_stage f
    left join reasons z on z.week_start = f.week_start and z.label = lower(split_part(f.comment, ': ', 1))
    left join published.package p on p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.reference = f.cpli_ref
      and p.status in ('active', 'ended', 'suspended')
    left join published.contract_rule r on r.council_id = ${tx.councilId} and r.contract_id = p.contract_id
      and r.valid @> greatest(f.week_start, p.starts_on) and r.recording <> 'none'
    left join published.served_person sp on sp.council_id = ${tx.councilId} and sp.provider_id = ${tx.providerId}
      and sp.service_id = p.service_id and sp.contract_id = p.contract_id and sp.person_id = p.person_id
    left join published.contract c on c.council_id = ${tx.councilId} and c.id = p.contract_id
    left join cutoffs q on q.calendar = c.calendar and q.week_start = f.week_start
    left join actuals.cut_off_week co on co.council_id = ${tx.councilId} and co.provider_id = ${tx.providerId}
      and co.contract_id = p.contract_id and co.week_start = f.week_start
    left join actuals.week w on w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId} and w.package_id = p.id
      and w.week_start = f.week_start and w.week_start >= ${from} and w.week_start <= ${until}
    left join published.package_version v on v.council_id = ${tx.councilId} and v.package_id = p.id
      and v.valid @> daterange(f.week_start, f.week_start + 7)
    left join prices x on x.rate_line_id = v.rate_line_id and x.week_start = f.week_start
    left join doubles b on b.line = f.line
    left join steady s on s.package_id = p.id
    left join away a on a.package_id = p.id and a.week_start = f.week_start
    left join clocks k on k.week_start = f.week_start
    left join nights n on n.package_id = p.id and n.week_start = f.week_start
    ${visits.join}
    offset 0`
}

/** A week that is not recorded by its amounts is refused here, unless the file says the visits of its timetable. */
const sayingNone = {
  elsewhere: sql`r.recording in ('timetabled', 'visits')`,
  step: sql`case p.unit when 'hour' then 500 * r.step_minutes else 300 end`,
  same: sql``,
  join: sql``,
}
/** Visits are rounded one by one: what they add up to is taken to the minute. The same amounts may be other visits. */
const sayingVisits = {
  elsewhere: sql`(r.recording = 'visits' or r.recording = 'timetabled' and t.line is null)`,
  step: sql`case p.unit when 'hour' then 500 * case when t.line is null then r.step_minutes else 1 end else 300 end`,
  same: sql` and not coalesce(t.differs, false)`,
  join: sql`left join timetable_stage t on t.line = f.line and t.kept is not null`,
}

/** Where the row belongs; what stands already; what shuts the week; what was typed. */
function codes(judging: Judging): RawBuilder<unknown> {
  return sql`case
    when says_nothing then '{}'
    when faults is not null or package_id is null or ${wrongPerson} or first_line is not null and (not alike or first_line <> line)
      or ${wrongWeek(judging)} is not null then coalesce(faults, '{}') || ${placeCodes(judging)}
    when stands then '{}'
    when by_visits then '{R45}'
    when based_on is not null and based_on <> coalesce(version, 0) then '{R06}'
    when block is not null then array[block]
    when ${closed(judging)} then array['R10:' || case when taken then 'taken' else 'cut-off' end]
    else ${entryCodes} end`
}

function placeCodes(judging: Judging): RawBuilder<unknown> {
  return sql`array_remove(array[
    case when cpli_ref = '' then 'R01:cpli_id:missing' when package_id is null then 'R01' end,
    case when package_id is not null and ${wrongPerson} then case client_ref when '' then 'R02:client_ref:missing' else 'R02' end end,
    ${wrongWeek(judging)},
    case when first_line is not null and (not alike or first_line <> line) then 'R05:line:' || first_line end], null)`
}

const wrongPerson = sql`(package_id is not null and lower(client_ref) <> lower(person_ref)
  and replace(client_ref, ' ', '') is distinct from nhs_number)`

function wrongWeek({ weekStartsOn, period }: Judging): RawBuilder<unknown> {
  const outside = period === undefined ? sql`false` : sql`week_start < ${period.from} or week_start >= ${period.until}`
  return sql`case when extract(isodow from week_start) <> ${weekStartsOn}::int then 'R04:week_start:weekday'
    when ${outside} then 'R04:week_start:period' end`
}

/** A confirmed week that a payment or an invoice has taken, or whose cut-off has passed. */
function closed({ now }: Judging): RawBuilder<unknown> {
  return sql`coalesce(week_status in ('confirmed', 'held') and (taken or (week_status = 'confirmed' and submit_by < ${now})), false)`
}

const overTolerance = sql`coalesce(delivered * 100::numeric > planned * (100 + tolerance_percent), false)`

const entryCodes = sql`array_remove(array[
  case when fr % step <> 0 and fr <> planned then 'R21:frustrated' end,
  case when ms % step <> 0 and ms <> planned then 'R21:missed' end,
  case when xt % step <> 0 then 'R21:extra' end,
  case when fr + ms > planned then 'R23' end,
  case when xt > 0 and not extras_allowed then 'R24' end,
  case when unit = 'hour' and delivered > ${sql.lit(HOURS_IN_WEEK)} then 'R28' end,
  case when stated <> delivered then 'R22' end,
  case when char_length(comment) > ${sql.lit(LONGEST_COMMENT)} then 'R26:comment:too-long' end,
  case when visits_required and visits is null then 'R25' end,
  case when (fr <> 0 or ms <> 0 or xt <> 0) and comment = '' then 'R26' end,
  case when reason is not null and ${overTolerance} and ${besideReason} = '' then 'R26:comment:words' end], null)`

/** As it will be paid, where one price covers the whole week; the others are averaged when they are paid. */
const amount = sql`((2 * case payment_terms when 'planned' then planned * 100 else delivered * 100 + fr * frustrated_percent end * price
  + 300000000) / 600000000)::bigint`

/** As `warningsOf` does for one: those that somebody has confirmed for the very same figures are not asked again. */
function warnings(tx: Tx): RawBuilder<unknown> {
  return sql`nullif(array(select w.code from unnest(array_remove(array[
      case when is_away and delivered > 0 then 'W02' end,
      case when has_clocks then 'W05' end,
      case when is_steady and fr = 0 and ms = 0 and xt = 0 and week_start = (select min(week_start) from weeks) then 'W01' end,
      case when price is null and ${priceChanges(tx)} then 'W03' end], null)) w(code)
    where not exists (select from actuals.confirmed_warning k where k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId}
      and k.package_id = judged.package_id and k.week_start = judged.week_start and k.code = w.code and k.value = ${warnedValue})), '{}')`
}

const warnedValue = sql`concat_ws('/', planned, fr, ms, xt)`

/** On the days of the week on which the package cares. */
function priceChanges(tx: Tx): RawBuilder<unknown> {
  const days = sql`daterange(greatest(judged.week_start, judged.starts_on), least(judged.week_start + 7, judged.ends_on + 1))`
  return sql`(select count(distinct y.price) > 1 from published.package_version n
    join published.rate y on y.council_id = n.council_id and y.rate_line_id = n.rate_line_id and y.valid && n.valid and y.valid && ${days}
    where n.council_id = ${tx.councilId} and n.package_id = judged.package_id and n.valid && ${days})`
}
