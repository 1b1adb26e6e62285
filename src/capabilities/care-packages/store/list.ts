import { sql, type SqlBool } from 'kysely'
import type { CareUnit } from '../../../core/care-units.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity, Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { PackageStatus, Recording } from '../rules/package.ts'
import { orderOf, type PackageFilter } from '../rules/package-filter.ts'

export type PackageRow = {
  readonly id: string
  readonly reference: string
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

/** The provider face says whose; the council sees everyone's. */
export type Reach = { readonly providerId: string | undefined }

/**
 * One row more than asked for tells whether another page follows. The page is cut from the package's own index
 * before anything is joined to it, so that its cost does not grow with the number of packages.
 */
export function listPackages(tx: Tx, { providerId }: Reach, filter: PackageFilter): Promise<PackageRow[]> {
  const { column, direction } = orderOf(filter.tab)
  return pricedPackages(tx, providerId, filter)
    .innerJoin('published.provider as o', (join) =>
      join.on('o.council_id', '=', tx.councilId).onRef('o.id', '=', 'p.provider_id'),
    )
    .innerJoin('published.service as s', (join) =>
      join
        .on('s.council_id', '=', tx.councilId)
        .onRef('s.provider_id', '=', 'p.provider_id')
        .onRef('s.id', '=', 'p.service_id'),
    )
    .innerJoin('published.served_person as w', (join) =>
      join
        .on('w.council_id', '=', tx.councilId)
        .onRef('w.provider_id', '=', 'p.provider_id')
        .onRef('w.person_id', '=', 'p.person_id')
        .onRef('w.service_id', '=', 'p.service_id')
        .onRef('w.contract_id', '=', 'p.contract_id'),
    )
    .select([
      'p.id',
      'p.reference',
      'p.own_reference as ownReference',
      'p.service_level as serviceLevel',
      'p.unit',
      'p.status',
      'p.starts_on as startsOn',
      'p.ends_on as endsOn',
      'p.recordable_from as recordableFrom',
      'w.given_name as givenName',
      'w.family_name as familyName',
      'w.reference as personReference',
      'o.trading_name as providerName',
      's.name as serviceName',
      'v.planned',
      'r.price',
      'k.sign_gate as signGate',
      'k.recording',
    ])
    .orderBy(`p.${column}`, direction)
    .orderBy('p.id', direction)
    .execute()
}

/** With the plan and the price of its day, and what its contract says then. */
function pricedPackages(tx: Tx, providerId: string | undefined, filter: PackageFilter) {
  return tx
    .selectFrom(pageOfPackages(tx, providerId, filter).as('p'))
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('care_packages.package_version as every')
          .where('every.council_id', '=', tx.councilId)
          .whereRef('every.provider_id', '=', 'p.provider_id')
          .whereRef('every.package_id', '=', 'p.id')
          .where(sql<SqlBool>`lower(every.valid) <= p.day`)
          .orderBy('every.version', 'desc')
          .limit(1)
          .select(['every.planned', 'every.rate_line_id'])
          .as('v'),
      (join) => join.onTrue(),
    )
    .leftJoin('published.rate as r', (join) =>
      join
        .on('r.council_id', '=', tx.councilId)
        .onRef('r.provider_id', '=', 'p.provider_id')
        .onRef('r.rate_line_id', '=', 'v.rate_line_id')
        .on(sql<SqlBool>`r.valid @> p.day`),
    )
    .leftJoin('published.contract_rule as k', (join) =>
      join
        .on('k.council_id', '=', tx.councilId)
        .onRef('k.provider_id', '=', 'p.provider_id')
        .onRef('k.contract_id', '=', 'p.contract_id')
        .on(sql<SqlBool>`k.valid @> p.day`),
    )
}

function pageOfPackages(tx: Tx, providerId: string | undefined, filter: PackageFilter) {
  const { column, direction } = orderOf(filter.tab)
  const { from, to } = filter.days
  const { after, serviceId, search } = filter
  return tx
    .selectFrom('care_packages.package')
    .where('council_id', '=', tx.councilId)
    .where('status', 'not in', ['draft', 'cancelled'])
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .$if(from !== undefined, (query) => query.where(column, '>=', from ?? null))
    .$if(to !== undefined, (query) => query.where(column, '<=', to ?? null))
    .$if(filter.tab === 'current', (query) =>
      query.where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', filter.today)])),
    )
    .$if(serviceId !== undefined, (query) => query.where('service_id', '=', serviceId ?? ''))
    .$if(search !== undefined, (query) => query.where('id', 'in', matching(tx, providerId, search ?? '')))
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
      // The day whose plan and price are shown: today, or the nearest day of care to it.
      sql<LocalDate>`greatest(starts_on, least(${filter.today}::date, coalesce(ends_on, ${filter.today}::date)))`.as(
        'day',
      ),
    ])
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(filter.rows + 1)
}

/** The highest character there is, so that a range of text holds everything that begins with the same letters. */
const LAST = '\u{10FFFF}'

/** Packages with this reference, ours or the provider's own, or of a person whose name begins so or whose number it is. */
function matching(tx: Tx, providerId: string | undefined, search: string) {
  const name = search.toLowerCase().replaceAll(/[\s,]+/g, ' ')
  const people = tx
    .selectFrom('published.served_person as w')
    .innerJoin('care_packages.package as of', (join) =>
      join
        .on('of.council_id', '=', tx.councilId)
        .onRef('of.person_id', '=', 'w.person_id')
        .onRef('of.provider_id', '=', 'w.provider_id')
        .onRef('of.service_id', '=', 'w.service_id'),
    )
    .where('w.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('w.provider_id', '=', providerId ?? ''))
    .select('of.id')
  const named = (column: 'w.family_first' | 'w.given_first') =>
    people.where(column, '>=', name).where(column, '<', name + LAST)
  const references = tx
    .selectFrom('care_packages.package')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select('id')
  return references
    .where('reference', 'in', [search, search.toUpperCase()])
    .unionAll(references.where('own_reference', '=', search))
    .unionAll(named('w.family_first'))
    .unionAll(named('w.given_first'))
    .unionAll(people.where('w.reference', 'in', [search, search.toUpperCase()]))
    .unionAll(people.where('w.nhs_number', '=', search.replaceAll(/\s/g, '')))
}

/** For the filter. A provider with more services than this finds them by search. */
export function listServices(tx: Tx, { providerId }: Reach): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('published.service')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select(['id', 'name'])
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute()
}
