import { sql } from 'kysely'
import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { ENDING_DAYS } from '../rules/warnings.ts'
import type { Reach } from './list.ts'

export type PackageWarning =
  | { readonly packageId: string; readonly code: 'nothing-follows'; readonly on: LocalDate }
  | { readonly packageId: string; readonly code: 'overlap'; readonly other: string; readonly on: LocalDate }
  | { readonly packageId: string; readonly code: 'over-hours'; readonly weeks: number; readonly more: Quantity }

/** Five weeks: what was delivered above plan in two of them or more is no slip of one week. */
const LOOKED_AT_DAYS = 35
const LONG_OVER_DAYS = 28

type Row = {
  readonly packageId: string
  readonly code: PackageWarning['code']
  readonly on: LocalDate | null
  readonly other: string | null
  readonly weeks: number | null
  readonly more: Quantity | null
}

/** What does not fit together in these packages: only of what the reader can see. */
export async function listPackageWarnings(
  tx: Tx,
  { providerId }: Reach,
  { ids, today }: { readonly ids: readonly string[]; readonly today: LocalDate },
): Promise<readonly PackageWarning[]> {
  if (ids.length === 0) return []
  const own = (alias: string) =>
    providerId === undefined ? sql`` : sql`and ${sql.ref(`${alias}.provider_id`)} = ${providerId}`
  const { rows } = await sql<Row>`
    with asked as (
      select p.id, p.person_id, p.service_level, p.starts_on, p.ends_on from care_packages.package p
      where p.council_id = ${tx.councilId} ${own('p')} and p.id = any(${[...ids]}::uuid[])
        and p.status not in ('draft', 'cancelled')
    )
    select a.id as "packageId", 'nothing-follows' as code, a.ends_on as "on", null as other, null::int as weeks, null::bigint as more
    from asked a
    where a.ends_on >= ${today}::date and a.ends_on <= ${addDays(today, ENDING_DAYS)}::date and not exists (
      select from care_packages.package l
      where l.council_id = ${tx.councilId} ${own('l')} and l.person_id = a.person_id and l.id <> a.id
        and l.status not in ('draft', 'cancelled') and (l.ends_on is null or l.ends_on > a.ends_on))
    union all
    select a.id, 'overlap', greatest(a.starts_on, o.starts_on), o.reference, null, null
    from asked a
    join care_packages.package o on o.council_id = ${tx.councilId} ${own('o')} and o.person_id = a.person_id and o.id <> a.id
      and o.service_level = a.service_level and o.status not in ('draft', 'cancelled')
      and daterange(o.starts_on, o.ends_on, '[]') && daterange(a.starts_on, a.ends_on, '[]')
    where coalesce(least(a.ends_on, o.ends_on), 'infinity') >= ${addDays(today, -LONG_OVER_DAYS)}::date
    union all
    select a.id, 'over-hours', null, null, count(*)::int, sum(w.actual - w.planned)::bigint
    from asked a
    join published.week w on w.council_id = ${tx.councilId} ${own('w')} and w.package_id = a.id and w.status = 'confirmed'
      and w.week_start >= ${addDays(today, -LOOKED_AT_DAYS)}::date and w.actual > w.planned
    group by a.id having count(*) >= 2
    order by 1, 2, 4 limit 500`.execute(tx)
  return rows.flatMap(warningOf)
}

function warningOf({ packageId, code, on, other, weeks, more }: Row): readonly PackageWarning[] {
  if (code === 'nothing-follows') return on === null ? [] : [{ packageId, code, on }]
  if (code === 'overlap') return on === null || other === null ? [] : [{ packageId, code, other, on }]
  return weeks === null || more === null ? [] : [{ packageId, code, weeks, more }]
}
