import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import { blockCode, careJoins } from '../care-week.ts'
import { besideReason } from './judge-rows.ts'
import type { Upload } from './uploads.ts'

export type Stamp = { readonly by: string; readonly name: string; readonly at: Date; readonly today: LocalDate }
type ToSave = Pick<Upload, 'id' | 'savedRound'>

const week = sql`f.week_start`
const places = sql`council_id, week_start, package_id, provider_id, service_id, contract_id, version, status, planned, actual`
const amounts = sql`frustrated, missed, extra, visits, comment`

/** The row of the file is f: p is its package and r the rule of its contract. Rows that say something new and wait to be saved; what they warn of has been looked at. */
function ready(tx: Tx, { id, savedRound }: ToSave): RawBuilder<unknown> {
  return sql`f.council_id = ${tx.councilId} and f.provider_id = ${tx.providerId} and f.upload_id = ${id} and f.round > ${savedRound}
    and f.outcome in ('new', 'changed') and f.warnings is null`
}

/**
 * Writes every ready row as the version after the one that stood when it was judged, and keeps that version for ever: one
 * statement over the set. A row whose week has changed or closed since is not written.
 */
export async function saveRows(tx: Tx, upload: ToSave, { by, name, at, today }: Stamp): Promise<Written> {
  const result = await sql<{ saved: bigint; overtaken: number[] }>`
    with weeks as materialized (select f.week_start, count(*) as rows from actuals.upload_row f where ${ready(tx, upload)} group by f.week_start),
    cutoffs as materialized (
      select d.calendar, k.week_start, min(d.submit_by) as submit_by from weeks k
      join published.period d on d.council_id = ${tx.councilId} and d.starts_on <= k.week_start and d.ends_on > k.week_start
      group by d.calendar, k.week_start),
    written as (
      insert into actuals.week (${places}, ${amounts}, reason, held_code, source, recorded_by, recorded_name, recorded_at, confirmed_by, confirmed_at)
      select p.council_id, f.week_start, p.id, p.provider_id, p.service_id, p.contract_id, f.was_version + 1,
        case when f.held_code is null then 'confirmed' else 'held' end, f.planned,
        f.planned - coalesce(f.frustrated, 0) - coalesce(f.missed, 0) + coalesce(f.extra, 0),
        coalesce(f.frustrated, 0), coalesce(f.missed, 0), coalesce(f.extra, 0), f.visits,
        case when f.reason is null then f.comment else ${besideReason} end, f.reason, f.held_code, 'upload', ${by}::uuid, ${name},
        ${at}, ${by}::uuid, ${at}
      from actuals.upload_row f
      join published.package p on p.council_id = f.council_id and p.provider_id = f.provider_id and p.id = f.package_id
      ${careJoins(week)}
      join published.contract c on c.council_id = p.council_id and c.id = p.contract_id
      left join cutoffs q on q.calendar = c.calendar and q.week_start = f.week_start
      left join actuals.cut_off_week co on co.council_id = p.council_id and co.provider_id = p.provider_id
        and co.contract_id = p.contract_id and co.week_start = f.week_start
      where ${ready(tx, upload)} and ${blockCode(week, today)} is null
        and (f.was_version = 0 or not (coalesce(coalesce(co.submit_by, q.submit_by) < ${at}, false) and f.outcome = 'changed' and ${isConfirmed(tx)}))
        and not exists (select from published.payment_line l where l.council_id = f.council_id and l.provider_id = f.provider_id
          and l.from_on = f.week_start and l.package_id = f.package_id and l.kind = 'care' and f.was_version > 0)
      order by f.week_start, f.package_id
      on conflict (council_id, week_start, package_id) do update set version = excluded.version, status = excluded.status,
        held_code = excluded.held_code, planned = excluded.planned, actual = excluded.actual, frustrated = excluded.frustrated,
        missed = excluded.missed, extra = excluded.extra, visits = excluded.visits, comment = excluded.comment,
        reason = coalesce(excluded.reason, actuals.week.reason), source = excluded.source,
        recorded_by = excluded.recorded_by, recorded_name = excluded.recorded_name, recorded_at = excluded.recorded_at,
        confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at, returned_reason = null, actual_by_day = null,
        frustrated_by_day = null
      where actuals.week.version = excluded.version - 1
      returning *
    ), kept as (
      insert into actuals.week_version (${places}, ${amounts}, held_code, reason, source, recorded_by, recorded_name, recorded_at)
      select ${places}, ${amounts}, held_code, reason, source, recorded_by, recorded_name, recorded_at from written
      returning 1
    )
    select k.saved, case when k.saved = (select coalesce(sum(rows), 0) from weeks) then '{}' else array(
      select f.line from actuals.upload_row f where ${ready(tx, upload)}
        and not exists (select from written w where w.week_start = f.week_start and w.package_id = f.package_id)
      order by f.line) end as overtaken
    from (select count(*) as saved from kept) k`.execute(tx)
  const [counted] = result.rows
  return { saved: Number(counted?.saved ?? 0n), overtaken: counted?.overtaken ?? [] }
}

/** How many weeks were written, and the rows that were not. */
export type Written = { readonly saved: number; readonly overtaken: readonly number[] }

function isConfirmed(tx: Tx): RawBuilder<unknown> {
  return sql`exists (select from actuals.week w where w.council_id = ${tx.councilId} and w.week_start = f.week_start
    and w.package_id = f.package_id and w.status = 'confirmed')`
}

export async function countReady(tx: Tx, upload: ToSave): Promise<number> {
  const { rows } = await sql<{
    count: bigint
  }>`select count(*) as count from actuals.upload_row f where ${ready(tx, upload)}`.execute(tx)
  return Number(rows[0]?.count ?? 0n)
}

/** Somebody has looked at these warnings; they are not asked again while the rows say the same. */
export async function confirmWarnings(
  tx: Tx,
  upload: ToSave,
  { codes, reason, ...stamp }: { readonly codes: readonly string[]; readonly reason: string } & Omit<Stamp, 'today'>,
): Promise<void> {
  const warned = sql`f.council_id = ${tx.councilId} and f.provider_id = ${tx.providerId} and f.upload_id = ${upload.id}
    and f.round > ${upload.savedRound} and f.outcome in ('new', 'changed') and f.warnings is not null and f.package_id is not null`
  await sql`
    insert into actuals.confirmed_warning (council_id, provider_id, package_id, week_start, code, value, reason, confirmed_by, confirmed_name, confirmed_at)
    select f.council_id, f.provider_id, f.package_id, f.week_start, w.code, f.value, ${reason}, ${stamp.by}::uuid, ${stamp.name}, ${stamp.at}
    from (select f.*, ${confirmedValue} as value from actuals.upload_row f where ${warned}) f
    cross join lateral unnest(f.warnings) w(code) where w.code = any(${[...codes]}::text[])
    on conflict (council_id, provider_id, package_id, week_start, code) do update set value = excluded.value, reason = excluded.reason,
      confirmed_by = excluded.confirmed_by, confirmed_name = excluded.confirmed_name, confirmed_at = excluded.confirmed_at`.execute(
    tx,
  )
  await sql`
    update actuals.upload_row f set warnings = nullif(array(select w from unnest(f.warnings) w where w <> all(${[...codes]}::text[])), '{}')
    where ${warned}`.execute(tx)
}

/** The same words as the judgement of a row writes: planned and what differs. */
const confirmedValue = sql`concat_ws('/', f.planned, coalesce(f.frustrated, 0), coalesce(f.missed, 0), coalesce(f.extra, 0))`
