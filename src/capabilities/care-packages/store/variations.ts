import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { quantity, type Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { PlannedVisit } from '../rules/care-plan.ts'
import type { Package } from '../rules/package.ts'
import type { AskedChange, VariationStatus, VersionChange } from '../rules/variation.ts'
import type { Part } from './part.ts'
import type { Reach } from './reach.ts'
import { recordTimetable, resumeTimetable } from './timetable.ts'

export type Variation = AskedChange & {
  readonly id: string
  readonly packageId: string
  readonly packageReference: string
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly providerName: string
  readonly personId: string
  readonly givenName: string
  readonly familyName: string
  readonly unit: Package['unit']
  readonly packageVersion: number
  /** The day from which it is paid once it is accepted: later than its first where more was asked for too late. */
  readonly countsFrom: LocalDate
  readonly reason: string
  readonly status: VariationStatus
  readonly answerBy: LocalDate
  readonly askerName: string
  readonly askedAt: Date
  readonly answer: string | null
  readonly answererName: string | null
  readonly answeredAt: Date | null
  readonly agreementId: string | null
  /** What the council accepted instead of the visits that were asked for. */
  readonly acceptedVisits: readonly PlannedVisit[] | null
  readonly rowVersion: number
}

const MOST = 50

type Filter = Partial<Part> & { readonly packageId?: string; readonly waiting?: boolean }

/** What waits, most urgent first; otherwise newest first. */
export async function listVariations(
  tx: Tx,
  reach: Reach,
  { packageId, waiting = false, after, rows: most = MOST }: Filter,
): Promise<Variation[]> {
  const rows = await variations(tx, reach)
    .$if(packageId !== undefined, (query) => query.where('v.package_id', '=', packageId ?? ''))
    .$if(waiting, (query) => query.where('v.status', '=', 'waiting').orderBy('v.answer_by'))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(${inOrder('v', waiting)}) > (select ${inOrder('l', waiting)} from care_packages.variation l
          where l.council_id = ${tx.councilId} and l.id = ${after}::uuid)`,
      ),
    )
    .orderBy('v.asked_at', 'desc')
    .orderBy('v.id')
    .limit(most)
    .execute()
  return rows.map(shaped)
}

/** As one row is compared with another: by the day of the answer where it waits, then the newest first. */
function inOrder(alias: string, waiting: boolean) {
  const [answerBy, askedAt, id] = ['answer_by', 'asked_at', 'id'].map((name) => sql.ref(`${alias}.${name}`))
  return waiting
    ? sql`${answerBy}, -extract(epoch from ${askedAt}), ${id}`
    : sql`-extract(epoch from ${askedAt}), ${id}`
}

/** The change as it counts, which is what is shown, drafted and paid. */
export function counted(variation: Variation): Variation {
  return { ...variation, fromOn: variation.countsFrom }
}

export async function getVariation(tx: Tx, reach: Reach, id: string): Promise<Variation> {
  const row = await variations(tx, reach)
    .where('v.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('variation'))
  return shaped(row)
}

export async function countWaitingVariations(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('care_packages.variation')
    .where('council_id', '=', tx.councilId)
    .where('status', '=', 'waiting')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

type Row = Awaited<ReturnType<ReturnType<typeof variations>['executeTakeFirstOrThrow']>>

function shaped({ byDay, planned, visits, ...row }: Row): Variation {
  const plannedByDay = byDay?.map((parts) => quantity(parts)) ?? null
  return { ...row, planned: quantity(planned), plannedByDay, ...(visits !== null && { visits }) }
}

function variations(tx: Tx, { providerId }: Reach) {
  return tx
    .selectFrom('care_packages.variation as v')
    .innerJoin('care_packages.package as p', (join) =>
      join.on('p.council_id', '=', tx.councilId).onRef('p.id', '=', 'v.package_id'),
    )
    .innerJoin('published.provider_name as o', (join) =>
      join.on('o.council_id', '=', tx.councilId).onRef('o.id', '=', 'v.provider_id'),
    )
    .innerJoin('published.served_person as w', (join) =>
      join
        .on('w.council_id', '=', tx.councilId)
        .onRef('w.provider_id', '=', 'p.provider_id')
        .onRef('w.person_id', '=', 'p.person_id')
        .onRef('w.service_id', '=', 'p.service_id')
        .onRef('w.contract_id', '=', 'p.contract_id'),
    )
    .where('v.council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('v.provider_id', '=', providerId ?? ''))
    .select(['v.id', 'v.package_id as packageId', 'v.kind', 'v.from_on as fromOn', 'v.last_on as lastOn', 'v.planned'])
    .select(['v.planned_by_day as byDay', 'v.package_version as packageVersion', 'v.reason', 'v.status'])
    .select(sql<LocalDate>`coalesce(v.counts_from, v.from_on)`.as('countsFrom'))
    .select(['v.answer_by as answerBy', 'v.asker_name as askerName', 'v.asked_at as askedAt', 'v.answer'])
    .select(['v.answerer_name as answererName', 'v.answered_at as answeredAt', 'v.agreement_id as agreementId'])
    .select(sql<readonly PlannedVisit[] | null>`v.visits`.as('visits'))
    .select(sql<readonly PlannedVisit[] | null>`v.accepted_visits`.as('acceptedVisits'))
    .select(['v.row_version as rowVersion', 'p.reference as packageReference', 'p.unit', 'p.person_id as personId'])
    .select(['o.id as providerId', 'o.trading_name as providerName'])
    .select(['v.service_id as serviceId', 'v.contract_id as contractId'])
    .select(['w.given_name as givenName', 'w.family_name as familyName'])
}

type NewVariation = AskedChange & {
  readonly reason: string
  readonly answerBy: LocalDate
  readonly countsFrom: LocalDate
}
type By = { readonly accountId: string; readonly name: string; readonly at: Date }

/** Undefined when one waits already for the package. */
export async function recordVariation(
  tx: Tx,
  care: Package,
  wanted: NewVariation,
  by: By,
): Promise<string | undefined> {
  const { kind, fromOn, lastOn, planned, plannedByDay, visits, reason, answerBy, countsFrom } = wanted
  const recorded = await tx
    .insertInto('care_packages.variation')
    .values({
      council_id: tx.councilId,
      provider_id: care.provider.id,
      service_id: care.service.id,
      contract_id: care.contract.id,
      package_id: care.id,
      package_version: care.currentVersion,
      ...{ kind, from_on: fromOn, last_on: lastOn, planned, planned_by_day: byDayOf(plannedByDay) },
      ...{ counts_from: countsFrom, visits: visits === undefined ? null : JSON.stringify(visits) },
      ...{ reason, answer_by: answerBy, asked_by: by.accountId, asker_name: by.name, asked_at: by.at },
    })
    // Written out: a general plan cannot tell by a parameter which index is meant.
    .onConflict((conflict) =>
      conflict.columns(['council_id', 'package_id']).where('status', '=', sql.lit('waiting')).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return recorded?.id
}

type Shown = { readonly id: string; readonly rowVersion: number }
type Decision = {
  readonly status: 'accepted' | 'refused'
  readonly answer: string | null
  readonly agreementId: string | null
  readonly acceptedVisits: readonly PlannedVisit[] | null
  readonly by: By
}

/** False when somebody answered or withdrew it since it was shown. */
export async function recordVariationAnswer(tx: Tx, { id, rowVersion }: Shown, decision: Decision): Promise<boolean> {
  const { status, answer, agreementId, acceptedVisits, by } = decision
  const changed = await tx
    .updateTable('care_packages.variation')
    .set({ status, answer, agreement_id: agreementId, answered_by: by.accountId, answerer_name: by.name })
    .set({ answered_at: by.at, row_version: rowVersion + 1 })
    .set({ accepted_visits: acceptedVisits === null ? null : JSON.stringify(acceptedVisits) })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where('row_version', '=', rowVersion)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

export async function recordVariationWithdrawn(tx: Tx, { id, rowVersion }: Shown): Promise<boolean> {
  const changed = await tx
    .updateTable('care_packages.variation')
    .set({ status: 'withdrawn', row_version: rowVersion + 1 })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where('row_version', '=', rowVersion)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/** Closes the version in force and writes those that follow; the newest number is what the package is at. */
export async function recordVersions(tx: Tx, care: Package, { cause, closed, added }: VersionChange): Promise<void> {
  const place = { council_id: tx.councilId, package_id: care.id }
  const whose = { provider_id: care.provider.id, service_id: care.service.id, contract_id: care.contract.id }
  await tx
    .updateTable('care_packages.package_version')
    .set({ valid: rangeOf(closed.from, closed.until) })
    .where('council_id', '=', tx.councilId)
    .where('package_id', '=', care.id)
    .where('version', '=', closed.version)
    .execute()
  for (const { version, from, until, planned, plannedByDay, rateLineId, temporary, resumes, visits } of added) {
    const plan = { planned, planned_by_day: byDayOf(plannedByDay), rate_line_id: rateLineId, temporary }
    await tx
      .insertInto('care_packages.package_version')
      .values({ ...place, ...whose, ...plan, version, valid: rangeOf(from, until), cause })
      .execute()
    if (resumes !== null) await resumeTimetable(tx, care.id, { version, resumes })
    if (visits !== undefined) await recordTimetable(tx, { packageId: care.id, version, visits })
  }
  await tx
    .updateTable('care_packages.package')
    .set({ current_version: Math.max(...added.map(({ version }) => version)), row_version: sql`row_version + 1` })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', care.id)
    .execute()
}

function rangeOf(from: LocalDate, until: LocalDate | null) {
  return sql<string>`daterange(${from}::date, ${until}::date)`
}

export function byDayOf(days: readonly Quantity[] | null) {
  return days === null ? null : sql<bigint[]>`${days.map(String)}::bigint[]`
}
