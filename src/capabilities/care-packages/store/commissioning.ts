import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { BookLine, Commission, Place } from '../rules/commission.ts'
import { recordTimetable } from './timetable.ts'
import { byDayOf } from './variations.ts'

export type PlaceRow = {
  readonly serviceId: string
  readonly contractId: string
  readonly providerName: string
  readonly serviceName: string
  readonly contract: string
}

const MOST_PLACES = 30

/** Services with a contract that goes on, of providers that do, whose name or provider's begins so. */
export async function findPlaces(tx: Tx, words: string, today: LocalDate): Promise<readonly PlaceRow[]> {
  const typed = words.trim()
  if (typed === '') return []
  const { rows } = await sql<PlaceRow>`
    select s.id as "serviceId", c.id as "contractId", o.trading_name as "providerName", s.name as "serviceName",
      c.number || ', ' || c.title as contract
    from published.provider o
    join published.service s on s.council_id = ${tx.councilId} and s.provider_id = o.id
    join published.contract_service k on k.council_id = ${tx.councilId} and k.provider_id = o.id and k.service_id = s.id
    join published.contract c on c.council_id = ${tx.councilId} and c.provider_id = o.id and c.id = k.contract_id
      and (c.ends_on is null or c.ends_on >= ${today})
    where o.council_id = ${tx.councilId} and o.status = 'active' and (
      position(lower(${typed}) in lower(o.trading_name)) > 0 or position(lower(${typed}) in lower(s.name)) > 0
      or lower(c.number) = lower(${typed}))
    order by o.trading_name, s.name, c.number, s.id, c.id limit ${MOST_PLACES}`.execute(tx)
  return rows
}

export async function getPlace(
  tx: Tx,
  { serviceId, contractId }: { readonly serviceId: string; readonly contractId: string },
): Promise<Place> {
  const { rows } = await sql<Place>`
    select json_build_object('id', o.id, 'name', o.trading_name, 'status', o.status) as provider,
      json_build_object('id', s.id, 'name', s.name) as service,
      json_build_object('id', c.id, 'number', c.number, 'title', c.title, 'startsOn', c.starts_on, 'endsOn', c.ends_on) as contract,
      (select coalesce(json_agg(json_build_object('from', lower(r.valid), 'until', upper(r.valid), 'recording', r.recording,
          'signGate', r.sign_gate) order by lower(r.valid)), '[]'::json)
        from published.contract_rule r
        where r.council_id = ${tx.councilId} and r.provider_id = o.id and r.contract_id = c.id) as rules
    from published.service s
    join published.provider o on o.council_id = ${tx.councilId} and o.id = s.provider_id
    join published.contract_service k on k.council_id = ${tx.councilId} and k.provider_id = o.id and k.service_id = s.id
    join published.contract c on c.council_id = ${tx.councilId} and c.provider_id = o.id and c.id = k.contract_id
    where s.council_id = ${tx.councilId} and s.id = ${serviceId} and c.id = ${contractId}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('service under this contract')
  return rows[0]
}

type BookRow = Omit<BookLine, 'prices'> & {
  readonly prices: readonly { readonly from: LocalDate; readonly until: LocalDate | null; readonly price: string }[]
}

/** The price book of a contract, without the lines that were agreed for one package alone. */
export async function listBookLines(tx: Tx, contractId: string): Promise<readonly BookLine[]> {
  const { rows } = await sql<BookRow>`
    select l.id, l.reference, l.service_level as "serviceLevel", l.unit, l.band, l.days,
      (select coalesce(json_agg(json_build_object('from', lower(r.valid), 'until', upper(r.valid), 'price', r.price::text)
          order by lower(r.valid)), '[]'::json)
        from published.rate r where r.council_id = ${tx.councilId} and r.rate_line_id = l.id) as prices
    from published.rate_line l
    where l.council_id = ${tx.councilId} and l.contract_id = ${contractId}
      and not (l.reference ~ '-P[0-9]+$' and exists (
        select from care_packages.package own where own.council_id = ${tx.councilId}
          and own.reference = regexp_replace(l.reference, '-P[0-9]+$', '')))
    order by l.service_level, l.band, l.reference limit 200`.execute(tx)
  return rows.map((row) => ({
    ...row,
    prices: row.prices.map((one) => ({ ...one, price: rate(BigInt(one.price)) })),
  }))
}

type Days = Pick<Commission, 'personId' | 'startsOn' | 'endsOn'> & {
  readonly serviceLevel: string
  /** The package that is changed, where it is not new. */
  readonly except?: string
}

/** Other care of this level for the person in these days, whoever gives it. */
export async function listOverlappingWith(tx: Tx, days: Days): Promise<readonly string[]> {
  const { rows } = await sql<{ reference: string }>`
    select reference from care_packages.package
    where council_id = ${tx.councilId} and person_id = ${days.personId} and service_level = ${days.serviceLevel}
      and status not in ('draft', 'cancelled') and (${days.except ?? null}::uuid is null or id <> ${days.except ?? null}::uuid)
      and starts_on <= coalesce(${days.endsOn}::date, 'infinity') and coalesce(ends_on, 'infinity') >= ${days.startsOn}::date
    order by reference limit 20`.execute(tx)
  return rows.map(({ reference }) => reference)
}

/** Whether somebody may sign for care at this place: for the organisation, its service or its contract. */
export async function hasSignatory(tx: Tx, { provider, service, contract }: Place, today: LocalDate): Promise<boolean> {
  const { rows } = await sql`
    select 1 from published.signatory
    where council_id = ${tx.councilId} and provider_id = ${provider.id} and starts_on <= ${today}
      and (ends_on is null or ends_on > ${today})
      and (scope = 'organisation' or service_id = ${service.id} or contract_id = ${contract.id}) limit 1`.execute(tx)
  return rows.length > 0
}

type NewPackage = {
  readonly reference: string
  readonly wanted: Commission
  readonly place: Place
  readonly line: Pick<BookLine, 'serviceLevel' | 'unit'>
  /** The line that pays for it: the book's, or one of its own. */
  readonly rateLineId: string
  readonly status: 'authorised' | 'active'
  readonly openedAt: Date | null
}

/** What a form was based on, so that a change in the meantime shows. */
export async function getRowVersion(tx: Tx, packageId: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select row_version as version from care_packages.package
    where council_id = ${tx.councilId} and id = ${packageId}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('package')
  return rows[0].version
}

export async function isFree(tx: Tx, reference: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from care_packages.package where council_id = ${tx.councilId} and reference = ${reference}`.execute(tx)
  return rows.length === 0
}

