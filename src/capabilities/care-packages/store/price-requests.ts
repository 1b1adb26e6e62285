import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import { quantity, rate, type Rate } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { ChangeWanted } from '../rules/care-change.ts'
import type { CarePlan } from '../rules/care-plan.ts'
import type { BookLine, Commission, OwnPrice, Place } from '../rules/commission.ts'
import type { Part } from './part.ts'

/** The care that the price is for: new, or a change of a package that there is. */
export type AskedCare =
  { readonly kind: 'new'; readonly wanted: Commission } | { readonly kind: 'change'; readonly wanted: ChangeWanted }

export type PriceRequestStatus = 'proposed' | 'approved' | 'refused' | 'withdrawn'
export type PriceRequest = {
  readonly id: string
  readonly packageId: string | null
  readonly packageReference: string | null
  readonly personName: string
  readonly personReference: string
  readonly providerName: string
  readonly serviceName: string
  readonly serviceLevel: string
  readonly unit: BookLine['unit']
  readonly care: AskedCare
  /** Of the book, on the first day; none where it has none. */
  readonly bookPrice: Rate | null
  readonly price: Rate
  readonly fromOn: LocalDate
  readonly reason: string
  readonly status: PriceRequestStatus
  readonly proposedBy: string
  readonly proposerName: string
  readonly proposedAt: Date
  readonly deciderName: string | null
  readonly note: string | null
  readonly version: number
}

type By = { readonly by: string; readonly name: string; readonly at: Date }
/** For what, from when and for whom a price is asked. */
export type PriceAsked = {
  readonly place: Place
  readonly line: Pick<BookLine, 'id'>
  readonly packageId: string | null
  readonly fromOn: LocalDate
  readonly ownPrice: OwnPrice
  readonly person: { readonly id: string }
}

