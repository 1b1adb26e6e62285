import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { HeldCode, WeekStatus } from '../rules/sheet-row.ts'
import type { PackageWeek, Unit } from '../rules/week.ts'
import { blockCode, careJoins, deadlineJoins, hasCareIn, isConfirmedLate, weekOfDay } from './care-week.ts'

export const PAGE = 50

export type ProviderWeek = {
  readonly providerId: string
  readonly providerName: string
  readonly packages: number
  readonly recorded: number
  readonly confirmed: number
  readonly held: number
  /** Open, and not even a draft. */
  readonly missing: number
  readonly blocked: number
  /** Confirmed after its last moment. */
  readonly late: number
}

/** One week of every provider with care in it, by name; one more than a page, to tell whether another follows. */
export async function listSubmissions(
  tx: Tx,
  weekStart: LocalDate,
  today: LocalDate,
  after?: string,
): Promise<readonly ProviderWeek[]> {
  const week = weekOfDay(weekStart)
  const next = sql`(o.trading_name, o.id) > (select a.trading_name, a.id from published.provider a
    where a.council_id = ${tx.councilId} and a.id = ${after ?? null})`
  const result = await sql<ProviderWeek>`
    with picked as (
      select o.council_id, o.id, o.trading_name from published.provider o
      where o.council_id = ${tx.councilId} ${after === undefined ? sql`` : sql`and ${next}`}
        and exists (select from published.package p
          join published.contract_rule r on r.council_id = p.council_id and r.contract_id = p.contract_id
            and r.valid @> greatest(${week}, p.starts_on) and r.recording <> 'none'
          where p.council_id = o.council_id and p.provider_id = o.id and ${hasCareIn(week)})
      order by o.trading_name, o.id limit ${PAGE + 1}
    )
    select picked.id as "providerId", picked.trading_name as "providerName", counted.* from picked cross join lateral (
      select count(*)::int as packages, count(w.status)::int as recorded,
        count(*) filter (where w.status = 'confirmed')::int as confirmed,
        count(*) filter (where w.status = 'held')::int as held,
        count(*) filter (where w.status is null and ${blockCode(week, today)} is null)::int as missing,
        count(*) filter (where w.status is null and ${blockCode(week, today)} is not null)::int as blocked,
        count(*) filter (where ${isConfirmedLate})::int as late
      from published.package p ${careJoins(week)} ${deadlineJoins(week)}
      left join actuals.week w on w.council_id = p.council_id and w.week_start = ${weekStart} and w.package_id = p.id
      where p.council_id = picked.council_id and p.provider_id = picked.id and ${hasCareIn(week)}
    ) counted
    order by picked.trading_name, picked.id`.execute(tx)
  return result.rows
}

export type HeldWeek = {
  readonly packageId: string
  readonly reference: string
  readonly weekStart: LocalDate
  readonly providerName: string
  readonly serviceName: string
  readonly personName: string
  readonly unit: Unit
  readonly version: number
  readonly heldCode: HeldCode
  readonly planned: Quantity
  readonly actual: Quantity
  readonly comment: string
  readonly confirmedAt: Date
}

/** Weeks that wait for the council, newest first; one more than a page. */
export async function listHeld(tx: Tx, after?: PackageWeek): Promise<readonly HeldWeek[]> {
  let held = weeksWithNames(tx)
    .where(sql<boolean>`w.status = 'held'`)
    .select([sql<HeldCode>`w.held_code`.as('heldCode'), sql<Date>`w.confirmed_at`.as('confirmedAt')])
    .orderBy('w.week_start', 'desc')
    .orderBy('w.package_id')
    .limit(PAGE + 1)
  if (after !== undefined)
    held = held.where((eb) =>
      eb.or([
        eb('w.week_start', '<', after.weekStart),
        eb.and([eb('w.week_start', '=', after.weekStart), eb('w.package_id', '>', after.packageId)]),
      ]),
    )
  return held.execute()
}

export type ConfirmedWeek = Omit<HeldWeek, 'heldCode' | 'confirmedAt'> & {
  readonly providerId: string
  readonly status: WeekStatus
  readonly heldCode: HeldCode | null
}

