import { sql, type RawBuilder } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { KINDS, type ExceptionKind, type LookKind, type QueuePlace } from '../rules/exceptions.ts'
import type { HeldCode, WeekStatus } from '../rules/sheet-row.ts'
import type { PackageWeek, Unit } from '../rules/week.ts'

export type WeekException = {
  readonly kind: ExceptionKind
  readonly packageId: string
  readonly weekStart: LocalDate
  readonly version: number
  readonly status: WeekStatus
  readonly heldCode: HeldCode | null
  readonly providerId: string
  readonly providerName: string
  readonly serviceName: string
  readonly personName: string
  readonly reference: string
  readonly unit: Unit
  readonly planned: Quantity
  readonly actual: Quantity
  readonly frustrated: Quantity
  readonly comment: string
  /** The other provider, the day of death, since when in hospital, or the day by which it was due. */
  readonly detail: string
  /** Why it was confirmed late, where it was. */
  readonly lateReason: string | null
  readonly lateNote: string | null
}

export type Queue = {
  readonly kind?: ExceptionKind | undefined
  readonly providerId?: string | undefined
  readonly after?: QueuePlace | undefined
  readonly today: LocalDate
}

export const QUEUE_PAGE = 50
/** Weeks that began longer ago are for an audit, not for a queue; those that are held wait for ever. */
const DAYS_SEEN = 91

/** The newest first; one more than a page. What somebody let stand is gone until the week says something else. */
export async function listExceptions(tx: Tx, queue: Queue): Promise<readonly WeekException[]> {
  const { kind, providerId, after } = queue
  const kinds = kind === undefined ? KINDS : [kind]
  const parts = kinds.map((one) => found[one](tx, queue))
  const union = parts.reduce((all, part) => sql`${all} union all ${part}`)
  const next =
    after === undefined
      ? sql``
      : sql`and (w.week_start < ${after.weekStart} or (w.week_start = ${after.weekStart}
          and (w.package_id, x.kind) > (${after.packageId}::uuid, ${after.kind})))`
  const { rows } = await sql<WeekException>`
    with x as (${union})
    select x.kind, w.package_id as "packageId", w.week_start as "weekStart", w.version, w.status, w.held_code as "heldCode",
      w.provider_id as "providerId", o.trading_name as "providerName", s.name as "serviceName",
      n.given_name || ' ' || n.family_name as "personName", p.reference, p.unit, w.planned, w.actual, w.frustrated,
      concat_ws(': ', r.label, nullif(w.comment, '')) as comment, x.detail, d.reason as "lateReason", d.note as "lateNote"
    from x
    join actuals.week w on w.council_id = ${tx.councilId} and w.week_start = x.week_start and w.package_id = x.package_id
    join published.package p on p.council_id = w.council_id and p.id = w.package_id
    join published.person n on n.council_id = p.council_id and n.id = p.person_id
    join published.provider o on o.council_id = w.council_id and o.id = w.provider_id
    join published.service s on s.council_id = w.council_id and s.id = w.service_id
    left join actuals.reason r on r.council_id = w.council_id and r.code = w.reason
    left join actuals.late_week d on d.council_id = w.council_id and d.week_start = w.week_start and d.package_id = w.package_id
    left join actuals.exception_look l on l.council_id = w.council_id and l.kind = x.kind and l.week_start = w.week_start
      and l.package_id = w.package_id
    where w.council_id = ${tx.councilId} and (l.version is null or l.version <> w.version)
      ${providerId === undefined ? sql`` : sql`and w.provider_id = ${providerId}`} ${next}
    order by w.week_start desc, w.package_id, x.kind limit ${QUEUE_PAGE + 1}`.execute(tx)
  return rows
}

type Find = (tx: Tx, queue: Queue) => RawBuilder<unknown>

