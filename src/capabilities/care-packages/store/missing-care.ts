import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { WHOLE, type Part } from './part.ts'
import type { Reach } from './reach.ts'

export type MissingCare = {
  readonly id: string
  readonly providerId: string
  readonly serviceId: string
  readonly contractId: string
  readonly providerName: string
  readonly serviceName: string
  readonly personName: string
  readonly personReference: string
  readonly serviceLevel: string
  readonly weekly: string
  readonly beganOn: LocalDate
  readonly arrangedWith: string
  readonly details: string
  readonly status: 'waiting' | 'placed' | 'refused' | 'withdrawn'
  readonly dueOn: LocalDate
  readonly raiserName: string
  readonly raisedAt: Date
  readonly packageId: string | null
  readonly packageReference: string | null
  readonly answer: string | null
  readonly answeredBy: string | null
  readonly answeredAt: Date | null
  readonly version: number
}

/** What waits first, by the day on which an answer is due; then what was answered, the newest first. */
export async function listMissingCare(tx: Tx, { providerId }: Reach, part: Part): Promise<readonly MissingCare[]> {
  const { after } = part
  const where =
    after === undefined
      ? sql`true`
      : sql`(${inOrder(sql`m`)}) > (select ${inOrder(sql`l`)} from care_packages.missing_care l
          where l.council_id = ${tx.councilId} and l.id = ${after}::uuid)`
  return rowsOf(tx, providerId, where, part)
}

function inOrder(row: ReturnType<typeof sql>) {
  return sql`${row}.status <> 'waiting', case when ${row}.status = 'waiting' then ${row}.due_on else 'infinity'::date end,
    -extract(epoch from ${row}.raised_at), ${row}.id`
}

export async function getMissingCare(tx: Tx, { providerId }: Reach, id: string): Promise<MissingCare> {
  const [found] = await rowsOf(tx, providerId, sql`m.id = ${id}`)
  if (found === undefined) throw new NotFound('missing care')
  return found
}

async function rowsOf(
  tx: Tx,
  providerId: string | undefined,
  where: ReturnType<typeof sql>,
  { rows: most }: Part = WHOLE,
) {
  const { rows } = await sql<MissingCare>`
    select m.id, m.provider_id as "providerId", m.service_id as "serviceId", m.contract_id as "contractId",
      o.trading_name as "providerName", s.name as "serviceName", m.person_name as "personName",
      m.person_reference as "personReference", m.service_level as "serviceLevel", m.weekly, m.began_on as "beganOn",
      m.arranged_with as "arrangedWith", m.details, m.status, m.due_on as "dueOn", m.raiser_name as "raiserName", m.raised_at as "raisedAt",
      m.package_id as "packageId", p.reference as "packageReference", m.answer, m.answered_by as "answeredBy",
      m.answered_at as "answeredAt", m.row_version as version
    from care_packages.missing_care m
    join published.provider o on o.council_id = ${tx.councilId} and o.id = m.provider_id
    join published.service s on s.council_id = ${tx.councilId} and s.provider_id = m.provider_id and s.id = m.service_id
    left join care_packages.package p on p.council_id = ${tx.councilId} and p.provider_id = m.provider_id and p.id = m.package_id
    where m.council_id = ${tx.councilId} and (${providerId ?? null}::uuid is null or m.provider_id = ${providerId ?? null}::uuid) and ${where}
    order by ${inOrder(sql`m`)} limit ${most}`.execute(tx)
  return rows
}

export async function countMissingCare(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('care_packages.missing_care')
    .where('council_id', '=', tx.councilId)
    .where('status', '=', 'waiting')
    .select(sql<bigint>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Services with their contract: what somebody can say they deliver under. */
export function listPlaces(
  tx: Tx,
): Promise<readonly { id: string; name: string; contractId: string; contract: string }[]> {
  return sql<{ id: string; name: string; contractId: string; contract: string }>`
    select s.id, s.name, c.id as "contractId", c.number || ', ' || c.title as contract
    from published.service s
    join published.contract_service k on k.council_id = ${tx.councilId} and k.provider_id = s.provider_id and k.service_id = s.id
    join published.contract c on c.council_id = ${tx.councilId} and c.provider_id = s.provider_id and c.id = k.contract_id
    where s.council_id = ${tx.councilId} and s.provider_id = ${tx.providerId} order by s.name, c.number limit 200`
    .execute(tx)
    .then(({ rows }) => rows)
}

export type NewMissingCare = {
  readonly serviceId: string
  readonly contractId: string
  readonly personName: string
  readonly personReference: string
  readonly serviceLevel: string
  readonly weekly: string
  readonly beganOn: LocalDate
  readonly arrangedWith: string
  readonly details: string
}
type Raised = { readonly dueOn: LocalDate; readonly by: string; readonly name: string; readonly at: Date }

export async function recordMissingCare(tx: Tx, care: NewMissingCare, raised: Raised): Promise<string> {
  const { id } = await tx
    .insertInto('care_packages.missing_care')
    .values({
      council_id: tx.councilId,
      provider_id: tx.providerId,
      service_id: care.serviceId,
      contract_id: care.contractId,
      person_name: care.personName,
      person_reference: care.personReference,
      service_level: care.serviceLevel,
      weekly: care.weekly,
      began_on: care.beganOn,
      arranged_with: care.arrangedWith,
      details: care.details,
      due_on: raised.dueOn,
      raised_by: raised.by,
      raiser_name: raised.name,
      raised_at: raised.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Answer = {
  readonly status: 'placed' | 'refused'
  readonly packageId: string | null
  readonly answer: string
  readonly by: string
  readonly at: Date
}

/** False when somebody answered it, or the provider took it back, since the version that was shown. */
export async function recordAnswer(tx: Tx, { id, version }: Pick<MissingCare, 'id' | 'version'>, answer: Answer) {
  const { rows } = await sql<{ id: string }>`
    update care_packages.missing_care set status = ${answer.status}, package_id = ${answer.packageId}, answer = ${answer.answer},
      answered_by = ${answer.by}, answered_at = ${answer.at}, row_version = row_version + 1
    where council_id = ${tx.councilId} and id = ${id} and status = 'waiting' and row_version = ${version} returning id`.execute(
    tx,
  )
  return rows.length > 0
}

export async function recordTakenBack(tx: Tx, { id, version }: Pick<MissingCare, 'id' | 'version'>): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update care_packages.missing_care set status = 'withdrawn', row_version = row_version + 1
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id} and status = 'waiting'
      and row_version = ${version} returning id`.execute(tx)
  return rows.length > 0
}

export async function findPackageOf(
  tx: Tx,
  providerId: string,
  reference: string,
): Promise<{ id: string } | undefined> {
  return tx
    .selectFrom('care_packages.package')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('reference', 'in', [reference, reference.toUpperCase()])
    .where('status', 'not in', ['draft', 'cancelled'])
    .select('id')
    .executeTakeFirst()
}
