import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import type { AbsenceCause } from '../rules/absence.ts'
import type { Unit } from '../rules/week.ts'

export type Absence = {
  readonly id: string
  readonly providerId: string
  readonly providerName: string
  readonly serviceId: string
  readonly serviceName: string
  readonly contractId: string
  readonly packageId: string
  readonly reference: string
  readonly personName: string
  readonly cause: AbsenceCause
  readonly reason: string | null
  readonly reasonLabel: string | null
  readonly note: string
  readonly firstDay: LocalDate
  readonly lastDay: LocalDate | null
  readonly status: 'open' | 'ended' | 'undone'
  readonly saidBy: string
  readonly saidName: string
  readonly saidAt: Date
  readonly version: number
}

export const ABSENCES_PAGE = 50

/** On the council's face all of them, on a provider's its own; the newest first, one more than a page. */
export async function listAbsences(tx: Tx, reach: Reach, after?: string): Promise<readonly Absence[]> {
  const next =
    after === undefined
      ? sql``
      : sql`and (a.said_at, a.id) < (select b.said_at, b.id from actuals.absence b
          where b.council_id = ${tx.councilId} and b.id = ${after}::uuid)`
  return absences(tx, reach, sql`true ${next}`)
}

/** Undefined for the council, which sees every provider's. */
type Reach = { readonly providerId: string | undefined }

export async function getAbsence(tx: Tx, reach: Reach, id: string): Promise<Absence> {
  const [found] = await absences(tx, reach, sql`a.id = ${id}`)
  if (found === undefined) throw new NotFound('absence')
  return found
}

/** Those whose weeks are still to be filled: nobody is back yet, or the last day has come since. */
export async function listToFill(tx: Tx, today: LocalDate): Promise<readonly Absence[]> {
  return absences(
    tx,
    { providerId: undefined },
    sql`(a.status = 'open' or (a.status = 'ended' and a.last_day >= ${today}::date - 14))`,
    1_000,
  )
}

async function absences(
  tx: Tx,
  { providerId }: Reach,
  those: RawBuilder<unknown>,
  limit = ABSENCES_PAGE + 1,
): Promise<readonly Absence[]> {
  const own = providerId === undefined ? sql`` : sql`and a.provider_id = ${providerId}`
  const { rows } = await sql<Absence>`
    select a.id, a.provider_id as "providerId", n.trading_name as "providerName", a.service_id as "serviceId", s.name as "serviceName",
      a.contract_id as "contractId", a.package_id as "packageId", p.reference, sp.given_name || ' ' || sp.family_name as "personName",
      a.cause, a.reason, r.label as "reasonLabel", a.note, a.first_day as "firstDay", a.last_day as "lastDay", a.status,
      a.said_by as "saidBy", a.said_name as "saidName", a.said_at as "saidAt", a.row_version as version
    from actuals.absence a
    join published.package p on p.council_id = a.council_id and p.id = a.package_id
    join published.served_person sp on sp.council_id = p.council_id and sp.provider_id = p.provider_id and sp.service_id = p.service_id
      and sp.contract_id = p.contract_id and sp.person_id = p.person_id
    join published.service s on s.council_id = a.council_id and s.id = a.service_id
    join published.provider n on n.council_id = a.council_id and n.id = a.provider_id
    left join actuals.reason r on r.council_id = a.council_id and r.code = a.reason
    where a.council_id = ${tx.councilId} ${own} and ${those}
    order by a.said_at desc, a.id desc limit ${limit}`.execute(tx)
  return rows
}

export type NewAbsence = {
  readonly serviceId: string
  readonly contractId: string
  readonly packageId: string
  readonly cause: AbsenceCause
  readonly reason: string | null
  readonly note: string
  readonly firstDay: LocalDate
  readonly lastDay: LocalDate | null
  readonly by: string
  readonly name: string
  readonly at: Date
}

/** Undefined when the person is away already and not back yet. */
export async function recordAbsence(tx: Tx, absence: NewAbsence): Promise<string | undefined> {
  const { serviceId, contractId, packageId, cause, reason, note, firstDay, lastDay, by, name, at } = absence
  const { rows } = await sql<{ id: string }>`
    insert into actuals.absence (council_id, provider_id, service_id, contract_id, package_id, cause, reason, note, first_day, last_day,
      status, said_by, said_name, said_at)
    select ${tx.councilId}, ${tx.providerId}, ${serviceId}, ${contractId}, ${packageId}, ${cause}, ${reason}, ${note}, ${firstDay}::date,
      ${lastDay}::date, case when ${lastDay}::date is null then 'open' else 'ended' end, ${by}, ${name}, ${at}
    where not exists (select from actuals.absence o where o.council_id = ${tx.councilId} and o.provider_id = ${tx.providerId}
      and o.package_id = ${packageId} and o.status <> 'undone'
      and daterange(o.first_day, o.last_day, '[]') && daterange(${firstDay}::date, ${lastDay}::date, '[]'))
    on conflict (council_id, package_id) where status = ${sql.lit('open')} do nothing
    returning id`.execute(tx)
  return rows[0]?.id
}

export async function lockAbsence(tx: Tx, id: string): Promise<Absence> {
  await sql`select 1 from actuals.absence where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and id = ${id}
    for update`.execute(tx)
  return getAbsence(tx, { providerId: tx.providerId }, id)
}

