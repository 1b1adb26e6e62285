import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import { stageVisitWeeks, weekHolding } from '../visit-weeks.ts'
import { keptFields, visitValue } from './judge-visits.ts'
import type { Upload } from './uploads.ts'

type ToSave = Pick<Upload, 'id' | 'savedRound'>
type Stamp = { readonly by: string; readonly name: string; readonly at: Date }

/** Rows that say something new, of which nothing is to be confirmed; the row of the file is f. */
function ready(tx: Tx, { id, savedRound }: ToSave): RawBuilder<unknown> {
  return sql`f.council_id = ${tx.councilId} and f.provider_id = ${tx.providerId} and f.upload_id = ${id} and f.round > ${savedRound}
    and f.outcome in ('new', 'changed')`
}
const confirmed = sql`f.warnings is null`

const kept = sql.raw(keptFields.map(([field]) => field).join(', '))
const staged = sql.raw(keptFields.map(([, field]) => `f.${field}`).join(', '))
const places = sql`state, placed_by, why, package_id, service_id, contract_id, paid_minutes`

export async function countReadyVisits(tx: Tx, upload: ToSave): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from actuals.upload_visit f where ${ready(tx, upload)} and ${confirmed}`.execute(tx)
  return Number(rows[0]?.count ?? 0n)
}

export async function countReadyCarers(tx: Tx, upload: ToSave): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from actuals.upload_carer f where ${ready(tx, upload)}`.execute(tx)
  return Number(rows[0]?.count ?? 0n)
}

export async function findLastLine(tx: Tx, { id }: ToSave): Promise<number> {
  const { rows } = await sql<{ line: number }>`
    select coalesce(max(line), 0) as line from actuals.upload_visit
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and upload_id = ${id}`.execute(tx)
  return rows[0]?.line ?? 0
}

/** Rows that were ready and are not written: their visits came to be known, or were changed, since. They say so (R06). */
export async function refuseOvertaken(tx: Tx, upload: ToSave): Promise<void> {
  await sql`
    update actuals.upload_visit f set outcome = 'refused', codes = '{R06}'
    where ${ready(tx, upload)} and ${confirmed} and not exists (select from actuals.visit v where v.council_id = ${tx.councilId}
      and v.provider_id = ${tx.providerId} and v.reference = f.reference and v.upload_id = f.upload_id
      and v.row_version = f.was_version + 1)`.execute(tx)
}

/** Lines of the file, half-open. */
export type Lines = { readonly from: number; readonly until: number }

/**
 * Writes the ready rows of some lines. A visit that came to be known, or was changed, since the row was judged is left as it
 * is; the rows that were written are as many as this says.
 */
export async function saveVisits(
  tx: Tx,
  upload: ToSave,
  { lines, name, at }: Stamp & { readonly lines: Lines },
): Promise<number> {
  const these = sql`${ready(tx, upload)} and ${confirmed} and f.line >= ${lines.from} and f.line < ${lines.until}`
  const fresh = await sql`
    insert into actuals.visit (council_id, provider_id, upload_id, reference, ${kept}, ${places}, received_at, received_name)
    select f.council_id, f.provider_id, f.upload_id, f.reference, ${staged}, ${sql.raw(
      'f.state, f.placed_by, f.why, f.package_id, f.service_id, f.contract_id, f.paid_minutes',
    )}, ${at}, ${name}
    from actuals.upload_visit f where ${these} and f.outcome = 'new'
    on conflict (council_id, provider_id, reference) do nothing`.execute(tx)
  const changed = await sql`
    update actuals.visit v set ${sql.raw(keptFields.map(([field, from]) => `${field} = f.${from}`).join(', '))},
      state = f.state, placed_by = f.placed_by, why = f.why, package_id = f.package_id, service_id = f.service_id,
      contract_id = f.contract_id, paid_minutes = f.paid_minutes, upload_id = f.upload_id, row_version = v.row_version + 1
    from actuals.upload_visit f
    where ${these} and f.outcome = 'changed' and v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId}
      and v.reference = f.reference and v.row_version = f.was_version`.execute(tx)
  return Number(fresh.numAffectedRows ?? 0n) + Number(changed.numAffectedRows ?? 0n)
}

