import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { HeldCode, WeekStatus } from '../rules/sheet-row.ts'
import type { Entry, PackageWeek, Unit } from '../rules/week.ts'

export type WeekSource = 'screen' | 'upload' | 'api' | 'monitoring' | 'import' | 'council'

export type WeekToRecord = {
  readonly packageId: string
  readonly contractId: string
  readonly version: number
  readonly status: WeekStatus
  readonly heldCode: HeldCode | null
  readonly planned: Quantity
  readonly actual: Quantity
  readonly entry: Entry
}
type Stamp = {
  readonly serviceId: string
  readonly weekStart: LocalDate
  readonly source: WeekSource
  readonly by: string
  readonly name: string
  readonly at: Date
}

/** Holds the standing weeks, in one order for everyone, until the work is done. */
export async function lockWeeks(tx: Tx, weekStart: LocalDate, packageIds: readonly string[]): Promise<void> {
  await tx
    .selectFrom('actuals.week')
    .select('package_id')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
    .where('package_id', 'in', [...packageIds])
    .orderBy('package_id')
    .forUpdate()
    .execute()
}

/**
 * Writes each week as the version after the one it was based on, and keeps that version for ever. Answers the packages
 * that were written: one that is missing was recorded by somebody else since.
 */
export async function recordWeeks(tx: Tx, weeks: readonly WeekToRecord[], stamp: Stamp): Promise<ReadonlySet<string>> {
  const ordered = weeks.toSorted((first, second) => (first.packageId < second.packageId ? -1 : 1))
  // In one round trip: the version is kept whether or not somebody was quicker, and then undone with the refusal.
  const written = tx
    .insertInto('actuals.week')
    .values(ordered.map((week) => ({ ...versionRow(tx, week, stamp), ...confirmation(week, stamp) })))
    .onConflict((conflict) =>
      conflict
        .columns(['council_id', 'week_start', 'package_id'])
        .doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          status: eb.ref('excluded.status'),
          held_code: eb.ref('excluded.held_code'),
          planned: eb.ref('excluded.planned'),
          actual: eb.ref('excluded.actual'),
          frustrated: eb.ref('excluded.frustrated'),
          missed: eb.ref('excluded.missed'),
          extra: eb.ref('excluded.extra'),
          visits: eb.ref('excluded.visits'),
          comment: eb.ref('excluded.comment'),
          reason: eb.ref('excluded.reason'),
          source: eb.ref('excluded.source'),
          recorded_by: eb.ref('excluded.recorded_by'),
          recorded_name: eb.ref('excluded.recorded_name'),
          recorded_at: eb.ref('excluded.recorded_at'),
          confirmed_by: eb.ref('excluded.confirmed_by'),
          confirmed_at: eb.ref('excluded.confirmed_at'),
          returned_reason: null,
        }))
        .where(sql<boolean>`actuals.week.version = excluded.version - 1`),
    )
    .returning('package_id')
    .execute()
  const kept = tx
    .insertInto('actuals.week_version')
    .values(ordered.map((week) => versionRow(tx, week, stamp)))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const [weeksWritten] = await Promise.all([written, kept])
  return new Set(weeksWritten.map(({ package_id }) => package_id))
}

function versionRow(tx: Tx, week: WeekToRecord, { serviceId, weekStart, source, by, name, at }: Stamp) {
  const { frustrated, missed, extra, visits, comment, reason = null } = week.entry
  return {
    council_id: tx.councilId,
    week_start: weekStart,
    package_id: week.packageId,
    version: week.version,
    provider_id: tx.providerId,
    service_id: serviceId,
    contract_id: week.contractId,
    status: week.status,
    held_code: week.heldCode,
    planned: week.planned,
    actual: week.actual,
    frustrated,
    missed,
    extra,
    visits,
    comment,
    reason,
    source,
    recorded_by: by,
    recorded_name: name,
    recorded_at: at,
  }
}