/** Undefined when one waits already for the package. */
export async function recordPriceRequest(tx: Tx, care: AskedCare, on: PriceAsked, by: By): Promise<string | undefined> {
  const { place, line, packageId, fromOn, ownPrice, person } = on
  const recorded = await tx
    .insertInto('care_packages.price_request')
    .values({
      council_id: tx.councilId,
      ...{ provider_id: place.provider.id, service_id: place.service.id, contract_id: place.contract.id },
      ...{ person_id: person.id, package_id: packageId, rate_line_id: line.id },
      ...{
        asked: JSON.stringify(asText(care)),
        price: ownPrice.price,
        from_on: fromOn,
        reason: ownPrice.reason.trim(),
      },
      ...{ proposed_by: by.by, proposer_name: by.name, proposed_at: by.at },
    })
    // Written out: a general plan cannot tell by a parameter which index is meant.
    .onConflict((conflict) =>
      conflict.columns(['council_id', 'package_id']).where('status', '=', sql.lit('proposed')).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return recorded?.id
}

/** What waits for a second person, the longest first. */
export async function listWaitingPriceRequests(tx: Tx, { after, rows: most }: Part): Promise<readonly PriceRequest[]> {
  const where =
    after === undefined
      ? sql`true`
      : sql`(q.proposed_at, q.id) > (select l.proposed_at, l.id from care_packages.price_request l
          where l.council_id = ${tx.councilId} and l.id = ${after}::uuid)`
  return requests(tx, sql`q.status = 'proposed' and ${where}`, most)
}

export async function countWaitingPriceRequests(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from care_packages.price_request q
    where q.council_id = ${tx.councilId} and q.status = 'proposed'`.execute(tx)
  return rows[0]?.count ?? 0
}

export async function getPriceRequest(tx: Tx, id: string): Promise<PriceRequest> {
  const [found] = await requests(tx, sql`q.id = ${id}`, 1)
  if (found === undefined) throw new NotFound('price request')
  return found
}

export async function lockPriceRequest(tx: Tx, id: string): Promise<PriceRequest> {
  await sql`select 1 from care_packages.price_request q
    where q.council_id = ${tx.councilId} and q.id = ${id} for update`.execute(tx)
  return getPriceRequest(tx, id)
}

type Decision = {
  readonly status: 'approved' | 'refused' | 'withdrawn'
  readonly note: string
  readonly packageId: string | null
}

export async function recordPriceDecision(tx: Tx, id: string, decision: Decision, by: By): Promise<void> {
  const { status, note, packageId } = decision
  await tx
    .updateTable('care_packages.price_request')
    .set({ status, note: note === '' ? null : note, package_id: packageId })
    .set({ decided_by: by.by, decider_name: by.name, decided_at: by.at, row_version: sql`row_version + 1` })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .execute()
}

type Row = Omit<PriceRequest, 'care'> & { readonly asked: AskedText }

async function requests(tx: Tx, which: RawBuilder<unknown>, most: number): Promise<readonly PriceRequest[]> {
  const { rows } = await sql<Row>`
    select q.id, q.package_id as "packageId", p.reference as "packageReference", q.asked, q.price, q.from_on as "fromOn", q.reason,
      w.given_name || ' ' || w.family_name as "personName", w.reference as "personReference", o.trading_name as "providerName",
      s.name as "serviceName", l.service_level as "serviceLevel", l.unit, r.price as "bookPrice", q.status,
      q.proposed_by as "proposedBy", q.proposer_name as "proposerName", q.proposed_at as "proposedAt",
      q.decider_name as "deciderName", q.note, q.row_version as version
    from care_packages.price_request q
    join published.provider o on o.council_id = ${tx.councilId} and o.id = q.provider_id
    join published.service s on s.council_id = ${tx.councilId} and s.provider_id = q.provider_id and s.id = q.service_id
    join published.person w on w.council_id = ${tx.councilId} and w.id = q.person_id
    join published.rate_line l on l.council_id = ${tx.councilId} and l.id = q.rate_line_id
    left join published.rate r on r.council_id = ${tx.councilId} and r.rate_line_id = q.rate_line_id and r.valid @> q.from_on
    left join care_packages.package p on p.council_id = ${tx.councilId} and p.id = q.package_id
    where q.council_id = ${tx.councilId} and ${which}
    order by q.proposed_at, q.id limit ${most}`.execute(tx)
  return rows.map(({ asked, ...row }) => ({ ...row, care: fromText(asked) }))
}

type PlanText = Omit<CarePlan, 'planned' | 'plannedByDay'> & {
  readonly planned: string
  readonly plannedByDay: readonly string[] | null
}
type WithText<T extends { readonly plan: CarePlan; readonly ownPrice: OwnPrice | null }> = Omit<
  T,
  'plan' | 'ownPrice'
> & {
  readonly plan: PlanText
  readonly ownPrice: { readonly price: string; readonly reason: string } | null
}
type AskedText =
  | { readonly kind: 'new'; readonly wanted: WithText<Commission> }
  | { readonly kind: 'change'; readonly wanted: WithText<ChangeWanted> }

/** Money and quantities are decimal strings of whole units in stored text. */
function asText(care: AskedCare): AskedText {
  return care.kind === 'new'
    ? { kind: 'new', wanted: { ...care.wanted, ...numbersAsText(care.wanted) } }
    : { kind: 'change', wanted: { ...care.wanted, ...numbersAsText(care.wanted) } }
}

function fromText(care: AskedText): AskedCare {
  return care.kind === 'new'
    ? { kind: 'new', wanted: { ...care.wanted, ...numbersFromText(care.wanted) } }
    : { kind: 'change', wanted: { ...care.wanted, ...numbersFromText(care.wanted) } }
}

function numbersAsText({ plan, ownPrice }: { readonly plan: CarePlan; readonly ownPrice: OwnPrice | null }) {
  const { planned, plannedByDay, visits } = plan
  return {
    plan: { visits, planned: planned.toString(), plannedByDay: plannedByDay?.map(String) ?? null },
    ownPrice: ownPrice === null ? null : { price: ownPrice.price.toString(), reason: ownPrice.reason },
  }
}

function numbersFromText({
  plan,
  ownPrice,
}: {
  readonly plan: PlanText
  readonly ownPrice: WithText<Commission>['ownPrice']
}) {
  const { planned, plannedByDay, visits } = plan
  return {
    plan: {
      visits,
      planned: quantity(BigInt(planned)),
      plannedByDay: plannedByDay?.map((parts) => quantity(BigInt(parts))) ?? null,
    },
    ownPrice: ownPrice === null ? null : { price: rate(BigInt(ownPrice.price)), reason: ownPrice.reason },
  }
}
