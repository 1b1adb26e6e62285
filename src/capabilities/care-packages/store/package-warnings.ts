import { sql, type RawBuilder } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { ENDING_DAYS, LONGEST_GAP, LOOKED_AT_DAYS, OFTEN, WARNING_CODES, type WarningCode } from '../rules/warnings.ts'
import type { Reach } from './reach.ts'

export type PackageWarning =
  | { readonly packageId: string; readonly code: 'nothing-follows'; readonly on: LocalDate }
  | { readonly packageId: string; readonly code: 'gap'; readonly other: string; readonly on: LocalDate }
  | { readonly packageId: string; readonly code: 'overlap'; readonly other: string; readonly on: LocalDate }
  | { readonly packageId: string; readonly code: 'over-hours'; readonly weeks: number; readonly more: Quantity }

export type WarningRow = {
  readonly packageId: string
  readonly code: WarningCode
  readonly on: LocalDate | null
  readonly other: string | null
  readonly weeks: number | null
  readonly more: Quantity | null
}

type Looked = {
  readonly reach: Partial<Reach>
  readonly today: LocalDate
  /** Only the packages of the page, beside all care of their people; left out: all that the reader can see. */
  readonly isOfPage?: true
  readonly codes?: readonly WarningCode[] | undefined
}

/** What does not fit together in these packages: only of what the reader can see. */
export function listPackageWarnings(
  tx: Tx,
  reach: Reach,
  { ids, today }: { readonly ids: readonly string[]; readonly today: LocalDate },
): Promise<readonly PackageWarning[]> {
  const page = sql`
    select asked.id, a.person_id from unnest(${[...ids]}::uuid[]) asked (id)
    join care_packages.package a on a.council_id = ${tx.councilId} and a.id = asked.id`
  return listWarningsAmong(tx, reach, { page, today })
}

/**
 * As `listPackageWarnings`, of the packages whose ids and people a query of the same statement finds. All care of those
 * people is found once, by its people: of a provider with 100,000 packages the planner would read them all.
 */
export async function listWarningsAmong(
  tx: Tx,
  reach: Reach,
  { page, today }: { readonly page: RawBuilder<unknown>; readonly today: LocalDate },
): Promise<readonly PackageWarning[]> {
  const looked = { reach, today, isOfPage: true } as const
  const { rows } = await sql<WarningRow>`
    with page as materialized (${page}), care as materialized (
      select a.council_id, a.provider_id, a.id, a.reference, a.person_id, a.service_level, a.status, a.starts_on, a.ends_on
      from care_packages.package a
      where ${isLive(tx, looked, 'a')} and a.person_id = any(array(select page.person_id from page))
    )
    select f.id as "packageId", f.code, f."on", f.other, f.weeks, f.more
    from (${findings(tx, looked)}) f order by 1, 2, 4 limit 500`.execute(tx)
  return rows.flatMap(warningOf)
}

export type WarningCounts = {
  readonly packages: number
  readonly byCode: Readonly<Record<WarningCode, number>>
}

/** How many packages each warning is about, and how many there are in all: the list with this filter has as many rows. */
export async function countWarnings(tx: Tx, reach: Partial<Reach>, today: LocalDate): Promise<WarningCounts> {
  const { rows } = await sql<{ code: WarningCode | null; packages: number }>`
    select f.code, count(distinct f.id)::int as packages from (${findings(tx, { reach, today })}) f
    group by grouping sets ((f.code), ()) order by 1`.execute(tx)
  const of = (code: WarningCode | null) => rows.find((row) => row.code === code)?.packages ?? 0
  return {
    packages: of(null),
    byCode: {
      'nothing-follows': of('nothing-follows'),
      gap: of('gap'),
      overlap: of('overlap'),
      'over-hours': of('over-hours'),
    },
  }
}

/** The ids of packages that are warned about, for the list of them. */
export function warnedPackages(tx: Tx, reach: Reach, { today, code }: Warned): RawBuilder<unknown> {
  const codes = code === undefined ? undefined : [code]
  return sql`select f.id from (${findings(tx, { reach, today, codes })}) f`
}
export type Warned = { readonly today: LocalDate; readonly code: WarningCode | undefined }

/** One statement stands behind the tags, the counts and the list, so that they cannot tell different things. */
function findings(tx: Tx, looked: Looked): RawBuilder<unknown> {
  const codes = looked.codes ?? WARNING_CODES
  return sql.join(
    codes.map((code) => FINDINGS[code](tx, looked)),
    sql` union all `,
  )
}

