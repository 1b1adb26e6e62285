import { sql } from 'kysely'
import type { NightsTier } from '../../../core/absence-tiers.ts'
import { NotFound } from '../../../core/errors.ts'
import { compareDays, type LocalDate } from '../../../core/dates.ts'
import { quantity } from '../../../core/money.ts'
import { statement } from '../../../platform/db/statement.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ContractTerms, Package, PackageVersion, RateRow, TimetableEntry } from '../rules/package.ts'
import type { Reach } from './reach.ts'

export async function getPackage(tx: Tx, reach: Reach, id: string): Promise<Package> {
  const [found] = await listPackagesById(tx, reach, [id])
  if (found === undefined) throw new NotFound('package')
  return found
}

/** Whole packages with their versions, timetables and prices: five statements in one round trip, whatever the number. */
export function listPackagesById(tx: Tx, reach: Reach, ids: readonly string[]): Promise<readonly Package[]> {
  return listWhole(tx, reach, { ids })
}

/** All that one person has had, newest first, up to a number that no life reaches. */
export async function listPackagesOf(tx: Tx, reach: Reach, personId: string): Promise<readonly Package[]> {
  const all = await listWhole(tx, reach, { personId })
  return all.toSorted((a, b) => compareDays(b.startsOn, a.startsOn))
}

type Which = { readonly ids: readonly string[] } | { readonly personId: string }
const MOST_PACKAGES = 50

async function listWhole(tx: Tx, reach: Reach, which: Which): Promise<readonly Package[]> {
  const parts = await Promise.all([
    listFacts(tx, reach, which),
    listVersions(tx, reach, which),
    listTimetables(tx, reach, which),
    listRates(tx, reach, which),
    listTerms(tx, reach, which),
  ])
  return wholePackages(parts)
}

/** The rows of the five statements, in their order. */
export type PackageParts = readonly [
  readonly Facts[],
  readonly Of<VersionRow>[],
  readonly Of<TimetableEntry>[],
  readonly Of<RateRow>[],
  readonly Of<ContractTerms>[],
]

export function wholePackages([facts, versions, timetables, rates, terms]: PackageParts): readonly Package[] {
  return facts.map((row) => ({
    ...packageOf(row),
    versions: versions.filter(({ packageId }) => packageId === row.id).map(versionOf),
    timetable: timetables.filter(({ packageId }) => packageId === row.id),
    rates: rates.filter(({ packageId }) => packageId === row.id),
    terms: terms.filter(({ packageId }) => packageId === row.id),
  }))
}

type VersionRow = Omit<PackageVersion, 'plannedByDay'> & { readonly byDay: readonly bigint[] | null }

function versionOf({ byDay, ...row }: VersionRow): PackageVersion {
  return { ...row, plannedByDay: byDay?.map((parts) => quantity(parts)) ?? null }
}

type Facts = Awaited<ReturnType<typeof listFacts>>[number]

function packageOf(row: Facts): Omit<Package, 'versions' | 'timetable' | 'rates' | 'terms'> {
  const { id, reference, ownReference, serviceLevel, unit, status, startsOn, endsOn, endReason, recordableFrom } = row
  return {
    ...{ id, reference, ownReference, serviceLevel, unit, status, startsOn, endsOn, endReason, recordableFrom },
    currentVersion: row.currentVersion,
    provider: {
      id: row.providerId,
      reference: row.providerReference,
      name: row.providerName,
      status: row.providerStatus,
    },
    service: { id: row.serviceId, reference: row.serviceReference, name: row.serviceName, sector: row.sector },
    contract: {
      id: row.contractId,
      number: row.contractNumber,
      title: row.contractTitle,
      startsOn: row.contractStartsOn,
      endsOn: row.contractEndsOn,
    },
    person: {
      id: row.personId,
      reference: row.personReference,
      nhsNumber: row.nhsNumber,
      givenName: row.givenName,
      familyName: row.familyName,
      bornOn: row.bornOn,
      diedOn: row.diedOn,
      restricted: row.restricted,
    },
  }
}

/**
 * The packages by themselves before anything is joined to them: the planner takes contract and service of a package for
 * independent of each other, expects one row of both, and would read all that a large provider has.
 */
function chosenPackages(tx: Tx, { providerId }: Reach, which: Which) {
  const all = tx
    .selectFrom('care_packages.package')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) =>
      query.where('provider_id', '=', providerId ?? '').where('status', '!=', 'draft'),
    )
    .select(['id', 'provider_id', 'service_id', 'contract_id', 'person_id', 'reference', 'own_reference'])
    .select([
      'service_level',
      'unit',
      'status',
      'starts_on',
      'ends_on',
      'end_reason',
      'recordable_from',
      'current_version',
    ])
  if ('ids' in which) return all.where(among(tx, 'id', which))
  const theirs = all.where('person_id', '=', which.personId).where('status', '!=', 'draft')
  return theirs.orderBy('starts_on', 'desc').orderBy('id', 'desc').limit(MOST_PACKAGES)
}

