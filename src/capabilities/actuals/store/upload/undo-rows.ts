import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { Stamp } from './save-rows.ts'

/**
 * Puts back what stood before each week that the upload wrote, as a version of its own: nothing is taken out of the record.
 * A week that had nothing before becomes a draft, which is not paid. Weeks that were changed since, closed or taken stay.
 */
export async function undoRows(tx: Tx, uploadId: string, { by, name, at }: Omit<Stamp, 'today'>): Promise<number> {
  const places = sql`council_id, week_start, package_id, provider_id, service_id, contract_id, version, status, planned, actual,
    frustrated, missed, extra, visits, comment, reason, source, recorded_by, recorded_name, recorded_at, held_code`
  const result = await sql<{ undone: bigint }>`
    with mine as (
      select r.week_start, r.package_id, r.was_version from actuals.upload_row r
      join actuals.upload u on u.council_id = r.council_id and u.id = r.upload_id and r.round <= u.saved_round
      join actuals.week w on w.council_id = r.council_id and w.week_start = r.week_start and w.package_id = r.package_id
        and w.version = r.was_version + 1 and w.source = 'upload'
      join published.contract c on c.council_id = w.council_id and c.id = w.contract_id
      left join published.period d on d.council_id = c.council_id and d.calendar = c.calendar and d.starts_on <= r.week_start
        and d.ends_on > r.week_start
      left join actuals.cut_off_week co on co.council_id = w.council_id and co.provider_id = w.provider_id
        and co.contract_id = w.contract_id and co.week_start = w.week_start
      where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.upload_id = ${uploadId}
        and r.outcome in ('new', 'changed') and coalesce(coalesce(co.submit_by, d.submit_by) >= ${at}, true)
        and not exists (select from published.payment_line l where l.council_id = r.council_id and l.provider_id = r.provider_id
          and l.from_on = r.week_start and l.package_id = r.package_id and l.kind = 'care')
    ), before as (
      select m.week_start, m.package_id, v.status, v.planned, v.actual, v.frustrated, v.missed, v.extra, v.visits, v.comment, v.reason, v.held_code
      from mine m left join actuals.week_version v on v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId}
        and v.week_start = m.week_start and v.package_id = m.package_id and v.version = m.was_version
    ), undone as (
      update actuals.week w set version = w.version + 1, status = coalesce(b.status, 'draft'),
        held_code = case when b.status = 'held' then coalesce(b.held_code, 'H01') end, planned = coalesce(b.planned, w.planned),
        actual = coalesce(b.actual, w.planned), frustrated = coalesce(b.frustrated, 0), missed = coalesce(b.missed, 0),
        extra = coalesce(b.extra, 0), visits = b.visits, comment = coalesce(b.comment, ''), reason = b.reason, source = 'upload',
        returned_reason = null, actual_by_day = null, frustrated_by_day = null,
        recorded_by = ${by}::uuid, recorded_name = ${name}, recorded_at = ${at},
        confirmed_by = case when b.status in ('confirmed', 'held') then ${by}::uuid end,
        confirmed_at = case when b.status in ('confirmed', 'held') then ${at}::timestamptz end
      from before b
      where w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId} and w.week_start = b.week_start and w.package_id = b.package_id
      returning w.*
    ), kept as (
      insert into actuals.week_version (${places}) select ${places} from undone returning 1
    )
    select count(*) as undone from kept`.execute(tx)
  return Number(result.rows[0]?.undone ?? 0n)
}