const FINDINGS: Readonly<Record<WarningCode, (tx: Tx, looked: Looked) => RawBuilder<unknown>>> = {
  'nothing-follows': (tx, looked) => sql`
    select a.id, 'nothing-follows' as code, a.ends_on as "on", null as other, null::int as weeks, null::bigint as more
    from ${care(looked)} a
    where ${isLive(tx, looked, 'a')} ${asked(looked)}
      and a.ends_on >= ${looked.today}::date and a.ends_on <= ${addDays(looked.today, ENDING_DAYS)}::date
      and not exists (
        select from ${care(looked)} l
        where ${isLive(tx, looked, 'l')} and l.person_id = a.person_id and l.id <> a.id
          and (l.ends_on is null or l.ends_on > a.ends_on))`,
  // Found from the care that is still to begin, which is little; from the care that ends it would be all of it.
  gap: (tx, looked) => sql`
    select a.id, 'gap', n.starts_on, n.reference, null, null
    from ${care(looked)} n
    join ${care(looked)} a on ${isLive(tx, looked, 'a')} and a.person_id = n.person_id and a.id <> n.id
      ${asked(looked)} and a.ends_on < n.starts_on - 1 and a.ends_on >= n.starts_on - ${LONGEST_GAP + 1}::int
    where ${isLive(tx, looked, 'n')} and n.starts_on >= ${looked.today}::date and not exists (
      select from ${care(looked)} o
      where ${isLive(tx, looked, 'o')} and o.person_id = n.person_id and o.id not in (a.id, n.id)
        and (o.ends_on is null or o.ends_on > a.ends_on) and (o.starts_on, o.id) < (n.starts_on, n.id))`,
  overlap: (tx, looked) => sql`
    select a.id, 'overlap', greatest(a.starts_on, o.starts_on), o.reference, null, null
    from ${care(looked)} a
    join ${care(looked)} o on ${isLive(tx, looked, 'o')} and o.person_id = a.person_id and o.id <> a.id
      and o.service_level = a.service_level
      and o.starts_on <= coalesce(a.ends_on, 'infinity') and a.starts_on <= coalesce(o.ends_on, 'infinity')
    where ${isLive(tx, looked, 'a')} ${asked(looked)}
      and coalesce(least(a.ends_on, o.ends_on), 'infinity') >= ${addDays(looked.today, -LONGEST_GAP)}::date`,
  'over-hours': (tx, looked) =>
    looked.isOfPage === true
      ? sql`
    select a.id, 'over-hours', null, null, w.weeks, w.more
    from (
      select w.package_id, ${overHours} from published.week w
      where ${isOver(tx, looked)} and w.package_id = any(array(select page.id from page))
      group by w.package_id having count(*) >= ${OFTEN}
    ) w join care a on a.id = w.package_id`
      : sql`
    select a.id, 'over-hours', null, null, w.weeks, w.more
    from (
      select w.package_id, ${overHours} from published.week w where ${isOver(tx, looked)}
      group by w.package_id having count(*) >= ${OFTEN}
    ) w
    join care_packages.package a on ${isLive(tx, looked, 'a')} and a.id = w.package_id`,
}

const overHours = sql`count(*)::int as weeks, sum(w.actual - w.planned)::bigint as more`

function isOver(tx: Tx, looked: Looked): RawBuilder<unknown> {
  return sql`w.council_id = ${tx.councilId} ${own(looked, 'w')} and w.status = 'confirmed' and w.actual > w.planned
    and w.week_start >= ${addDays(looked.today, -LOOKED_AT_DAYS)}::date and w.week_start <= ${looked.today}::date`
}

function care({ isOfPage }: Looked): RawBuilder<unknown> {
  return isOfPage === true ? sql`care` : sql`care_packages.package`
}

function isLive(tx: Tx, looked: Looked, alias: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`${column('council_id')} = ${tx.councilId} ${own(looked, alias)} and ${column('status')} not in ('draft', 'cancelled')`
}

function own({ reach: { providerId } }: Looked, alias: string): RawBuilder<unknown> {
  return providerId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.provider_id`)} = ${providerId}`
}

function asked({ isOfPage }: Looked): RawBuilder<unknown> {
  return isOfPage === true ? sql`and a.id in (select page.id from page)` : sql``
}

export function warningOf({ packageId, code, on, other, weeks, more }: WarningRow): readonly PackageWarning[] {
  if (code === 'nothing-follows') return on === null ? [] : [{ packageId, code, on }]
  if (code === 'over-hours') return weeks === null || more === null ? [] : [{ packageId, code, weeks, more }]
  return on === null || other === null ? [] : [{ packageId, code, other, on }]
}
