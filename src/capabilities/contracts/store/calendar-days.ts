import { sql, type RawBuilder } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import { NotFound } from '../../../core/errors.ts'
import type { CalendarDay } from '../../../core/visit-prices.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type NamedDay = CalendarDay & {
  readonly id: string
  readonly name: string
  readonly proposedBy: string | null
  readonly proposerName: string
  readonly approverName: string | null
  readonly isApproved: boolean
}
const MOST = 500

/** From a day on, the next first; a year of days that are over is enough to look something up. */
export async function listCalendarDays(tx: Tx, from: LocalDate): Promise<readonly NamedDay[]> {
  return days(tx, sql`day >= ${from}::date`)
}

/** Locks the day that waits, so that it is decided once. */
export async function lockCalendarDay(tx: Tx, id: string): Promise<NamedDay> {
  await sql`select 1 from contracts.calendar_day where council_id = ${tx.councilId} and id = ${id} for update`.execute(
    tx,
  )
  const [day] = await days(tx, sql`id = ${id}`)
  if (day === undefined) throw new NotFound('calendar day')
  return day
}

export async function isDayWaiting(tx: Tx, day: LocalDate): Promise<boolean> {
  const found = await days(tx, sql`day = ${day}::date and approved_at is null`)
  return found.length > 0
}

async function days(tx: Tx, those: RawBuilder<unknown>): Promise<readonly NamedDay[]> {
  const { rows } = await sql<NamedDay>`
    select id, day, kind, name, proposed_by as "proposedBy", proposer_name as "proposerName", approver_name as "approverName",
      approved_at is not null as "isApproved"
    from contracts.calendar_day where council_id = ${tx.councilId} and ${those}
    order by day, approved_at is not null, id limit ${MOST}`.execute(tx)
  return rows
}

type NewDay = CalendarDay & { readonly name: string; readonly by: string; readonly byName: string; readonly at: Date }

/** Undefined when the same day waits already: the second of two at once. */
export async function recordCalendarDay(
  tx: Tx,
  { day, kind, name, by, byName, at }: NewDay,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into contracts.calendar_day (council_id, day, kind, name, proposed_by, proposer_name, proposed_at)
    values (${tx.councilId}, ${day}, ${kind}, ${name}, ${by}, ${byName}, ${at})
    on conflict (council_id, day) where approved_at is null do nothing returning id`.execute(tx)
  return rows[0]?.id
}

type Approval = { readonly by: string; readonly name: string; readonly at: Date }

/** It takes the place of what the day was said to be before. */
export async function approveCalendarDay(tx: Tx, { id, day }: NamedDay, { by, name, at }: Approval): Promise<void> {
  await sql`delete from contracts.calendar_day where council_id = ${tx.councilId} and day = ${day} and approved_at is not null`.execute(
    tx,
  )
  await sql`
    update contracts.calendar_day set approved_by = ${by}, approver_name = ${name}, approved_at = ${at}
    where council_id = ${tx.councilId} and id = ${id}`.execute(tx)
}

export async function removeCalendarDay(tx: Tx, id: string): Promise<void> {
  await sql`delete from contracts.calendar_day where council_id = ${tx.councilId} and id = ${id} and approved_at is null`.execute(
    tx,
  )
}