type Change = {
  readonly status: 'ended' | 'undone'
  readonly lastDay: LocalDate | null
  readonly name: string
  readonly at: Date
}

export async function changeAbsence(tx: Tx, id: string, { status, lastDay, name, at }: Change): Promise<void> {
  await tx
    .updateTable('actuals.absence')
    .set((eb) => ({
      status,
      last_day: lastDay,
      changed_name: name,
      changed_at: at,
      row_version: eb('row_version', '+', 1),
    }))
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .execute()
}

export type FilledWeek = {
  readonly weekStart: LocalDate
  readonly outcome: 'filled' | 'own-figures' | 'shut' | 'cannot-be'
  readonly version: number | null
  readonly wasVersion: number | null
}

export async function listFilled(tx: Tx, { providerId }: Reach, absenceId: string): Promise<readonly FilledWeek[]> {
  let weeks = tx
    .selectFrom('actuals.absence_week')
    .select([
      'week_start as weekStart',
      sql<FilledWeek['outcome']>`outcome`.as('outcome'),
      'version',
      'was_version as wasVersion',
    ])
    .where('council_id', '=', tx.councilId)
    .where('absence_id', '=', absenceId)
    .orderBy('week_start')
    .limit(200)
  if (providerId !== undefined) weeks = weeks.where('provider_id', '=', providerId)
  return weeks.execute()
}

export type AbsenceWeek = Pick<FilledWeek, 'weekStart' | 'outcome'> & {
  readonly unit: Unit
  readonly planned: Quantity | null
  /** What the absence comes to in the week as it stands. */
  readonly absent: Quantity | null
  /** Somebody recorded it again since. */
  readonly changed: boolean
  readonly terms: 'actual' | 'planned'
  readonly frustratedPercent: number
}

/** The weeks of an absence as they stand now, with what the contract pays of them. */
export async function listAbsenceWeeks(tx: Tx, { id, cause, providerId }: Absence): Promise<readonly AbsenceWeek[]> {
  const { rows } = await sql<AbsenceWeek>`
    select f.week_start as "weekStart", f.outcome, p.unit, w.planned,
      ${cause === 'person' ? sql`w.frustrated` : sql`w.missed`} as absent, coalesce(w.version <> f.version, false) as changed,
      r.payment_terms as terms, r.frustrated_percent as "frustratedPercent"
    from actuals.absence_week f
    join published.package p on p.council_id = f.council_id and p.id = f.package_id
    join published.contract_rule r on r.council_id = p.council_id and r.contract_id = p.contract_id
      and r.valid @> greatest(f.week_start, p.starts_on)
    left join actuals.week w on w.council_id = f.council_id and w.week_start = f.week_start and w.package_id = f.package_id
    where f.council_id = ${tx.councilId} and f.provider_id = ${providerId} and f.absence_id = ${id}
    order by f.week_start desc limit 60`.execute(tx)
  return rows
}

type Place = Pick<Absence, 'id' | 'packageId' | 'providerId' | 'serviceId' | 'contractId'>

export async function keepFilled(tx: Tx, place: Place, week: FilledWeek): Promise<void> {
  const row = {
    outcome: week.outcome,
    version: week.version,
    was_version: week.wasVersion,
  }
  await tx
    .insertInto('actuals.absence_week')
    .values({
      council_id: tx.councilId,
      absence_id: place.id,
      week_start: week.weekStart,
      package_id: place.packageId,
      provider_id: place.providerId,
      service_id: place.serviceId,
      contract_id: place.contractId,
      ...row,
    })
    .onConflict((conflict) => conflict.columns(['council_id', 'absence_id', 'week_start']).doUpdateSet(row))
    .execute()
}

export async function forgetFilled(tx: Tx, absenceId: string, weekStart: LocalDate): Promise<void> {
  await tx
    .deleteFrom('actuals.absence_week')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('absence_id', '=', absenceId)
    .where('week_start', '=', weekStart)
    .execute()
}

export type AbsentPackage = {
  readonly packageId: string
  readonly serviceId: string
  readonly contractId: string
  readonly reference: string
  readonly personName: string
}

/** The package that somebody is absent from, as its provider may know it. */
export async function getAbsentPackage(tx: Tx, packageId: string): Promise<AbsentPackage> {
  const { rows } = await sql<AbsentPackage>`
    select p.id as "packageId", p.service_id as "serviceId", p.contract_id as "contractId", p.reference,
      sp.given_name || ' ' || sp.family_name as "personName"
    from published.package p
    join published.served_person sp on sp.council_id = p.council_id and sp.provider_id = p.provider_id and sp.service_id = p.service_id
      and sp.contract_id = p.contract_id and sp.person_id = p.person_id
    where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and p.id = ${packageId}
      and p.status in ('active', 'ended', 'suspended')`.execute(tx)
  const [found] = rows
  if (found === undefined) throw new NotFound('package')
  return found
}

/** As people type it; the case does not matter. */
export async function findPackageByReference(tx: Tx, reference: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select p.id from published.package p
    where p.council_id = ${tx.councilId} and p.provider_id = ${tx.providerId} and lower(p.reference) = lower(${reference}::text)
      and p.status in ('active', 'ended', 'suspended') order by p.id limit 1`.execute(tx)
  return rows[0]?.id
}