/** The weeks of the packages on which the saved rows are, and on which they were. */
export async function stageWeeksOfSaved(tx: Tx, upload: ToSave): Promise<void> {
  const day = sql`f.visited_on`
  const dayBefore = sql`(f.was ->> 'visited_on')::date`
  await stageVisitWeeks(
    tx,
    sql`
      select f.package_id, ${weekHolding(day)} as week_start from actuals.upload_visit f
      join platform.council k on k.council_id = f.council_id
      where ${ready(tx, upload)} and ${confirmed} and f.package_id is not null
      union all
      select (f.was ->> 'package_id')::uuid, ${weekHolding(dayBefore)} from actuals.upload_visit f
      join platform.council k on k.council_id = f.council_id
      where ${ready(tx, upload)} and ${confirmed} and f.was ->> 'package_id' is not null`,
  )
}

export async function saveCarers(tx: Tx, upload: ToSave): Promise<number> {
  const saved = await sql`
    insert into actuals.carer (council_id, provider_id, reference, name, starts_on, ends_on)
    select f.council_id, f.provider_id, f.reference, f.name, f.starts_on, f.ends_on from actuals.upload_carer f where ${ready(tx, upload)}
    on conflict (council_id, provider_id, reference) do update set name = excluded.name, starts_on = excluded.starts_on,
      ends_on = excluded.ends_on`.execute(tx)
  return Number(saved.numAffectedRows ?? 0n)
}

/** Somebody has looked at these warnings; they are not asked again while the visits say the same. */
export async function confirmVisitWarnings(
  tx: Tx,
  upload: ToSave,
  { codes, reason, by, name, at }: Stamp & { readonly codes: readonly string[]; readonly reason: string },
): Promise<void> {
  const warned = sql`${ready(tx, upload)} and f.warnings is not null`
  await sql`
    insert into actuals.confirmed_visit (council_id, provider_id, reference, code, value, reason, confirmed_by, confirmed_name, confirmed_at)
    select f.council_id, f.provider_id, f.reference, w.code, ${visitValue(sql`f`)}, ${reason}, ${by}::uuid, ${name}, ${at}
    from actuals.upload_visit f cross join lateral unnest(f.warnings) w(code)
    where ${warned} and w.code = any(${[...codes]}::text[])
    on conflict (council_id, provider_id, reference, code) do update set value = excluded.value, reason = excluded.reason,
      confirmed_by = excluded.confirmed_by, confirmed_name = excluded.confirmed_name, confirmed_at = excluded.confirmed_at`.execute(
    tx,
  )
  await sql`
    update actuals.upload_visit f set warnings = nullif(array(select w from unnest(f.warnings) w where w <> all(${[...codes]}::text[])), '{}')
    where ${warned}`.execute(tx)
}

/**
 * Takes away what the file brought and puts back what it changed, as long as the period is open, the week is not in a payment
 * and nobody has changed the visit since. Each visit's row of the file says what it said.
 */
