import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Quantity } from '../../../../core/money.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Stamp } from './save-rows.ts'
import type { NamedWeek } from './timetables.ts'
import type { Upload } from './uploads.ts'

/** A visit that counts, as it is written when its week is. */
export type KeptVisit = {
  readonly place: number
  readonly planned_on: LocalDate | null
  readonly planned_at: string | null
  readonly planned_minutes: number | null
  readonly planned_carers: number | null
  readonly outcome: string
  readonly visited_on: LocalDate
  readonly starts_at: string
  readonly ends_at: string
  readonly carers: number
  readonly paid_minutes: number
}
export type KeptWeek = {
  readonly visits: readonly KeptVisit[]
  readonly actual_by_day: readonly string[]
  readonly frustrated_by_day: readonly string[]
  readonly visit_times: readonly number[]
}
/** What the visits of a staged row come to, or why they come to nothing. */
export type CountedRow = {
  readonly line: number
  readonly faults: readonly string[]
  readonly visits: number
  readonly amounts: Readonly<Record<'frustrated' | 'missed' | 'extra', Quantity>> | null
  /** Said where nobody said anything: why the clocks alone make a difference. */
  readonly comment: string
  /** They are not the visits that stand, whatever both come to. */
  readonly differs: boolean
  readonly kept: KeptWeek | null
}

/** The rows of the stage that are about the named weeks; of a week that is named twice, the first comes last. */
export async function listStagedWeeks(
  tx: Tx,
  weeks: readonly NamedWeek[],
): Promise<readonly (NamedWeek & { readonly line: number })[]> {
  const { rows } = await sql<NamedWeek & { readonly line: number }>`
    select s.cpli_ref as "cpliRef", s.week_start as "weekStart", s.line
    from upload_stage s
    join unnest(${weeks.map(({ cpliRef }) => cpliRef)}::text[], ${weeks.map(({ weekStart }) => weekStart)}::date[]) as g (cpli_ref, week_start)
      on g.cpli_ref = s.cpli_ref and g.week_start = s.week_start
    order by s.line desc`.execute(tx)
  return rows
}