/** A week that its provider has confirmed, whether it waits for the council or not. */
export async function getConfirmedWeek(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<ConfirmedWeek> {
  const [found] = await confirmedWeeks(tx)
    .where('w.week_start', '=', weekStart)
    .where('w.package_id', '=', packageId)
    .execute()
  if (found === undefined) throw new NotFound('week')
  return found
}

export type RecordedWeek = Omit<ConfirmedWeek, 'providerId' | 'heldCode'> & {
  /** Why it was confirmed late, as its provider said; null where nobody said or it was in time. */
  readonly lateReason: string | null
  readonly lateNote: string | null
  readonly isLate: boolean
}
type OneProvider = { readonly providerId: string; readonly weekStart: LocalDate; readonly after: string | undefined }

/** What one provider has recorded for a week, drafts too; one more than a page. */
export async function listRecorded(
  tx: Tx,
  { providerId, weekStart, after }: OneProvider,
): Promise<readonly RecordedWeek[]> {
  let weeks = weeksWithNames(tx)
    .where('w.provider_id', '=', providerId)
    .where('w.week_start', '=', weekStart)
    .leftJoin('actuals.late_week as l', (join) =>
      join
        .onRef('l.council_id', '=', 'w.council_id')
        .onRef('l.week_start', '=', 'w.week_start')
        .onRef('l.package_id', '=', 'w.package_id'),
    )
    .select(['w.status', 'l.reason as lateReason', 'l.note as lateNote', isLate(weekStart).as('isLate')])
    .orderBy('w.package_id')
    .limit(PAGE + 1)
  if (after !== undefined) weeks = weeks.where('w.package_id', '>', after)
  return weeks.execute()
}

/** Its contract and period are asked for by a query of its own: only what was confirmed needs them. */
function isLate(weekStart: LocalDate) {
  return sql<boolean>`(select ${isConfirmedLate} from (select 1) one ${deadlineJoins(weekOfDay(weekStart))})`
}

export async function getProviderName(tx: Tx, id: string): Promise<{ readonly id: string; readonly name: string }> {
  return tx
    .selectFrom('published.provider')
    .select(['id', 'trading_name as name'])
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('provider'))
}

export type WeekHeading = {
  readonly reference: string
  readonly personName: string
  readonly providerId: string
  readonly providerName: string
  readonly serviceId: string
  readonly serviceName: string
}

/** Whose package it is and who delivers it, whether anything is recorded or not. */
export async function getWeekHeading(tx: Tx, packageId: string): Promise<WeekHeading> {
  const { rows } = await sql<WeekHeading>`
    select p.reference, n.given_name || ' ' || n.family_name as "personName", p.provider_id as "providerId",
      o.trading_name as "providerName", p.service_id as "serviceId", s.name as "serviceName"
    from published.package p
    join published.person n on n.council_id = p.council_id and n.id = p.person_id
    join published.provider o on o.council_id = p.council_id and o.id = p.provider_id
    join published.service s on s.council_id = p.council_id and s.id = p.service_id
    where p.council_id = ${tx.councilId} and p.id = ${packageId}`.execute(tx)
  const [found] = rows
  if (found === undefined) throw new NotFound('package')
  return found
}

function confirmedWeeks(tx: Tx) {
  return weeksWithNames(tx)
    .where(sql<boolean>`w.status <> 'draft'`)
    .select(['w.status', 'w.held_code as heldCode', 'w.provider_id as providerId'])
}

function weeksWithNames(tx: Tx) {
  return tx
    .selectFrom('actuals.week as w')
    .innerJoin('published.package as p', (join) =>
      join.onRef('p.council_id', '=', 'w.council_id').onRef('p.id', '=', 'w.package_id'),
    )
    .innerJoin('published.person as n', (join) =>
      join.onRef('n.council_id', '=', 'p.council_id').onRef('n.id', '=', 'p.person_id'),
    )
    .innerJoin('published.provider as o', (join) =>
      join.onRef('o.council_id', '=', 'w.council_id').onRef('o.id', '=', 'w.provider_id'),
    )
    .innerJoin('published.service as s', (join) =>
      join.onRef('s.council_id', '=', 'w.council_id').onRef('s.id', '=', 'w.service_id'),
    )
    .leftJoin('actuals.reason as r', (join) =>
      join.onRef('r.council_id', '=', 'w.council_id').onRef('r.code', '=', 'w.reason'),
    )
    .where('w.council_id', '=', tx.councilId)
    .select([
      'w.package_id as packageId',
      'p.reference',
      'w.week_start as weekStart',
      'o.trading_name as providerName',
      's.name as serviceName',
      sql<string>`n.given_name || ' ' || n.family_name`.as('personName'),
      'p.unit',
      'w.version',
      'w.planned',
      'w.actual',
      // The coded reason first: a comment is often empty beside it.
      sql<string>`concat_ws(': ', r.label, nullif(w.comment, ''))`.as('comment'),
    ])
}

