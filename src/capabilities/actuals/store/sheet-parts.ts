import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { quantity } from '../../../core/money.ts'
import { decodeVisit } from '../../../core/visit-times.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { deadlineOf, isBackdated } from '../rules/deadline.ts'
import type { Awaits } from '../rules/recordable.ts'
import type { StandingWeek } from '../rules/sheet-row.ts'
import type { Entry } from '../rules/week.ts'

type Week = { readonly serviceId: string; readonly weekStart: LocalDate }
type Those = { readonly packageIds?: readonly string[] | undefined }

/** What has been recorded in the week, by package. */
export async function listStanding(
  tx: Tx,
  { serviceId, weekStart }: Week,
  { packageIds }: Those,
): Promise<ReadonlyMap<string, StandingWeek>> {
  const weeks = tx
    .selectFrom('actuals.week')
    .select([
      'package_id as packageId',
      'version',
      'status',
      'held_code as heldCode',
      'planned',
      'actual',
      'frustrated',
      'missed',
      'extra',
      'visits',
      'comment',
      'reason',
      'actual_by_day as actualByDay',
      'frustrated_by_day as frustratedByDay',
      'visit_times as visitTimes',
      'recorded_name as recordedName',
      'recorded_at as recordedAt',
      'returned_reason as returnedReason',
    ])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('week_start', '=', weekStart)
  const those =
    packageIds === undefined
      ? weeks.where('service_id', '=', serviceId)
      : weeks.where('package_id', 'in', [...packageIds])
  const rows = await those.execute()
  return new Map(rows.map(({ packageId, ...row }) => [packageId, standingOf(row)]))
}

type StandingRow = Omit<StandingWeek, 'entry' | 'byDay' | 'times'> &
  Entry & {
    readonly actualByDay: readonly bigint[] | null
    readonly frustratedByDay: readonly bigint[] | null
    readonly visitTimes: readonly number[] | null
  }

function standingOf(standing: StandingRow): StandingWeek {
  const { frustrated, missed, extra, visits, comment, reason, actualByDay, frustratedByDay, visitTimes, ...row } =
    standing
  return {
    ...row,
    entry: { frustrated, missed, extra, visits, comment, reason },
    byDay: actualByDay?.map((actual, place) => {
      return { actual: quantity(actual), frustrated: quantity(frustratedByDay?.[place] ?? 0n) }
    }),
    times: visitTimes?.map(decodeVisit),
  }
}

export type SubmitBy = {
  readonly byCalendar: ReadonlyMap<string, Date>
  /** Where another moment than the period's holds. */
  readonly byContract: ReadonlyMap<string, Date>
  /** Those of the periods after it, for care that opened too late for its own. */
  readonly later: ReadonlyMap<string, readonly Date[]>
}

/** Until when the week may be changed, of every calendar of the council and of the provider's contracts. */
export async function listSubmitBy(tx: Tx, weekStart: LocalDate): Promise<SubmitBy> {
  const [periods, moved] = await Promise.all([
    tx
      .selectFrom('published.period')
      .select(['calendar', 'submit_by as submitBy', sql<boolean>`starts_on <= ${weekStart}`.as('isOwn')])
      .where('council_id', '=', tx.councilId)
      .where('ends_on', '>', weekStart)
      .orderBy('starts_on')
      .orderBy('calendar')
      .limit(MOST_PERIODS)
      .execute(),
    tx
      .selectFrom('actuals.cut_off_week')
      .select(['contract_id as contractId', 'submit_by as submitBy'])
      .where('council_id', '=', tx.councilId)
      .where('provider_id', '=', tx.providerId)
      .where('week_start', '=', weekStart)
      .execute(),
  ])
  const later = Map.groupBy(
    periods.filter(({ isOwn }) => !isOwn),
    ({ calendar }) => calendar,
  )
  return {
    byCalendar: new Map(periods.flatMap(({ calendar, submitBy, isOwn }) => (isOwn ? [[calendar, submitBy]] : []))),
    byContract: new Map(moved.map(({ contractId, submitBy }) => [contractId, submitBy])),
    later: new Map([...later].map(([calendar, known]) => [calendar, known.map(({ submitBy }) => submitBy)])),
  }
}

/** Two years of a few calendars. */
const MOST_PERIODS = 200

type Placed = { readonly contractId: string; readonly calendar: string; readonly openedAt: Date | null }

/** The last moment of the week for one package, and whether it is one of its own. */
export function dueOf(
  { byCalendar, byContract, later }: SubmitBy,
  { contractId, calendar, openedAt }: Placed,
): { readonly submitBy: Date | null; readonly isBackdated: boolean } {
  const submitBy = byContract.get(contractId) ?? byCalendar.get(calendar) ?? null
  const due = { submitBy, openedAt, later: later.get(calendar) ?? [] }
  return { submitBy: deadlineOf(due), isBackdated: isBackdated(due) }
}

/** Whose move it is where an agreement is not agreed yet; nearly every one is. */
export async function listAwaits(tx: Tx, packageIds: readonly string[]): Promise<ReadonlyMap<string, Awaits>> {
  const { rows } = await sql<{ packageId: string; awaits: Awaits }>`
    select distinct on (l.package_id) l.package_id as "packageId",
      case g.status when 'published' then 'provider' else 'correction' end as awaits
    from published.agreement_line l
    join published.agreement g on g.council_id = l.council_id and g.id = l.agreement_id and g.revision = l.revision
    where l.council_id = ${tx.councilId} and g.provider_id = ${tx.providerId} and l.package_id = any(${[...packageIds]}::uuid[])
      and g.status in ('published', 'rejected')
    order by l.package_id, g.status`.execute(tx)
  return new Map(rows.map(({ packageId, awaits }) => [packageId, awaits]))
}

/** People who were reported to be in hospital on some day of the week, since when; few ever are. */
export async function listAwaySince(tx: Tx, { serviceId, weekStart }: Week): Promise<ReadonlyMap<string, LocalDate>> {
  const { rows } = await sql<{ packageId: string; since: LocalDate }>`
    select e.package_id as "packageId", min(e.happened_on) as since
    from published.life_event e
    where e.council_id = ${tx.councilId} and e.provider_id = ${tx.providerId} and e.service_id = ${serviceId} and e.kind = 'hospital'
      and e.happened_on <= ${weekStart}::date + 6 and coalesce(e.back_on > ${weekStart}::date, true)
    group by e.package_id`.execute(tx)
  return new Map(rows.map(({ packageId, since }) => [packageId, since]))
}
