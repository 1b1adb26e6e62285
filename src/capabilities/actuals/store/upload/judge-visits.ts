import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import { listKnownCodes } from '../exception-codes.ts'
import { daysUnderRule } from '../visit-weeks.ts'

export type JudgingVisits = {
  readonly uploadId: string
  readonly sentBy: string
  readonly round: number
  readonly today: LocalDate
  /** Of the visits of a file, this share may be logged by hand before somebody is asked about it. */
  readonly manualPercent: number
  /** The first and last day that the rows name. */
  readonly from: LocalDate
  readonly until: LocalDate
}

/** A handful of visits by hand is no habit. */
const FEW_VISITS = 10

/** What a row of a file and a visit that is kept have in common, by the names of the columns of the one and the other. */
export const keptFields = [
  ['client_ref', 'client_ref'],
  ['carer_ref', 'carer_ref'],
  ['secondary_visit', 'secondary_visit'],
  ['visited_on', 'visited_on'],
  ['planned_at', 'planned_at'],
  ['planned_minutes', 'planned_minutes'],
  ['claimed_at', 'claimed_at'],
  ['claimed_minutes', 'claimed_minutes'],
  ['starts_at', 'starts_at'],
  ['ends_at', 'ends_at'],
  ['logged_minutes', 'logged_minutes'],
  ['outcome', 'status'],
  ['capture', 'capture'],
  ['exception_code', 'exception_code'],
  ['comment', 'comment'],
] as const

/**
 * Judges every staged visit in one statement: the same rules as `judgeVisits` and `matchVisit`, held equal by a property test;
 * read them side by side. A row is refused by the first reason that it meets; of two visits of one carer that overlap, the
 * one that begins later. A code of nearness holds the minutes apart, the planned minute of the day, the planned length and
 * the number of the package in one integer, so that the nearest is the least.
 */
export async function judgeVisitRows(tx: Tx, judging: JudgingVisits): Promise<void> {
  const { uploadId, sentBy, round } = judging
  const asksCodes = (await listKnownCodes(tx)).size > 0
  await sql`
    with packages as materialized (${packages(tx)}),
    named as materialized (select distinct reference, client_ref from packages),
    visits_planned as materialized (${plannedVisits(tx)}),
    doubles as materialized (
      select reference, min(line) as first_line from visit_stage where faults is null group by reference having count(*) > 1),
    carers as materialized (
      select reference, starts_on, ends_on from actuals.carer where council_id = ${tx.councilId} and provider_id = ${tx.providerId}),
    died as materialized (select client_ref, min(died_on) as died_on from packages where died_on is not null group by client_ref),
    codes as materialized (
      select lower(code) as code, starts_on, ends_on from actuals.exception_code where council_id = ${tx.councilId}),
    read as materialized (${read(tx, judging, asksCodes)}),
    clashes as materialized (${clashes(tx, judging)}),
    near as (${near}),
    nearest as materialized (${nearest}),
    placed as (
      select r.*, case when r.found is not null then r.found when x.line is not null then '{R41:actual_start}'::text[] end as refused,
        case when b.line is null then 'no-package' when b.best is null then 'no-time' when b.next >> 42 = b.best >> 42 then 'several' end as unplaced,
        p.package_id, p.service_id, p.contract_id, p.mode, p.increment, p.capped,
        coalesce(r.planned_minutes, case when p.timed then (b.best >> 20) & 2047 end) as planned_length
      from read r
      left join clashes x on x.line = r.line
      left join nearest b on b.line = r.line
      left join packages p on p.n = (b.best & 1048575) and (b.next is null or b.next >> 42 <> b.best >> 42)
      offset 0
    ),
    judged as (select *, ${paid} as paid from placed offset 0)
    insert into actuals.upload_visit (council_id, upload_id, line, provider_id, sent_by, round, reference, cpli_ref,
      ${sql.raw(keptFields.map(([, staged]) => staged).join(', '))}, more, state, placed_by, why, package_id, service_id, contract_id,
      paid_minutes, was_version, outcome, codes, warnings, said, was)
    select ${tx.councilId}, ${uploadId}, j.line, ${tx.providerId}, ${sentBy}::uuid, ${round}, j.reference, j.cpli_ref,
      ${sql.raw(keptFields.map(([, staged]) => `j.${staged}`).join(', '))}, j.more,
      case when j.refused is null then case when j.unplaced is null then 'allocated' else 'unallocated' end end,
      case when j.refused is null and j.unplaced is null then case j.cpli_ref when '' then 'match' else 'file' end end,
      case when j.refused is null then j.unplaced end,
      case when j.refused is null then j.package_id end, case when j.refused is null then j.service_id end,
      case when j.refused is null then j.contract_id end, case when j.refused is null and j.unplaced is null then j.paid end,
      coalesce(j.known_version, 0),
      case when j.refused is not null then 'refused' when j.known_id is null then 'new' when ${stands} then 'same' else 'changed' end,
      j.refused,
      case when j.refused is null and ${somethingToAsk(judging)} then ${warnings(tx, judging)} end,
      j.said, case when k.id is not null and j.refused is null and not ${stands} then to_jsonb(k.*) end
    from judged j
    left join actuals.visit k on k.council_id = ${tx.councilId} and k.id = j.known_id`.execute(tx)
  await findElsewhere(tx, uploadId)
}