/** How many weeks wait for the council, for the home page of whoever decides. */
export async function countHeld(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('actuals.week')
    .where('council_id', '=', tx.councilId)
    .where(sql<boolean>`status = 'held'`)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export type LockedWeek = {
  readonly version: number
  readonly status: WeekStatus
  readonly recordedName: string
  readonly providerId: string
  readonly serviceId: string
  readonly confirmedBy: string | null
}

/** Held until the work is done, so that a provider's change and an acceptance cannot cross. */
export async function lockWeek(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<LockedWeek> {
  return tx
    .selectFrom('actuals.week')
    .select([
      'version',
      'status',
      'recorded_name as recordedName',
      'provider_id as providerId',
      'service_id as serviceId',
      'confirmed_by as confirmedBy',
    ])
    .where('council_id', '=', tx.councilId)
    .where('week_start', '=', weekStart)
    .where('package_id', '=', packageId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('week'))
}

/** On an invoice or in a payment already. */
export async function isTaken(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from published.payment_line l where l.council_id = ${tx.councilId} and l.package_id = ${packageId}
      and l.from_on = ${weekStart} and l.kind = 'care') as taken`.execute(tx)
  return rows[0]?.taken ?? false
}

type Stamp = { readonly by: string; readonly name: string; readonly at: Date }

/** The provider's figures and the time they confirmed them stay; the version says who let them pass. */
export async function recordAcceptance(tx: Tx, week: PackageWeek, { by, name, at }: Stamp): Promise<void> {
  await sql`
    with accepted as (
      update actuals.week set status = 'confirmed', held_code = null, version = version + 1, source = 'council',
        recorded_by = ${by}::uuid, recorded_name = ${name}, recorded_at = ${at}
      where council_id = ${tx.councilId} and week_start = ${week.weekStart} and package_id = ${week.packageId}
      returning *
    )
    insert into actuals.week_version (council_id, week_start, package_id, version, provider_id, service_id, contract_id, status,
      planned, actual, frustrated, missed, extra, visits, comment, reason, source, recorded_by, recorded_name, recorded_at)
    select council_id, week_start, package_id, version, provider_id, service_id, contract_id, status,
      planned, actual, frustrated, missed, extra, visits, comment, reason, source, recorded_by, recorded_name, recorded_at
    from accepted`.execute(tx)
}

/** The figures stay as the provider has them; the version says who gave them back, and why. */
export async function recordReturn(
  tx: Tx,
  week: PackageWeek,
  { by, name, at, reason }: Stamp & { readonly reason: string },
): Promise<void> {
  await sql`
    with returned as (
      update actuals.week set status = 'draft', held_code = null, version = version + 1, source = 'council',
        recorded_by = ${by}::uuid, recorded_name = ${name}, recorded_at = ${at}, confirmed_by = null, confirmed_at = null,
        returned_reason = ${reason}
      where council_id = ${tx.councilId} and week_start = ${week.weekStart} and package_id = ${week.packageId}
      returning *
    )
    insert into actuals.week_version (council_id, week_start, package_id, version, provider_id, service_id, contract_id, status,
      planned, actual, frustrated, missed, extra, visits, comment, reason, source, recorded_by, recorded_name, recorded_at, returned_reason)
    select council_id, week_start, package_id, version, provider_id, service_id, contract_id, status,
      planned, actual, frustrated, missed, extra, visits, comment, reason, source, recorded_by, recorded_name, recorded_at, returned_reason
    from returned`.execute(tx)
}
