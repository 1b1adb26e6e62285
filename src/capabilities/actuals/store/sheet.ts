import { sql } from 'kysely'
import { addDays } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { quantity } from '../../../core/money.ts'
import { parsePercent, wholePercent } from '../../../core/percent.ts'
import type { CalendarDay, VisitTable } from '../../../core/visit-prices.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { plannedInWeek } from '../rules/planned.ts'
import type { Plan, PlanVersion } from '../rules/planned.ts'
import type { Awaits } from '../rules/recordable.ts'
import type { SheetRow } from '../rules/sheet-row.ts'
import type { RecordingRule } from '../rules/week.ts'
import { dueOf, listAwaits, listAwaySince, listStanding, listSubmitBy } from './sheet-parts.ts'
import { listVisitPrices } from './visit-prices.ts'

export type ServiceWeek = { readonly serviceId: string; readonly weekStart: LocalDate }
export type ServiceName = { readonly id: string; readonly name: string }
export type Paging = { readonly after?: string | undefined; readonly packageIds?: readonly string[] | undefined }

/** A page of the sheet; more than anyone records in one sitting, and few enough to save in one go. */
export const SHEET_PAGE = 100

export async function getService(tx: Tx, serviceId: string): Promise<ServiceName> {
  return tx
    .selectFrom('published.service')
    .select(['id', 'name'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', serviceId)
    .executeTakeFirstOrThrow(() => new NotFound('service'))
}

/** The packages whose care falls in the week, with their plan, their rule and what has been recorded, in order of name. */
export async function listSheet(tx: Tx, week: ServiceWeek, paging: Paging = {}): Promise<readonly SheetRow[]> {
  // Small statements in one round trip: as one join of all they come from, it took longer to plan than to run.
  const [facts, versions, prices, standing, deadlines, away] = await Promise.all([
    listFacts(tx, week, paging),
    listVersions(tx, week, paging),
    listPrices(tx, week, paging),
    listStanding(tx, week, paging),
    listSubmitBy(tx, week.weekStart),
    listAwaySince(tx, week),
  ])
  const unsigned = facts.filter(({ recordableFrom }) => recordableFrom === null).map(({ packageId }) => packageId)
  const awaits = unsigned.length === 0 ? new Map<string, Awaits>() : await listAwaits(tx, unsigned)
  const isByVisits = facts.some(({ recording }) => recording !== 'weekly')
  const [tables, calendar] = isByVisits
    ? await listVisitPrices(tx, week.weekStart)
    : [new Map<string, VisitTable[]>(), []]
  const pricesOf = Map.groupBy(prices, ({ rateLineId }) => rateLineId)
  const versionsOf = Map.groupBy(
    versions.map(({ packageId, rateLineId, ...version }) => ({
      packageId,
      version: { ...version, prices: pricesOf.get(rateLineId) ?? [], tables: tables.get(rateLineId) ?? [] },
    })),
    ({ packageId }) => packageId,
  )
  return facts.map((fact) => {
    const known = versionsOf.get(fact.packageId) ?? []
    return toRow(fact, {
      versions: known.map(({ version }) => version),
      calendar,
      weekStart: week.weekStart,
      standing: standing.get(fact.packageId),
      awaySince: away.get(fact.packageId),
      ...dueOf(deadlines, fact),
      awaits: awaits.get(fact.packageId) ?? (fact.recordableFrom === null ? 'publication' : 'provider'),
    })
  })
}

type Fact = Awaited<ReturnType<typeof listFacts>>[number]

type Beside = Pick<SheetRow, 'standing' | 'awaySince' | 'submitBy' | 'isBackdated' | 'awaits' | 'weekStart'> & {
  readonly versions: readonly PlanVersion[]
  readonly calendar: readonly CalendarDay[]
}

function toRow(fact: Fact, { versions, calendar, weekStart, ...beside }: Beside): SheetRow {
  const { unit, startsOn, endsOn, stepMinutes } = fact
  const plan: Plan = { unit, stepMinutes, startsOn, endsOn, versions, calendar }
  return {
    packageId: fact.packageId,
    serviceId: fact.serviceId,
    contractId: fact.contractId,
    reference: fact.reference,
    personName: `${fact.givenName} ${fact.familyName}`,
    serviceLevel: fact.serviceLevel,
    status: fact.status === 'suspended' || fact.status === 'ended' ? fact.status : 'active',
    agreed: fact.recordableFrom !== null,
    diedOn: fact.diedOn,
    weekStart,
    plan,
    planned: plannedInWeek(plan, weekStart),
    rule: ruleOf(fact),
    recording: fact.recording,
    rounding: { mode: fact.rounding, increment: fact.roundingMinutes, capToPlanned: fact.capped },
    ...beside,
  }
}

function ruleOf(fact: Fact): RecordingRule {
  const tolerance = fact.tolerancePercent === null ? undefined : parsePercent(fact.tolerancePercent)
  return {
    terms: fact.terms,
    frustratedPercent: wholePercent(fact.frustratedPercent),
    tolerancePercent: tolerance?.ok === true ? tolerance.value : undefined,
    extrasAllowed: fact.extrasAllowed,
    visitsRequired: fact.visitsRequired,
    // Visits are rounded one by one; what they add up to is taken as it is.
    stepMinutes: fact.recording === 'weekly' ? fact.stepMinutes : 1,
    claimLimitWeeks: fact.claimLimitWeeks,
    signGate: fact.signGate,
  }
}

function listFacts(tx: Tx, { serviceId, weekStart }: ServiceWeek, { after, packageIds }: Paging) {
  let facts = weekPackages(tx, { serviceId, weekStart })
    .select(factColumns)
    .orderBy('sp.family_name')
    .orderBy('sp.given_name')
    .orderBy('p.id')
    .limit(SHEET_PAGE + 1)
  if (packageIds !== undefined) facts = facts.where('p.id', 'in', [...packageIds])
  if (after !== undefined)
    facts = facts.where(
      sql<boolean>`(sp.family_name, sp.given_name, p.id) > (
        select s2.family_name, s2.given_name, p2.id from published.package p2
        join published.served_person s2 on s2.council_id = p2.council_id and s2.provider_id = p2.provider_id
          and s2.service_id = p2.service_id and s2.contract_id = p2.contract_id and s2.person_id = p2.person_id
        where p2.council_id = ${tx.councilId} and p2.provider_id = ${tx.providerId} and p2.id = ${after})`,
    )
  return facts.execute()
}

/** Packages of one service that could have care in the week, whatever stops it from being recorded. */
function weekPackages(tx: Tx, { serviceId, weekStart }: ServiceWeek) {
  return tx
    .selectFrom('published.package as p')
    .innerJoin('published.contract as c', (join) =>
      join.onRef('c.council_id', '=', 'p.council_id').onRef('c.id', '=', 'p.contract_id'),
    )
    .innerJoin('published.contract_rule as r', (join) =>
      join
        .onRef('r.council_id', '=', 'p.council_id')
        .onRef('r.contract_id', '=', 'p.contract_id')
        .on(sql<boolean>`r.valid @> greatest(${weekStart}::date, p.starts_on)`),
    )
    .innerJoin('published.served_person as sp', (join) =>
      join
        .onRef('sp.council_id', '=', 'p.council_id')
        .onRef('sp.provider_id', '=', 'p.provider_id')
        .onRef('sp.service_id', '=', 'p.service_id')
        .onRef('sp.contract_id', '=', 'p.contract_id')
        .onRef('sp.person_id', '=', 'p.person_id'),
    )
    .where('p.council_id', '=', tx.councilId)
    .where('p.provider_id', '=', tx.providerId)
    .where('p.service_id', '=', serviceId)
    .where(sql<boolean>`p.status in ('active', 'ended', 'suspended')`)
    .where('p.starts_on', '<=', addDays(weekStart, 6))
    .where((eb) => eb.or([eb('p.ends_on', 'is', null), eb('p.ends_on', '>=', weekStart)]))
    .where('r.recording', '!=', 'none')
}

const factColumns = [
  'p.id as packageId',
  'p.service_id as serviceId',
  'p.contract_id as contractId',
  'p.reference',
  'p.service_level as serviceLevel',
  'p.unit',
  'p.status',
  'p.starts_on as startsOn',
  'p.ends_on as endsOn',
  'p.recordable_from as recordableFrom',
  'p.opened_at as openedAt',
  'sp.given_name as givenName',
  'sp.family_name as familyName',
  'sp.died_on as diedOn',
  'r.payment_terms as terms',
  'r.frustrated_percent as frustratedPercent',
  'r.tolerance_percent as tolerancePercent',
  'r.extras_allowed as extrasAllowed',
  'r.visits_required as visitsRequired',
  'r.step_minutes as stepMinutes',
  'r.claim_limit_weeks as claimLimitWeeks',
  'r.sign_gate as signGate',
  'r.recording',
  'r.visit_rounding as rounding',
  'r.visit_minutes as roundingMinutes',
  'r.visit_capped as capped',
  'c.calendar',
] as const

/** The versions in force in the week of the packages that could have care in it. */
function weekVersions(tx: Tx, { serviceId, weekStart }: ServiceWeek, { packageIds }: Paging) {
  const versions = tx
    .selectFrom('published.package as p')
    .innerJoin('published.package_version as v', (join) =>
      join
        .onRef('v.council_id', '=', 'p.council_id')
        .onRef('v.package_id', '=', 'p.id')
        .on(sql<boolean>`v.valid && ${weekDays(weekStart)}`),
    )
    .where('p.council_id', '=', tx.councilId)
    .where('p.provider_id', '=', tx.providerId)
    .where('p.service_id', '=', serviceId)
    .where('p.starts_on', '<=', addDays(weekStart, 6))
    .where((eb) => eb.or([eb('p.ends_on', 'is', null), eb('p.ends_on', '>=', weekStart)]))
  return packageIds === undefined ? versions : versions.where('p.id', 'in', [...packageIds])
}

async function listVersions(tx: Tx, week: ServiceWeek, paging: Paging) {
  const rows = await weekVersions(tx, week, paging)
    .select([
      'v.package_id as packageId',
      'v.rate_line_id as rateLineId',
      'v.planned',
      'v.planned_by_day as byDay',
      sql<LocalDate>`coalesce(lower(v.valid), '0001-01-01')`.as('from'),
      sql<LocalDate>`coalesce(upper(v.valid), '9999-12-31')`.as('until'),
    ])
    .orderBy('v.package_id')
    .orderBy('v.version')
    .execute()
  return rows.map(({ byDay, ...row }) => ({ ...row, byDay: byDay?.map((parts) => quantity(parts)) }))
}

/** A visit of the last night is paid into the day after. */
async function listPrices(tx: Tx, week: ServiceWeek, paging: Paging) {
  return weekVersions(tx, week, paging)
    .innerJoin('published.rate as rate', (join) =>
      join
        .onRef('rate.council_id', '=', 'v.council_id')
        .onRef('rate.rate_line_id', '=', 'v.rate_line_id')
        .on(sql<boolean>`rate.valid && ${daysFrom(week.weekStart, 8)}`),
    )
    .distinct()
    .select([
      'rate.rate_line_id as rateLineId',
      'rate.price',
      sql<LocalDate>`coalesce(lower(rate.valid), '0001-01-01')`.as('from'),
      sql<LocalDate>`coalesce(upper(rate.valid), '9999-12-31')`.as('until'),
    ])
    .execute()
}

function weekDays(weekStart: LocalDate) {
  return daysFrom(weekStart, 7)
}

function daysFrom(day: LocalDate, count: number) {
  return sql`daterange(${day}::date, ${addDays(day, count)}::date)`
}