/** The packages that take visits, once for each rule under which they do, numbered; a file names some people, and no more are looked at. */
export function packages(tx: Tx, window: RawBuilder<unknown> = sql`r.visit_window_minutes`): RawBuilder<unknown> {
  return sql`
    select row_number() over () as n, p.id as package_id, p.reference, sp.reference as client_ref, p.service_id, p.contract_id,
      ${daysUnderRule}, sp.died_on, ${window} as window_minutes, r.visit_rounding as mode,
      r.visit_minutes as increment, r.visit_capped as capped,
      exists (select from published.timetable_entry t where t.council_id = ${tx.councilId} and t.package_id = p.id) as timed
    from published.package p
    join published.contract_rule r on r.council_id = p.council_id and r.contract_id = p.contract_id and r.recording = 'visits'
    join platform.council k on k.council_id = p.council_id
    join published.served_person sp on sp.council_id = p.council_id and sp.provider_id = p.provider_id and sp.service_id = p.service_id
      and sp.contract_id = p.contract_id and sp.person_id = p.person_id
    where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.status in ('active', 'ended')
      and (sp.reference in (select client_ref from visit_stage) or p.reference in (select cpli_ref from visit_stage))`
}

export function plannedVisits(tx: Tx): RawBuilder<unknown> {
  return sql`
    select k.n, t.weekday, (extract(epoch from t.starts_at) / 60)::bigint as at, t.minutes::bigint as minutes,
      coalesce(lower(v.valid), '-infinity') as from_on, coalesce(upper(v.valid), 'infinity') as until_on
    from packages k
    join published.timetable_entry t on t.council_id = ${tx.councilId} and t.package_id = k.package_id
    join published.package_version v on v.council_id = t.council_id and v.package_id = t.package_id and v.version = t.version`
}

/** Each row with what is known under its reference, and the first reason to refuse it. */
function read(tx: Tx, { today }: JudgingVisits, asksCodes: boolean): RawBuilder<unknown> {
  return sql`
      select s.*, k.id as known_id, k.row_version as known_version, k.state as known_state, k.placed_by as known_placed_by,
        case
          when s.faults is not null then s.faults
          when d.first_line <> s.line then array['R05:line:' || d.first_line]
          when s.visited_on > ${today}::date then '{R27:visit_date}'::text[]
          when c.reference is null and exists (select from carers) then '{R40:carer_ref}'::text[]
          when s.visited_on < c.starts_on or s.visited_on > c.ends_on then '{R40:carer_ref:dates}'::text[]
          ${asksCodes ? unknownCode : sql``}
          when g.died_on < s.visited_on then '{R09:visit_date}'::text[]
          when s.cpli_ref <> '' and n.reference is null then '{R01:cpli_id}'::text[]
          when s.cpli_ref <> '' and n.client_ref <> s.client_ref then '{R02:client_ref}'::text[]
        end as found
      from visit_stage s
      left join doubles d on d.reference = s.reference
      left join carers c on c.reference = s.carer_ref
      ${asksCodes ? sql`left join codes e on e.code = lower(s.exception_code)` : sql``}
      left join died g on g.client_ref = s.client_ref
      left join named n on n.reference = s.cpli_ref
      left join actuals.visit k on k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId} and k.reference = s.reference`
}