export async function recordPackage(tx: Tx, care: NewPackage): Promise<string> {
  const { wanted, place, line, rateLineId, reference } = care
  const { plan, startsOn, endsOn } = wanted
  const whose = {
    council_id: tx.councilId,
    ...{ provider_id: place.provider.id, service_id: place.service.id, contract_id: place.contract.id },
  }
  const recorded = await tx
    .insertInto('care_packages.package')
    .values({
      ...{ ...whose, reference, person_id: wanted.personId, service_level: line.serviceLevel, unit: line.unit },
      ...{ status: care.status, starts_on: startsOn, ends_on: endsOn, opened_at: care.openedAt },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('care_packages.package_version')
    .values({
      ...{ ...whose, package_id: recorded.id, version: 1, rate_line_id: rateLineId, cause: 'new' },
      ...{ planned: plan.planned, planned_by_day: byDayOf(plan.plannedByDay) },
      valid: sql<string>`daterange(${startsOn}::date, null)`,
    })
    .execute()
  await recordTimetable(tx, { packageId: recorded.id, version: 1, visits: plan.visits })
  return recorded.id
}

type Dates = { readonly packageId: string; readonly startsOn: LocalDate; readonly endsOn: LocalDate | null }

/** Where care begins earlier than was said, its first plan does too. */
export async function recordDates(tx: Tx, { packageId, startsOn, endsOn }: Dates): Promise<void> {
  await sql`
    update care_packages.package_version v set valid = daterange(${startsOn}::date, upper(v.valid))
    where v.council_id = ${tx.councilId} and v.package_id = ${packageId} and lower(v.valid) > ${startsOn}::date
      and not isempty(v.valid) and not exists (
        select from care_packages.package_version before
        where before.council_id = ${tx.councilId} and before.package_id = v.package_id and not isempty(before.valid)
          and lower(before.valid) < lower(v.valid))`.execute(tx)
  await sql`
    update care_packages.package set starts_on = ${startsOn}::date, ends_on = ${endsOn}::date, row_version = row_version + 1,
      end_reason = case when ${endsOn}::date is null then null else end_reason end,
      recordable_from = case when recordable_from is null then null else greatest(recordable_from, ${startsOn}::date) end
    where council_id = ${tx.councilId} and id = ${packageId}`.execute(tx)
}

/** The first and the last week of which something was recorded. */
export async function findRecorded(
  tx: Tx,
  packageId: string,
): Promise<{ readonly first: LocalDate; readonly last: LocalDate } | undefined> {
  const { rows } = await sql<{ first: LocalDate | null; last: LocalDate | null }>`
    select min(week_start) as first, max(week_start) as last from published.week
    where council_id = ${tx.councilId} and package_id = ${packageId} and (actual > 0 or extra > 0 or frustrated > 0)`.execute(
    tx,
  )
  const [row] = rows
  return row === undefined || row.first === null || row.last === null ? undefined : { first: row.first, last: row.last }
}