export async function undoVisits(tx: Tx, uploadId: string, at: Date): Promise<number> {
  await stageUndoing(tx, uploadId, at)
  const removed = await sql`
    delete from actuals.visit v using undoing u
    where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.id = u.id and u.was is null`.execute(
    tx,
  )
  const restored = await sql`
    update actuals.visit v set ${sql.raw(
      [...keptFields.map(([field]) => field), ...placed].map((field) => `${field} = b.${field}`).join(', '),
    )}, upload_id = b.upload_id, row_version = v.row_version + 1
    from undoing u cross join lateral jsonb_populate_record(null::actuals.visit, u.was) b
    where v.council_id = ${tx.councilId} and v.provider_id = ${tx.providerId} and v.id = u.id and u.was is not null`.execute(
    tx,
  )
  await stageVisitWeeks(
    tx,
    sql`
      select u.package_id, ${weekHolding(sql`u.visited_on`)} as week_start from undoing u
      join platform.council k on k.council_id = ${tx.councilId} where u.package_id is not null
      union all
      select (u.was ->> 'package_id')::uuid, ${weekHolding(sql`(u.was ->> 'visited_on')::date`)} from undoing u
      join platform.council k on k.council_id = ${tx.councilId} where u.was ->> 'package_id' is not null`,
  )
  return Number(removed.numAffectedRows ?? 0n) + Number(restored.numAffectedRows ?? 0n)
}

const placed = ['state', 'placed_by', 'why', 'package_id', 'service_id', 'contract_id', 'paid_minutes'] as const

async function stageUndoing(tx: Tx, uploadId: string, at: Date): Promise<void> {
  await sql`drop table if exists pg_temp.undoing`.execute(tx)
  await sql`
    create temp table undoing (id uuid, package_id uuid, visited_on date, was jsonb) on commit drop`.execute(tx)
  await sql`
    insert into undoing
    select v.id, v.package_id, v.visited_on, f.was
    from actuals.upload_visit f
    join actuals.visit v on v.council_id = f.council_id and v.provider_id = f.provider_id and v.reference = f.reference
      and v.upload_id = f.upload_id and v.row_version = f.was_version + 1
    join platform.council k on k.council_id = f.council_id
    left join published.contract c on c.council_id = v.council_id and c.id = v.contract_id
    left join published.period d on d.council_id = v.council_id and d.calendar = c.calendar
      and d.starts_on <= ${weekHolding(sql`v.visited_on`)} and d.ends_on > ${weekHolding(sql`v.visited_on`)}
    left join actuals.cut_off_week co on co.council_id = v.council_id and co.provider_id = v.provider_id
      and co.contract_id = v.contract_id and co.week_start = ${weekHolding(sql`v.visited_on`)}
    where f.council_id = ${tx.councilId} and f.provider_id = ${tx.providerId} and f.upload_id = ${uploadId}
      and f.outcome in ('new', 'changed') and coalesce(coalesce(co.submit_by, d.submit_by) >= ${at}, true)
      and not exists (select from published.payment_line l where l.council_id = v.council_id and l.provider_id = v.provider_id
        and l.package_id = v.package_id and l.from_on = ${weekHolding(sql`v.visited_on`)} and l.kind = 'care')`.execute(
    tx,
  )
  await sql`analyze undoing`.execute(tx)
}

/** Carers that nobody has changed since; one that a visit names stays, or its visits would be of nobody. */
export async function undoCarers(tx: Tx, uploadId: string): Promise<number> {
  const mine = sql`f.council_id = ${tx.councilId} and f.provider_id = ${tx.providerId} and f.upload_id = ${uploadId}
    and c.council_id = f.council_id and c.provider_id = f.provider_id and c.reference = f.reference
    and (c.name, c.starts_on, c.ends_on) is not distinct from (f.name, f.starts_on, f.ends_on)`
  const removed = await sql`
    delete from actuals.carer c using actuals.upload_carer f where ${mine} and f.outcome = 'new'
      and not exists (select from actuals.visit v where v.council_id = c.council_id and v.provider_id = c.provider_id
        and v.carer_ref = c.reference)`.execute(tx)
  const restored = await sql`
    update actuals.carer c set name = b.name, starts_on = b.starts_on, ends_on = b.ends_on
    from actuals.upload_carer f cross join lateral jsonb_populate_record(null::actuals.carer, f.was) b
    where ${mine} and f.outcome = 'changed'`.execute(tx)
  return Number(removed.numAffectedRows ?? 0n) + Number(restored.numAffectedRows ?? 0n)
}