/** As `isKnownCode` has it; asked only where the council has a list. */
const unknownCode = sql`
          when s.exception_code <> '' and (e.code is null or s.visited_on < e.starts_on or coalesce(s.visited_on >= e.ends_on, false))
            then '{R43:exception_code:unknown}'::text[]`

/** Rows that stand otherwise, and whose carer is somewhere else at the time. */
function clashes(tx: Tx, { from, until }: JudgingVisits): RawBuilder<unknown> {
  return sql`
    select line from (
      select line, busy_from, max(busy_until) over (partition by carer_ref order by busy_from, line
        rows between unbounded preceding and 1 preceding) as until
      from read where found is null and busy_from is not null
    ) own where busy_from < until
    union
    select r.line from (
      select v.carer_ref, v.busy_from, v.busy_from + v.logged_minutes as busy_until, v.visited_on + n as day
      from (select *, ((visited_on - '2000-01-01'::date) * 1440 + extract(epoch from starts_at) / 60)::int as busy_from
        from actuals.visit where council_id = ${tx.councilId} and provider_id = ${tx.providerId}
          and visited_on >= ${from}::date - 1 and visited_on <= ${until}::date + 1
          and carer_ref <> '' and starts_at is not null and logged_minutes > 0) v
      cross join generate_series(-1, 1) n
      where not exists (select from read a where a.found is null and a.reference = v.reference)
    ) k
    join read r on r.carer_ref = k.carer_ref and r.visited_on = k.day
    where r.found is null and r.busy_from < k.busy_until and k.busy_from < r.busy_until`
}

/** For each row and each package of its person on that day: how near the nearest planned visit is; null when too far. */
export const near = sql`
  select r.line, k.n, min(case
      when not k.timed then (k.window_minutes::bigint << 42) | k.n
      when abs(e.at - r.near_minute) <= k.window_minutes
        then (abs(e.at - r.near_minute) << 42) | (e.at << 31) | (e.minutes << 20) | k.n end) as code
  from read r
  join packages k on k.client_ref = r.client_ref and k.from_on <= r.visited_on and r.visited_on < k.until_on
    and (r.cpli_ref = '' or k.reference = r.cpli_ref)
  left join visits_planned e on e.n = k.n and e.weekday = r.weekday and e.from_on <= r.visited_on and r.visited_on < e.until_on
  where r.found is null
  group by r.line, k.n`

export const nearest = sql`select line, min(code) as best, (array_agg(code order by code))[2] as next from near group by line`

/** Minutes of one carer that are paid, as `paidMinutes` has it. */
export const paid = sql`case
  when status in ('missed', 'cancelled') then 0
  when status = 'frustrated' and planned_length is not null then planned_length
  else least(case mode when 'down' then logged_minutes / increment * increment
      when 'up' then (logged_minutes + increment - 1) / increment * increment
      when 'nearest' then (logged_minutes + increment / 2) / increment * increment else logged_minutes end,
    case when capped then planned_length end) end`

/** The row says what is kept already, or what is kept has been decided by a person. */
const stands = sql`coalesce(j.known_placed_by = 'person' or j.known_state = 'declined'
  or (${sql.raw(keptFields.map(([kept]) => `k.${kept}`).join(', '))})
      is not distinct from (${sql.raw(keptFields.map(([, staged]) => `j.${staged}`).join(', '))})
    and (k.why = 'elsewhere' or (k.package_id, k.paid_minutes, k.why)
      is not distinct from (j.package_id, case when j.unplaced is null then j.paid end, j.unplaced)), false)`

/** Most rows warn of nothing: what is dear to ask is asked of the others. */
function somethingToAsk({ manualPercent }: JudgingVisits): RawBuilder<unknown> {
  return sql`(j.clocks or j.capture = 'manual' and ${manyByHand(manualPercent)}
    or j.status in ('delivered', 'extra') and j.client_ref in (${inHospital}))`
}

function manyByHand(percent: number): RawBuilder<unknown> {
  return sql`(select count(*) >= ${sql.lit(FEW_VISITS)} and count(*) filter (where capture = 'manual') * 100 > count(*) * ${percent}::int
    from visit_stage where faults is null)`
}