const listFacts = statement((tx: Tx, reach: Reach, which: Which) =>
  tx
    .with(
      (cte) => cte('p').materialized(),
      () => chosenPackages(tx, reach, which),
    )
    .selectFrom('p')
    .innerJoin('published.provider as o', (join) =>
      join.on('o.council_id', '=', tx.councilId).onRef('o.id', '=', 'p.provider_id'),
    )
    .innerJoin('published.service as s', (join) =>
      join.on('s.council_id', '=', tx.councilId).onRef('s.id', '=', 'p.service_id'),
    )
    .innerJoin('published.contract as c', (join) =>
      join.on('c.council_id', '=', tx.councilId).onRef('c.id', '=', 'p.contract_id'),
    )
    .innerJoin('published.served_person as w', (join) =>
      join
        .on('w.council_id', '=', tx.councilId)
        .onRef('w.provider_id', '=', 'p.provider_id')
        .onRef('w.person_id', '=', 'p.person_id')
        .onRef('w.service_id', '=', 'p.service_id')
        .onRef('w.contract_id', '=', 'p.contract_id'),
    )
    .select(['o.id as providerId', 'o.reference as providerReference'])
    .select(['o.trading_name as providerName', 'o.status as providerStatus'])
    .select([
      'p.id',
      'p.reference',
      'p.own_reference as ownReference',
      'p.service_level as serviceLevel',
      'p.unit',
      'p.status',
      'p.starts_on as startsOn',
      'p.ends_on as endsOn',
      'p.end_reason as endReason',
      'p.recordable_from as recordableFrom',
      'p.current_version as currentVersion',
      's.id as serviceId',
      's.reference as serviceReference',
      's.name as serviceName',
      's.sector',
      'c.id as contractId',
      'c.number as contractNumber',
      'c.title as contractTitle',
      'c.starts_on as contractStartsOn',
      'c.ends_on as contractEndsOn',
      'w.person_id as personId',
      'w.reference as personReference',
      'w.nhs_number as nhsNumber',
      'w.given_name as givenName',
      'w.family_name as familyName',
      'w.born_on as bornOn',
      'w.died_on as diedOn',
      'w.restricted',
    ])
    .orderBy('p.reference'),
)

type Of<T> = T & { readonly packageId: string }

const listVersions = statement((tx: Tx, { providerId }: Reach, which: Which) =>
  tx
    .selectFrom('care_packages.package_version as v')
    .where('v.council_id', '=', tx.councilId)
    .where(among(tx, 'v.package_id', which))
    // What was changed from its own first day on never held on any day.
    .where(sql<boolean>`not isempty(v.valid)`)
    .$if(providerId !== undefined, (query) => query.where('v.provider_id', '=', providerId ?? ''))
    .select([
      'v.package_id as packageId',
      'v.version',
      'v.planned',
      'v.planned_by_day as byDay',
      'v.rate_line_id as rateLineId',
      'v.cause',
      'v.temporary',
      ...rangeOf('v.valid'),
    ])
    .orderBy('v.package_id')
    .orderBy('v.version'),
)

const listTimetables = statement((tx: Tx, { providerId }: Reach, which: Which) =>
  tx
    .selectFrom('care_packages.timetable_entry as t')
    .where('t.council_id', '=', tx.councilId)
    .where(among(tx, 't.package_id', which))
    .$if(providerId !== undefined, (query) => query.where('t.provider_id', '=', providerId ?? ''))
    .select([
      't.package_id as packageId',
      't.version',
      't.weekday',
      sql<string>`to_char(t.starts_at, 'HH24:MI')`.as('startsAt'),
      't.minutes',
      't.carers',
    ])
    .orderBy('t.package_id')
    .orderBy('t.version')
    .orderBy('t.weekday')
    .orderBy('t.starts_at'),
)

const listRates = statement((tx: Tx, { providerId }: Reach, which: Which) =>
  tx
    .selectFrom('care_packages.package_version as v')
    .innerJoin('published.rate as r', (join) =>
      join
        .on('r.council_id', '=', tx.councilId)
        .onRef('r.provider_id', '=', 'v.provider_id')
        .onRef('r.rate_line_id', '=', 'v.rate_line_id'),
    )
    .where('v.council_id', '=', tx.councilId)
    .where(among(tx, 'v.package_id', which))
    .$if(providerId !== undefined, (query) => query.where('v.provider_id', '=', providerId ?? ''))
    .select(['v.package_id as packageId', 'r.rate_line_id as rateLineId', 'r.price', ...rangeOf('r.valid')])
    .distinct()
    .orderBy('packageId')
    .orderBy('from')
    .orderBy('rateLineId'),
)

const listTerms = statement((tx: Tx, reach: Reach, which: Which) =>
  tx
    .with(
      (cte) => cte('p').materialized(),
      () => chosenPackages(tx, reach, which),
    )
    .selectFrom('p')
    .innerJoin('published.contract_rule as k', (join) =>
      join
        .on('k.council_id', '=', tx.councilId)
        .onRef('k.provider_id', '=', 'p.provider_id')
        .onRef('k.contract_id', '=', 'p.contract_id'),
    )
    .select([
      'p.id as packageId',
      'k.payment_terms as paymentTerms',
      'k.recording',
      'k.frustrated_percent as frustratedPercent',
      'k.sign_gate as signGate',
      sql<readonly NightsTier[]>`k.absence_tiers`.as('absenceTiers'),
      'k.death_days as deathDays',
      'k.notice_days as noticeDays',
      ...rangeOf('k.valid'),
    ])
    .orderBy('p.id')
    .orderBy('from'),
)

function rangeOf(column: string) {
  return [
    sql<LocalDate>`lower(${sql.ref(column)})`.as('from'),
    sql<LocalDate | null>`upper(${sql.ref(column)})`.as('until'),
  ] as const
}

/** One statement text for any number of ids, so that it is prepared once. */
function among(tx: Tx, column: string, which: Which) {
  if ('ids' in which) return sql<boolean>`${sql.ref(column)} = any(${which.ids}::uuid[])`
  return sql<boolean>`${sql.ref(column)} = any(array(
    select one.id from care_packages.package one
    where one.council_id = ${tx.councilId} and one.person_id = ${which.personId} and one.status <> 'draft'
    order by one.starts_on desc, one.id desc limit ${MOST_PACKAGES}))`
}
