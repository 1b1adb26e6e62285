import { sql, type SqlBool } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { PackageStatus, Recording } from '../rules/package.ts'
import { orderOf, type PackageFilter } from '../rules/package-filter.ts'
import { listWarningsAmong, warnedPackages, type PackageWarning } from './package-warnings.ts'
import type { Reach } from './reach.ts'

export type PackageRow = {
  readonly id: string
  readonly reference: string
  readonly personId: string
  readonly ownReference: string
  readonly givenName: string
  readonly familyName: string
  readonly personReference: string
  readonly providerName: string
  readonly serviceName: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly status: PackageStatus
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | null
  readonly recordableFrom: LocalDate | null
  readonly planned: Quantity | null
  readonly price: Rate | null
  readonly signGate: boolean | null
  readonly recording: Recording | null
}

/**
 * One row more than asked for tells whether another page follows. The page is cut from the package's own index before
 * anything is joined to it, so that its cost does not grow with the number of packages. Names and prices are looked up
 * a row at a time: as joins of eight tables the same list took longer to plan than to run. Written out, because building
 * it piece by piece for each request took as long as sending the page.
 */
export async function listPackages(tx: Tx, { providerId }: Reach, filter: PackageFilter): Promise<PackageRow[]> {
  const { column, direction } = orderOf(filter.tab)
  const way = sql.raw(direction)
  const { councilId } = tx
  const { rows } = await sql<PackageRow>`
    select p.id, p.reference, p.person_id as "personId", p.own_reference as "ownReference", p.service_level as "serviceLevel", p.unit, p.status,
      p.starts_on as "startsOn", p.ends_on as "endsOn", p.recordable_from as "recordableFrom",
      w.given_name as "givenName", w.family_name as "familyName", w.reference as "personReference",
      v.planned, k.sign_gate as "signGate", k.recording,
      (select o.trading_name from published.provider o
        where o.council_id = ${councilId} and o.id = p.provider_id) as "providerName",
      (select s.name from published.service s
        where s.council_id = ${councilId} and s.provider_id = p.provider_id and s.id = p.service_id) as "serviceName",
      (select r.price from published.rate r
        where r.council_id = ${councilId} and r.provider_id = p.provider_id and r.rate_line_id = v.rate_line_id
          and r.valid @> p.day) as price
    from ${pageOfPackages(tx, providerId, filter)} p
    join published.served_person w on w.council_id = ${councilId} and w.provider_id = p.provider_id
      and w.person_id = p.person_id and w.service_id = p.service_id and w.contract_id = p.contract_id
    left join lateral (
      -- The version says nothing new, but leads to the primary key: the index of the exclusion took ten times as long.
      select every.planned, every.rate_line_id from care_packages.package_version every
      where every.council_id = ${councilId} and every.provider_id = p.provider_id and every.package_id = p.id
        and every.version <= p.current_version and lower(every.valid) <= p.day
      order by every.valid @> p.day desc, every.version desc limit 1
    ) v on true
    left join lateral (
      select rule.sign_gate, rule.recording from published.contract_rule rule
      where rule.council_id = ${councilId} and rule.provider_id = p.provider_id and rule.contract_id = p.contract_id
        and rule.valid @> p.day
      limit 1
    ) k on true
    order by ${sql.ref(`p.${column}`)} ${way}, p.id ${way}`.execute(tx)
  return rows
}

/** What the rows of a page are warned about: cut from the same index in the same round trip, so it costs the page no time. */
export function listWarningsOfPage(tx: Tx, reach: Reach, filter: PackageFilter): Promise<readonly PackageWarning[]> {
  const page = sql`select own.id, own.person_id from ${pageOfPackages(tx, reach.providerId, filter)} own`
  return listWarningsAmong(tx, reach, { page, today: filter.today })
}

/** A status is written out: by a parameter nobody can tell that the index of the few that wait or stand still is meant. */
function pageOfPackages(tx: Tx, reader: string | undefined, filter: PackageFilter) {
  const providerId = reader ?? filter.providerId
  const { column, direction } = orderOf(filter.tab)
  const { from, to } = filter.days
  const { after, serviceId, contractId, status, search } = filter
  return tx
    .selectFrom('care_packages.package')
    .where('council_id', '=', tx.councilId)
    .$if(status === undefined, (query) => query.where('status', 'not in', ['draft', 'cancelled']))
    .$if(status !== undefined, (query) => query.where('status', '=', sql.lit(status ?? 'active')))
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .$if(from !== undefined, (query) => query.where(column, '>=', from ?? null))
    .$if(to !== undefined, (query) => query.where(column, '<=', to ?? null))
    .$if(filter.tab === 'current', (query) =>
      query.where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', filter.today)])),
    )
    .$if(serviceId !== undefined, (query) => query.where('service_id', '=', serviceId ?? ''))
    .$if(contractId !== undefined, (query) => query.where('contract_id', '=', contractId ?? ''))
    .$if(search !== undefined, (query) =>
      query.where(sql<SqlBool>`id = any(array(${matching(tx, providerId, search ?? '')}))`),
    )
    .$if(filter.tab === 'warned', (query) =>
      query.where(sql<SqlBool>`id = any(array(${warnedPackages(tx, { providerId }, warnedIn(filter))}))`),
    )
    .$if(after !== undefined, (query) =>
      query.where(
        direction === 'asc'
          ? sql<SqlBool>`(${sql.ref(column)}, id) > (${after?.day}::date, ${after?.id}::uuid)`
          : sql<SqlBool>`(${sql.ref(column)}, id) < (${after?.day}::date, ${after?.id}::uuid)`,
      ),
    )
    .select([
      'id',
      'provider_id',
      'service_id',
      'contract_id',
      'person_id',
      'reference',
      'own_reference',
      'service_level',
      'unit',
      'status',
      'starts_on',
      'ends_on',
      'recordable_from',
      'current_version',
      // The day whose plan and price are shown: today, or the nearest day of care to it.
      sql<LocalDate>`greatest(starts_on, least(${filter.today}::date, coalesce(ends_on, ${filter.today}::date)))`.as(
        'day',
      ),
    ])
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(filter.rows + 1)
}

function warnedIn({ today, warning }: PackageFilter) {
  return { today, code: warning }
}

/**
 * Asked for as an array, so that it is answered once and first: a join was sometimes planned the other way round.
 * Packages with this reference, ours or the provider's own, or of a person whose name begins so or whose number it is.
 */
function matching(tx: Tx, providerId: string | undefined, search: string) {
  const references = tx
    .selectFrom('care_packages.package')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select('id')
  const people = sql<string>`published.people_matching(${tx.councilId}, ${providerId ?? null}::uuid, ${search})`
  const served = tx
    .selectFrom('care_packages.package as of')
    .where('of.council_id', '=', tx.councilId)
    .where(sql<SqlBool>`of.person_id = any(array(select ${people}))`)
    .$if(providerId !== undefined, (query) => query.where('of.provider_id', '=', providerId ?? ''))
    .select('of.id')
  return references
    .where('reference', 'in', [search, search.toUpperCase()])
    .unionAll(references.where('own_reference', '=', search))
    .unionAll(served)
}

/** The providers to choose from, by name. */
export function listProvidersToChoose(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('published.provider_name')
    .where('council_id', '=', tx.councilId)
    .select(['id', 'trading_name as name'])
    .orderBy('trading_name')
    .orderBy('id')
    .limit(1_000)
    .execute()
}

export function listContracts(tx: Tx, { providerId }: Reach): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('published.contract')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select(['id', 'title as name'])
    .orderBy('number')
    .limit(200)
    .execute()
}