const inHospital = sql`select a.client_ref from hospital_stage a`

/** Those that somebody has confirmed for the very same visit are not asked again. */
function warnings(tx: Tx, { manualPercent }: JudgingVisits): RawBuilder<unknown> {
  return sql`nullif(array(select code from unnest(array_remove(array[
      case when j.status in ('delivered', 'extra') and exists (select from hospital_stage a where a.client_ref = j.client_ref
        and a.happened_on < j.visited_on and (a.back_on is null or j.visited_on < a.back_on)) then 'W02' end,
      case when j.capture = 'manual' and ${manyByHand(manualPercent)} then 'W04' end,
      case when j.clocks then 'W05' end], null)) code
    where not exists (select from actuals.confirmed_visit c where c.council_id = ${tx.councilId} and c.provider_id = ${tx.providerId}
      and c.reference = j.reference and c.code = code and c.value = ${visitValue(sql`j`)})), '{}')`
}

/** What a confirmed warning was about. */
export function visitValue(row: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`concat_ws('/', ${row}.visited_on, ${row}.claimed_at, ${row}.claimed_minutes, ${row}.logged_minutes, ${row}.status)`
}

/** People who were reported to be in hospital, for whoever the provider may see. */
export async function stageHospital(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.hospital_stage`.execute(tx)
  await sql`
    create temp table hospital_stage on commit drop as
    select sp.reference as client_ref, e.happened_on, e.back_on
    from published.life_event e
    join published.package p on p.council_id = e.council_id and p.id = e.package_id
    join published.served_person sp on sp.council_id = p.council_id and sp.provider_id = p.provider_id and sp.service_id = p.service_id
      and sp.contract_id = p.contract_id and sp.person_id = p.person_id
    where e.council_id = ${tx.councilId} and e.provider_id = ${tx.providerId} and e.kind = 'hospital'`.execute(tx)
}

/** H04: another provider was there at the time. It is kept and not paid, and both sides and the council see it waiting. */
async function findElsewhere(tx: Tx, uploadId: string): Promise<void> {
  await sql`
    update actuals.upload_visit v set held_code = 'H04', state = 'unallocated', why = 'elsewhere', placed_by = null, package_id = null,
      service_id = null, contract_id = null, paid_minutes = null
    where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.upload_id = ${uploadId}
      and v.line in (select actuals.visited_elsewhere(${uploadId}::uuid))`.execute(tx)
}

export type JudgingCarers = Pick<JudgingVisits, 'uploadId' | 'sentBy' | 'round'>

/**
 * The last row of a carer that a file names twice is refused; a carer is known by the reference alone. A row that is put
 * right is judged by itself, and may not become one that the file has already.
 */
export async function judgeCarerRows(tx: Tx, { uploadId, sentBy, round }: JudgingCarers): Promise<void> {
  await sql`
    insert into actuals.upload_carer (council_id, upload_id, line, provider_id, sent_by, round, reference, name, starts_on, ends_on,
      outcome, codes, said, was)
    select ${tx.councilId}, ${uploadId}, s.line, ${tx.providerId}, ${sentBy}::uuid, ${round}, s.reference, s.name, s.starts_on, s.ends_on,
      case when s.found is not null then 'refused' when k.reference is null then 'new'
        when (k.name, k.starts_on, k.ends_on) is not distinct from (s.name, s.starts_on, s.ends_on) then 'same' else 'changed' end,
      s.found, s.said, case when s.found is null then to_jsonb(k.*) end
    from (select *, coalesce(faults, case when first_line <> line then array['R05:line:' || first_line] end) as found
      from (select c.*, coalesce(f.first_line, min(c.line) over (partition by c.reference)) as first_line
        from carer_stage c
        left join (select u.reference, min(u.line) as first_line from actuals.upload_carer u
          where u.council_id = ${tx.councilId} and u.provider_id = ${tx.providerId} and u.upload_id = ${uploadId}
            and u.outcome in ('new', 'changed', 'same') group by u.reference) f on f.reference = c.reference) every_row) s
    left join actuals.carer k on k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId} and k.reference = s.reference`.execute(
    tx,
  )
}
