import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { warnedValue, STEADY_WEEKS, type Warning, type WarningFacts } from '../rules/warnings.ts'
import type { SheetRow } from '../rules/sheet-row.ts'
import type { Entry } from '../rules/week.ts'

/** Packages that were exactly as planned in every week of the three months before a first week. */
export function steady(tx: Tx, from: LocalDate, those: RawBuilder<unknown> = sql`true`): RawBuilder<unknown> {
  return sql`
    select w.package_id from actuals.week w
    where w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId} and ${those}
      and w.week_start >= ${from}::date - ${7 * STEADY_WEEKS}::int and w.week_start < ${from}::date
    group by w.package_id
    having count(*) = ${STEADY_WEEKS} and bool_and(w.status = 'confirmed' and w.frustrated = 0 and w.missed = 0 and w.extra = 0)`
}

/** People who were reported to be in hospital on some day of the `weeks`, since when, and whether for all of it. */
export function away(tx: Tx, those: RawBuilder<unknown> = sql`true`): RawBuilder<unknown> {
  return sql`
    select e.package_id, m.week_start, min(e.happened_on) as since,
      bool_or(e.happened_on < m.week_start and coalesce(e.back_on > m.week_start + 6, true)) as all_week
    from weeks m
    join published.life_event e on e.council_id = ${tx.councilId} and e.provider_id = ${tx.providerId} and e.kind = 'hospital'
      and e.happened_on <= m.week_start + 6 and coalesce(e.back_on > m.week_start, true) and ${those}
    group by e.package_id, m.week_start`
}

/** Those of the `weeks` that hold the last Sunday of March or October, on which the clocks change at one in the morning. */
export const clocks = sql`
  select m.week_start, m.week_start + n as sunday from weeks m cross join generate_series(0, 6) n
  where extract(isodow from m.week_start + n) = 7 and extract(month from m.week_start + n) in (3, 10)
    and extract(month from m.week_start + n + 7) not in (3, 10)`

/** Packages planned to be with the person in that hour. */
export function nights(tx: Tx, those: RawBuilder<unknown> = sql`true`): RawBuilder<unknown> {
  return sql`
    select distinct t.package_id, k.week_start from clocks k
    join published.timetable_entry t on t.council_id = ${tx.councilId} and t.provider_id = ${tx.providerId} and ${those}
      and (t.weekday = 6 and extract(epoch from t.starts_at) / 60 + t.minutes > 1440 + 60
        or t.weekday = 7 and t.starts_at < '02:00' and extract(epoch from t.starts_at) / 60 + t.minutes > 60)
    join published.package_version v on v.council_id = t.council_id and v.package_id = t.package_id and v.version = t.version
      and v.valid @> k.sunday - case t.weekday when 6 then 1 else 0 end`
}

type Row = {
  readonly packageId: string
  readonly steady: boolean
  readonly away: boolean
  readonly clocks: boolean
  readonly codes: readonly Warning[]
  readonly values: readonly string[]
}

/** What is known beside the rows of one week that may give rise to a warning, by package; nothing of most. */
export async function listWarningFacts(
  tx: Tx,
  weekStart: LocalDate,
  packageIds: readonly string[],
): Promise<ReadonlyMap<string, WarningFacts>> {
  if (packageIds.length === 0) return new Map()
  const ids = sql`any(${[...packageIds]}::uuid[])`
  const { rows } = await sql<Row>`
    with weeks as (select ${weekStart}::date as week_start),
    steady as (${steady(tx, weekStart, sql`w.package_id = ${ids}`)}),
    away as (${away(tx, sql`e.package_id = ${ids}`)}),
    clocks as (${clocks}),
    nights as (${nights(tx, sql`t.package_id = ${ids}`)}),
    known as (
      select p.id, s.package_id is not null as steady, coalesce(a.all_week, false) as away,
        c.sunday is not null and (p.unit = 'night' or n.package_id is not null) as clocks
      from published.package p
      left join steady s on s.package_id = p.id
      left join away a on a.package_id = p.id
      left join clocks c on true
      left join nights n on n.package_id = p.id
      where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.id = ${ids})
    select k.id as "packageId", k.steady, k.away, k.clocks,
      coalesce(array_agg(w.code) filter (where w.code is not null), '{}') as codes,
      coalesce(array_agg(w.value) filter (where w.code is not null), '{}') as values
    from known k
    left join actuals.confirmed_warning w on w.council_id = ${tx.councilId} and w.provider_id = ${tx.providerId}
      and w.package_id = k.id and w.week_start = ${weekStart}
    group by k.id, k.steady, k.away, k.clocks`.execute(tx)
  return new Map(
    rows.map(({ packageId, codes, values, ...facts }) => [
      packageId,
      { ...facts, confirmed: new Map(codes.map((code, place) => [code, values[place] ?? ''])) },
    ]),
  )
}

export type ConfirmedWarning = {
  readonly row: Pick<SheetRow, 'packageId' | 'planned'>
  readonly entry: Entry
  readonly codes: readonly Warning[]
}

/** Somebody has looked at these warnings; they are not asked again while the week says the same. */
export async function keepConfirmedWarnings(
  tx: Tx,
  weekStart: LocalDate,
  warned: readonly ConfirmedWarning[],
  { by, name, at }: { readonly by: string; readonly name: string; readonly at: Date },
): Promise<void> {
  const rows = warned.flatMap(({ row, entry, codes }) =>
    codes.map((code) => ({
      council_id: tx.councilId,
      provider_id: tx.providerId,
      package_id: row.packageId,
      week_start: weekStart,
      code,
      value: warnedValue(row, entry),
      confirmed_by: by,
      confirmed_name: name,
      confirmed_at: at,
    })),
  )
  if (rows.length === 0) return
  await tx
    .insertInto('actuals.confirmed_warning')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['council_id', 'provider_id', 'package_id', 'week_start', 'code']).doUpdateSet((eb) => ({
        value: eb.ref('excluded.value'),
        reason: eb.ref('excluded.reason'),
        confirmed_by: eb.ref('excluded.confirmed_by'),
        confirmed_name: eb.ref('excluded.confirmed_name'),
        confirmed_at: eb.ref('excluded.confirmed_at'),
      })),
    )
    .execute()
}
