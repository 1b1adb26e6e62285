import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Draw, SampleResult } from '../rules/sample.ts'
import type { Unit } from '../rules/week.ts'

export type Sample = Draw & {
  readonly id: string
  readonly providerId: string | null
  readonly providerName: string | null
  readonly population: number
  readonly madeName: string
  readonly madeAt: Date
  readonly drawn: number
  readonly right: number
  readonly wrong: number
  readonly noEvidence: number
}

export const SAMPLES_PAGE = 50

/** The newest first; one more than a page. */
export async function listSamples(tx: Tx, after?: string): Promise<readonly Sample[]> {
  const next =
    after === undefined
      ? sql`true`
      : sql`(m.made_at, m.id) < (select b.made_at, b.id from actuals.sample b where b.council_id = ${tx.councilId} and b.id = ${after}::uuid)`
  return samples(tx, next)
}

export async function getSample(tx: Tx, id: string): Promise<Sample> {
  const [found] = await samples(tx, sql`m.id = ${id}`)
  if (found === undefined) throw new NotFound('sample')
  return found
}

async function samples(tx: Tx, those: RawBuilder<unknown>): Promise<readonly Sample[]> {
  const { rows } = await sql<Sample>`
    select m.id, m.seed, m.way, m.wanted, m.first_week as "firstWeek", m.last_week as "lastWeek", m.provider_id as "providerId",
      o.trading_name as "providerName", m.population, m.made_name as "madeName", m.made_at as "madeAt", counted.*
    from actuals.sample m
    left join published.provider o on o.council_id = m.council_id and o.id = m.provider_id
    cross join lateral (
      select count(*)::int as drawn, (count(*) filter (where w.result = 'right'))::int as right,
        (count(*) filter (where w.result = 'wrong'))::int as wrong, (count(*) filter (where w.result = 'no-evidence'))::int as "noEvidence"
      from actuals.sample_week w where w.council_id = m.council_id and w.sample_id = m.id) counted
    where m.council_id = ${tx.councilId} and ${those}
    order by m.made_at desc, m.id desc limit ${SAMPLES_PAGE + 1}`.execute(tx)
  return rows
}

type Population = Pick<Draw, 'firstWeek' | 'lastWeek'> & { readonly providerId: string | null }

/** Weeks that providers have confirmed, or the council has accepted: what is or will be paid. */
function population(tx: Tx, { firstWeek, lastWeek, providerId }: Population): RawBuilder<unknown> {
  return sql`w.council_id = ${tx.councilId} and w.status = 'confirmed' and w.week_start between ${firstWeek} and ${lastWeek}
    ${providerId === null ? sql`` : sql`and w.provider_id = ${providerId}`}`
}

export async function countPopulation(tx: Tx, those: Population): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from actuals.week w where ${population(tx, those)}`.execute(tx)
  return rows[0]?.count ?? 0
}

type NewSample = Draw &
  Population & {
    readonly population: number
    readonly size: number
    readonly by: string
    readonly name: string
    readonly at: Date
  }

/** By lot: the weeks in the order of a hash of the seed and of what names each week, which anybody can work out again. */
export async function recordSample(tx: Tx, sample: NewSample): Promise<string> {
  const { seed, providerId, firstWeek, lastWeek, way, wanted, size, by, name, at } = sample
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into actuals.sample (council_id, seed, provider_id, first_week, last_week, way, wanted, population, made_by, made_name, made_at)
      values (${tx.councilId}, ${seed}, ${providerId}, ${firstWeek}, ${lastWeek}, ${way}, ${wanted}, ${sample.population}, ${by}, ${name}, ${at})
      returning id
    ), drawn as (
      select w.*, row_number() over (order by ${lot(seed)}, w.package_id, w.week_start) as place
      from actuals.week w where ${population(tx, sample)}
      order by place limit ${size}
    ), kept as (
      insert into actuals.sample_week (council_id, sample_id, place, week_start, package_id, provider_id, service_id, version, planned, actual)
      select d.council_id, m.id, d.place, d.week_start, d.package_id, d.provider_id, d.service_id, d.version, d.planned, d.actual
      from made m cross join drawn d
    )
    select id from made`.execute(tx)
  const [made] = rows
  if (made === undefined) throw new Error('a sample is made when it is inserted')
  return made.id
}

function lot(seed: string): RawBuilder<unknown> {
  return sql`sha256(convert_to(concat_ws('|', ${seed}::text, w.package_id, w.week_start), 'UTF8'))`
}

export type SampleWeek = {
  readonly place: number
  readonly weekStart: LocalDate
  readonly packageId: string
  readonly reference: string
  readonly personName: string
  readonly providerName: string
  readonly serviceName: string
  readonly unit: Unit
  readonly planned: Quantity
  readonly actual: Quantity
  /** The week says something else than when it was drawn. */
  readonly changed: boolean
  readonly result: SampleResult | null
  readonly note: string
  readonly checkedName: string | null
  readonly checkedAt: Date | null
  readonly version: number
}

export async function listSampleWeeks(tx: Tx, sampleId: string): Promise<readonly SampleWeek[]> {
  const { rows } = await sql<SampleWeek>`
    select d.place, d.week_start as "weekStart", d.package_id as "packageId", p.reference, n.given_name || ' ' || n.family_name as "personName",
      o.trading_name as "providerName", s.name as "serviceName", p.unit, d.planned, d.actual, coalesce(w.version <> d.version, true) as changed,
      d.result, d.note, d.checked_name as "checkedName", d.checked_at as "checkedAt", d.row_version as version
    from actuals.sample_week d
    join published.package p on p.council_id = d.council_id and p.id = d.package_id
    join published.person n on n.council_id = p.council_id and n.id = p.person_id
    join published.provider o on o.council_id = d.council_id and o.id = d.provider_id
    join published.service s on s.council_id = d.council_id and s.id = d.service_id
    left join actuals.week w on w.council_id = d.council_id and w.week_start = d.week_start and w.package_id = d.package_id
    where d.council_id = ${tx.councilId} and d.sample_id = ${sampleId}
    order by d.place limit 500`.execute(tx)
  return rows
}

type OneWeek = { readonly sampleId: string; readonly place: number }

export async function lockSampleWeek(tx: Tx, { sampleId, place }: OneWeek): Promise<number> {
  const { version } = await tx
    .selectFrom('actuals.sample_week')
    .select('row_version as version')
    .where('council_id', '=', tx.councilId)
    .where('sample_id', '=', sampleId)
    .where('place', '=', place)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new NotFound('week of the sample'))
  return version
}

type Checked = {
  readonly result: SampleResult
  readonly note: string
  readonly by: string
  readonly name: string
  readonly at: Date
}

export async function recordResult(
  tx: Tx,
  { sampleId, place }: OneWeek,
  { result, note, by, name, at }: Checked,
): Promise<void> {
  await tx
    .updateTable('actuals.sample_week')
    .set((eb) => ({
      ...{ result, note, checked_by: by, checked_name: name, checked_at: at },
      row_version: eb('row_version', '+', 1),
    }))
    .where('council_id', '=', tx.councilId)
    .where('sample_id', '=', sampleId)
    .where('place', '=', place)
    .execute()
}
