import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { ReadCarer, ReadVisit } from '../../rules/file/visit-rows.ts'
import { joinWholeSets } from './stage.ts'

/** Tables that one transaction alone sees, as for weeks: COPY is refused on tables with row-level security. */
export const VISIT_STAGE = 'visit_stage'
export const CARER_STAGE = 'carer_stage'

/**
 * What the file says, and what would be dear to work out again for each of a million rows: the day of the week, the minute of
 * the day at which the visit was to begin, and the minutes since the year 2000 between which its carer was there.
 */
export const visitStageColumns = [
  'line',
  'reference',
  'client_ref',
  'cpli_ref',
  'carer_ref',
  'secondary_visit',
  'visited_on',
  'planned_at',
  'planned_minutes',
  'claimed_at',
  'claimed_minutes',
  'starts_at',
  'ends_at',
  'logged_minutes',
  'status',
  'capture',
  'exception_code',
  'comment',
  'weekday',
  'near_minute',
  'busy_from',
  'busy_until',
  'clocks',
  'faults',
  'said',
  'more',
] as const

export const carerStageColumns = ['line', 'reference', 'name', 'starts_on', 'ends_on', 'faults', 'said'] as const

export async function createVisitStage(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.visit_stage`.execute(tx)
  await sql`
    create temp table visit_stage (line integer, reference text, client_ref text, cpli_ref text, carer_ref text, secondary_visit boolean,
      visited_on date, planned_at time, planned_minutes smallint, claimed_at time, claimed_minutes smallint, starts_at time, ends_at time,
      logged_minutes smallint, status text, capture text, exception_code text, comment text, weekday smallint, near_minute integer,
      busy_from integer, busy_until integer, clocks boolean, faults text[], said text[], more jsonb) on commit drop`.execute(
    tx,
  )
}

export async function createCarerStage(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.carer_stage`.execute(tx)
  await sql`
    create temp table carer_stage (line integer, reference text, name text, starts_on date, ends_on date, faults text[],
      said text[]) on commit drop`.execute(tx)
}

export async function settleVisitStage(tx: Tx, rows: number): Promise<void> {
  await sql`analyze visit_stage`.execute(tx)
  await joinWholeSets(tx, rows)
}

/** A page's own transaction cannot COPY; a small file goes as one document instead. */
export async function stageVisitsAsDocument(tx: Tx, visits: readonly ReadVisit[]): Promise<void> {
  const document = visits.map((visit) =>
    Object.fromEntries(visitStageColumns.map((column, at) => [column, visitFields(visit)[at]])),
  )
  await sql`insert into visit_stage select * from jsonb_populate_recordset(null::visit_stage, ${JSON.stringify(document)}::jsonb)`.execute(
    tx,
  )
}

export async function stageCarersAsDocument(tx: Tx, carers: readonly ReadCarer[]): Promise<void> {
  const document = carers.map(({ line, reference, name, startsOn, endsOn, faults, said }) => {
    return {
      ...{ line, reference, name, starts_on: startsOn, ends_on: endsOn, faults: faults.length === 0 ? null : faults },
      said,
    }
  })
  await sql`insert into carer_stage select * from jsonb_populate_recordset(null::carer_stage, ${JSON.stringify(document)}::jsonb)`.execute(
    tx,
  )
}

export type Field = string | number | boolean | null | readonly string[] | Readonly<Record<string, string>>

/** In the order of `visitStageColumns`. */
export function visitFields(visit: ReadVisit): readonly Field[] {
  const { line, reference, clientRef, cpliRef, carerRef, secondary, day, faults, said, more } = visit
  return [
    ...[line, reference, clientRef, cpliRef, carerRef, secondary, day],
    ...[visit.plannedAt, visit.plannedMinutes, visit.claimedAt, visit.claimedMinutes],
    ...[visit.startsAt, visit.endsAt, visit.logged, visit.outcome, visit.capture, visit.exceptionCode, visit.comment],
    ...[visit.weekday, visit.nearMinute, visit.busyFrom, visit.busyUntil, visit.clocks],
    ...[faults.length === 0 ? null : faults, said, more],
  ]
}