/** A table that this transaction alone sees: hardly a file says visits, and the judgement of others knows nothing of it. */
async function createStage(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.timetable_stage`.execute(tx)
  await sql`
    create temp table timetable_stage (line integer, frustrated bigint, missed bigint, extra bigint, visits integer, comment text,
      differs boolean, faults text[], kept jsonb) on commit drop`.execute(tx)
}

/** Amounts of such rows are those of their visits; what was typed in their place is not read. */
const applyVisits = sql`
  update upload_stage s set actual = null, frustrated = t.frustrated, missed = t.missed, extra = t.extra, visits = t.visits,
    comment = case when s.comment = '' then t.comment else s.comment end,
    faults = nullif(array(select f from unnest(s.faults) f where f !~ '^R20:(actual|frustrated|missed|extra|visits):') || t.faults, '{}')
  from timetable_stage t where t.line = s.line`

export async function stageTimetable(tx: Tx, rows: readonly CountedRow[]): Promise<void> {
  await createStage(tx)
  const document = rows.map(({ line, faults, visits, amounts, comment, differs, kept }) => ({
    ...{ line, faults, visits, comment, differs, kept },
    frustrated: amounts?.frustrated.toString() ?? null,
    missed: amounts?.missed.toString() ?? null,
    extra: amounts?.extra.toString() ?? null,
  }))
  await sql`insert into timetable_stage select * from jsonb_populate_recordset(null::timetable_stage, ${JSON.stringify(document)}::jsonb)`.execute(
    tx,
  )
  await applyVisits.execute(tx)
}

/** Kept beside the rows of the file, for when they are saved or judged again. */
export async function keepTimetable(tx: Tx, { id, sentBy }: Pick<Upload, 'id' | 'sentBy'>): Promise<void> {
  await sql`
    insert into actuals.upload_timetable (council_id, upload_id, line, provider_id, sent_by, frustrated, missed, extra, visits, comment, differs, kept)
    select ${tx.councilId}, ${id}, t.line, ${tx.providerId}, ${sentBy}::uuid, t.frustrated, t.missed, t.extra, t.visits, t.comment,
      t.differs, t.kept
    from timetable_stage t where t.kept is not null`.execute(tx)
}

export async function saysTimetable(tx: Tx, { id }: Pick<Upload, 'id'>): Promise<boolean> {
  const { rows } = await sql<{ says: boolean }>`
    select exists (select from actuals.upload_timetable where council_id = ${tx.councilId} and provider_id = ${tx.providerId}
      and upload_id = ${id}) as says`.execute(tx)
  return rows[0]?.says ?? false
}

/** For rows that are judged again: their visits are what they were, whatever was typed into their boxes. */
export async function stageTimetableAgain(tx: Tx, { id }: Pick<Upload, 'id'>): Promise<void> {
  await createStage(tx)
  await sql`
    insert into timetable_stage (line, frustrated, missed, extra, visits, comment, differs, faults, kept)
    select t.line, t.frustrated, t.missed, t.extra, t.visits, t.comment, t.differs, '{}', t.kept
    from actuals.upload_timetable t
    where t.council_id = ${tx.councilId} and t.provider_id = ${tx.providerId} and t.upload_id = ${id}
      and t.line in (select line from upload_stage)`.execute(tx)
  await applyVisits.execute(tx)
}

/** The rows of this round with the visits of their weeks (t, f), and the week as `version` says (w). */
function weeksOf(tx: Tx, { id, savedRound }: Pick<Upload, 'id' | 'savedRound'>, version: RawBuilder<unknown>) {
  return sql`
    actuals.upload_timetable t
    join actuals.upload_row f on f.council_id = t.council_id and f.upload_id = t.upload_id and f.line = t.line
      and f.round > ${savedRound} and f.outcome in ('new', 'changed') and f.warnings is null
    join actuals.week w on w.council_id = f.council_id and w.provider_id = f.provider_id and w.week_start = f.week_start
      and w.package_id = f.package_id and ${version}
    where t.council_id = ${tx.councilId} and t.provider_id = ${tx.providerId} and t.upload_id = ${id}`
}

type Saving = Pick<Upload, 'id' | 'savedRound'>

/** Before the weeks are written: on which days they fell, for whoever undoes the file. */
export async function noteDaysBefore(tx: Tx, upload: Saving): Promise<void> {
  await sql`
    update actuals.upload_timetable k set was = b.was
    from (select t.council_id, t.upload_id, t.line, jsonb_build_object('actual_by_day', w.actual_by_day,
        'frustrated_by_day', w.frustrated_by_day, 'visit_times', w.visit_times) as was
      from ${weeksOf(tx, upload, sql`w.version = f.was_version and w.actual_by_day is not null`)}) b
    where k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId} and k.upload_id = b.upload_id and k.line = b.line`.execute(
    tx,
  )
}

const days = (from: RawBuilder<unknown>) => sql`
  actual_by_day = array(select d::bigint from jsonb_array_elements_text(${from} -> 'actual_by_day') with ordinality e (d, n) order by n),
  frustrated_by_day = array(select d::bigint from jsonb_array_elements_text(${from} -> 'frustrated_by_day') with ordinality e (d, n) order by n),
  visit_times = array(select d::int from jsonb_array_elements_text(${from} -> 'visit_times') with ordinality e (d, n) order by n)`

/** The visits of the weeks that were just written, and the days on which they fell: as a page of visits keeps them. */
export async function recordTimetable(tx: Tx, upload: Saving, { by, at }: Pick<Stamp, 'by' | 'at'>): Promise<void> {
  const written = sql`w.version = f.was_version + 1 and w.recorded_at = ${at} and w.recorded_by = ${by}::uuid`
  await sql`
    insert into actuals.week_visit (council_id, week_start, package_id, version, place, provider_id, service_id, contract_id, planned_on,
      planned_at, planned_minutes, planned_carers, outcome, visited_on, starts_at, ends_at, carers, paid_minutes)
    select g.council_id, g.week_start, g.package_id, g.version, v.place, g.provider_id, g.service_id, g.contract_id, v.planned_on,
      v.planned_at, v.planned_minutes, v.planned_carers, v.outcome, v.visited_on, v.starts_at, v.ends_at, v.carers, v.paid_minutes
    from (select w.*, t.kept from ${weeksOf(tx, upload, written)}) g
    cross join lateral jsonb_to_recordset(g.kept -> 'visits') as v (place smallint, planned_on date, planned_at time,
      planned_minutes smallint, planned_carers smallint, outcome text, visited_on date, starts_at time, ends_at time, carers smallint,
      paid_minutes smallint)`.execute(tx)
  await sql`
    update actuals.week k set ${days(sql`g.kept`)}
    from (select w.week_start, w.package_id, w.version, t.kept from ${weeksOf(tx, upload, written)}) g
    where k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId} and k.week_start = g.week_start
      and k.package_id = g.package_id and k.version = g.version`.execute(tx)
}

/** After a file was undone: the visits that stood before stand again, in the version that puts their week back. */
export async function restoreTimetable(tx: Tx, uploadId: string, { by, at }: Pick<Stamp, 'by' | 'at'>): Promise<void> {
  const undone = sql`
    select w.*, t.was, f.was_version
    from ${weeksOf(tx, { id: uploadId, savedRound: -1 }, sql`w.version = f.was_version + 2 and w.recorded_at = ${at} and w.recorded_by = ${by}::uuid`)}
      and t.was is not null`
  await sql`
    insert into actuals.week_visit (council_id, week_start, package_id, version, place, provider_id, service_id, contract_id, planned_on,
      planned_at, planned_minutes, planned_carers, outcome, visited_on, starts_at, ends_at, carers, paid_minutes)
    select v.council_id, v.week_start, v.package_id, g.version, v.place, v.provider_id, v.service_id, v.contract_id, v.planned_on,
      v.planned_at, v.planned_minutes, v.planned_carers, v.outcome, v.visited_on, v.starts_at, v.ends_at, v.carers, v.paid_minutes
    from (${undone}) g
    join actuals.week_visit v on v.council_id = g.council_id and v.provider_id = g.provider_id and v.week_start = g.week_start
      and v.package_id = g.package_id and v.version = (select max(l.version) from actuals.week_visit l
        where l.council_id = g.council_id and l.provider_id = g.provider_id and l.week_start = g.week_start
          and l.package_id = g.package_id and l.version <= g.was_version)`.execute(tx)
  await sql`
    update actuals.week k set ${days(sql`g.was`)}
    from (${undone}) g
    where k.council_id = ${tx.councilId} and k.provider_id = ${tx.providerId} and k.week_start = g.week_start
      and k.package_id = g.package_id and k.version = g.version`.execute(tx)
}