function confirmation({ status }: WeekToRecord, { by, at }: Stamp) {
  const confirmed = status !== 'draft'
  return { confirmed_by: confirmed ? by : null, confirmed_at: confirmed ? at : null }
}

export type StandingVersion = { readonly version: number; readonly status: WeekStatus }

/** The version of one package's week as it stands now. */
export async function findStanding(
  tx: Tx,
  { packageId, weekStart }: PackageWeek,
): Promise<StandingVersion | undefined> {
  return tx
    .selectFrom('actuals.week')
    .select(['version', 'status'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
    .where('package_id', '=', packageId)
    .executeTakeFirst()
}

/** What one package's week says as it stands. */
export async function findEntry(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<Entry | undefined> {
  return tx
    .selectFrom('actuals.week')
    .select(['frustrated', 'missed', 'extra', 'visits', 'comment', 'reason'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
    .where('package_id', '=', packageId)
    .executeTakeFirst()
}

/** What was delivered to each package of a service in a week, as far as it is recorded. */
export async function listActuals(
  tx: Tx,
  { serviceId, weekStart }: { readonly serviceId: string; readonly weekStart: LocalDate },
): Promise<readonly { readonly packageId: string; readonly actual: Quantity }[]> {
  return tx
    .selectFrom('actuals.week')
    .select(['package_id as packageId', 'actual'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
    .where('service_id', '=', serviceId)
    .orderBy('package_id')
    .limit(1_000)
    .execute()
}

/** In what a package is counted, for the words of a fault; hours for one that is not there. */
export async function findUnit(tx: Tx, packageId: string): Promise<Unit> {
  const found = await tx
    .selectFrom('published.package')
    .select('unit')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', packageId)
    .executeTakeFirst()
  return found?.unit ?? 'hour'
}

export type WeekVersion = {
  readonly version: number
  readonly status: string
  readonly planned: Quantity
  readonly actual: Quantity
  readonly entry: Entry
  readonly source: string
  readonly recordedName: string
  readonly recordedAt: Date
  readonly returnedReason: string | null
}

/** Every version that ever stood, newest first. */
export async function listVersionsOf(tx: Tx, { packageId, weekStart }: PackageWeek): Promise<readonly WeekVersion[]> {
  const rows = await versions(tx, weekStart)
    .where('package_id', '=', packageId)
    .orderBy('version', 'desc')
    .limit(200)
    .execute()
  return rows.map(({ frustrated, missed, extra, visits, comment, reason, ...row }) => ({
    ...row,
    entry: { frustrated, missed, extra, visits, comment, reason },
  }))
}

/** What the named versions said: the page on which each form was based. */
export async function findBases(
  tx: Tx,
  weekStart: LocalDate,
  based: readonly { readonly packageId: string; readonly basedOn: number }[],
): Promise<ReadonlyMap<string, Entry>> {
  const known = based.filter(({ basedOn }) => basedOn > 0)
  if (known.length === 0) return new Map()
  const rows = await versions(tx, weekStart)
    .where((eb) =>
      eb(
        eb.refTuple('package_id', 'version'),
        'in',
        known.map(({ packageId, basedOn }) => eb.tuple(packageId, basedOn)),
      ),
    )
    .execute()
  return new Map(
    rows.map(({ packageId, frustrated, missed, extra, visits, comment, reason }) => [
      packageId,
      { frustrated, missed, extra, visits, comment, reason },
    ]),
  )
}

function versions(tx: Tx, weekStart: LocalDate) {
  return tx
    .selectFrom('actuals.week_version')
    .select([
      'package_id as packageId',
      'version',
      'status',
      'planned',
      'actual',
      'frustrated',
      'missed',
      'extra',
      'visits',
      'comment',
      'reason',
      'source',
      'recorded_name as recordedName',
      'recorded_at as recordedAt',
      'returned_reason as returnedReason',
    ])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
}