const found: Readonly<Record<ExceptionKind, Find>> = {
  'over-tolerance': (tx) => sql`
    select ${sql.lit('over-tolerance')} as kind, w.week_start, w.package_id, '' as detail from actuals.week w
    where w.council_id = ${tx.councilId} and w.status = 'held'`,
  frustrated: (tx, queue) => sql`
    select ${sql.lit('frustrated')} as kind, w.week_start, w.package_id, '' as detail from actuals.week w
    where w.council_id = ${tx.councilId} and w.status <> 'draft' and w.frustrated > 0 and w.frustrated * 2 >= w.planned and ${recent(queue)}`,
  'two-providers': (tx, queue) => sql`
    select ${sql.lit('two-providers')} as kind, w.week_start, w.package_id, min(o.trading_name) as detail
    from published.package p
    join published.package q on q.council_id = p.council_id and q.person_id = p.person_id and q.provider_id <> p.provider_id
      and q.service_level = p.service_level and q.unit = p.unit
    join actuals.week w on w.council_id = p.council_id and w.package_id = p.id and w.status <> 'draft' and w.actual > 0
    join actuals.week v on v.council_id = w.council_id and v.week_start = w.week_start and v.package_id = q.id and v.status <> 'draft'
      and v.actual > 0
    join published.provider o on o.council_id = q.council_id and o.id = q.provider_id
    where p.council_id = ${tx.councilId} and ${recent(queue)}
    group by w.week_start, w.package_id`,
  'after-death': (tx, queue) => sql`
    select ${sql.lit('after-death')} as kind, w.week_start, w.package_id, to_char(n.died_on, 'YYYY-MM-DD') as detail
    from published.person n
    join published.package p on p.council_id = n.council_id and p.person_id = n.id
    join actuals.week w on w.council_id = p.council_id and w.package_id = p.id and w.status <> 'draft' and w.actual > 0
    where n.council_id = ${tx.councilId} and n.died_on is not null and ${recent(queue)}
      and (w.week_start > n.died_on or (n.died_on < w.week_start + 6 and w.week_start <= n.died_on and w.actual >= w.planned))`,
  'in-hospital': (tx, queue) => sql`
    select ${sql.lit('in-hospital')} as kind, w.week_start, w.package_id, min(h.detail) as detail
    from (
      select e.package_id, e.first_day, e.last_day, to_char(e.first_day, 'YYYY-MM-DD') as detail
      from published.hospital_stay e where e.council_id = ${tx.councilId}
      union all
      select a.package_id, a.first_day, a.last_day, to_char(a.first_day, 'YYYY-MM-DD')
      from actuals.absence a where a.council_id = ${tx.councilId} and a.status <> 'undone' and a.cause = 'person'
    ) h
    join published.package k on k.council_id = ${tx.councilId} and k.id = h.package_id
    join published.package p on p.council_id = k.council_id and p.person_id = k.person_id
    join actuals.week w on w.council_id = p.council_id and w.package_id = p.id and w.status <> 'draft' and w.actual > 0
      and w.week_start >= h.first_day and (h.last_day is null or w.week_start + 6 <= h.last_day)
    where k.council_id = ${tx.councilId} and ${recent(queue)}
    group by w.week_start, w.package_id`,
  late: (tx, queue) => sql`
    select ${sql.lit('late')} as kind, w.week_start, w.package_id, to_char(w.due_at at time zone 'Europe/London', 'YYYY-MM-DD') as detail
    from actuals.late_week w where w.council_id = ${tx.councilId} and ${recent(queue)}`,
}

function recent({ today }: Queue): RawBuilder<unknown> {
  return sql`w.week_start between ${addDays(today, -DAYS_SEEN)} and ${today}`
}

export type Look = PackageWeek & { readonly kind: LookKind; readonly version: number }
type Stamp = { readonly by: string; readonly name: string; readonly at: Date }

export async function recordLook(
  tx: Tx,
  { kind, weekStart, packageId, version }: Look,
  { by, name, at }: Stamp,
): Promise<void> {
  const stamp = { version, looked_by: by, looked_name: name, looked_at: at }
  await tx
    .insertInto('actuals.exception_look')
    .values({ council_id: tx.councilId, kind, week_start: weekStart, package_id: packageId, ...stamp })
    .onConflict((conflict) => conflict.columns(['council_id', 'kind', 'week_start', 'package_id']).doUpdateSet(stamp))
    .execute()
}

/** Providers to filter by: those with anything in the last quarter. */
export async function listQueueProviders(tx: Tx): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return tx
    .selectFrom('published.provider')
    .select(['id', 'trading_name as name'])
    .where('council_id', '=', tx.councilId)
    .orderBy('trading_name')
    .orderBy('id')
    .limit(1_000)
    .execute()
}
