import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'

/** A table that this transaction alone sees and that ends with it: COPY is refused on tables with row-level security. */
export const STAGE = 'upload_stage'

export const stageColumns = [
  'line',
  'cpli_ref',
  'client_ref',
  'week_start',
  'actual',
  'frustrated',
  'missed',
  'extra',
  'visits',
  'comment',
  'our_ref',
  'based_on',
  'faults',
  'said',
] as const

/** Only in a file that has columns for them: most have none, and then the stage is not written wider. */
export const lateStageColumns = ['late_reason', 'late_note'] as const

export async function createStage(tx: Tx): Promise<void> {
  await sql`drop table if exists pg_temp.upload_stage`.execute(tx)
  await sql`
    create temp table upload_stage (line integer, cpli_ref text, client_ref text, week_start date, actual bigint,
      frustrated bigint, missed bigint, extra bigint, visits integer, comment text, our_ref text, based_on integer,
      faults text[], said text[], planned bigint, late_reason text, late_note text) on commit drop`.execute(tx)
}

/** The planner knows nothing of a new table until it is told. */
export async function settleStage(tx: Tx, rows: number): Promise<void> {
  await sql`analyze upload_stage`.execute(tx)
  await joinWholeSets(tx, rows)
}

/**
 * Keys of two columns make the planner expect a handful of rows, and loop over them. For a large file every join is one of
 * whole sets.
 */
export async function joinWholeSets(tx: Tx, rows: number): Promise<void> {
  if (rows < 5_000) return
  for (const setting of ['enable_nestloop = off', 'enable_mergejoin = off', 'jit = off', `work_mem = '64MB'`])
    await sql`${sql.raw(`set local ${setting}`)}`.execute(tx)
}

/** Rows that are judged again: as they were sent, except where somebody has put them right. */
export async function stageAgain(tx: Tx, uploadId: string, lines: readonly number[]): Promise<void> {
  await createStage(tx)
  await sql`
    insert into upload_stage (line, cpli_ref, client_ref, week_start, actual, frustrated, missed, extra, visits, comment, our_ref,
      based_on, faults, said, planned)
    select r.line, r.cpli_ref, r.client_ref, r.week_start, r.actual, r.frustrated, r.missed, r.extra, r.visits, r.comment, r.our_ref,
      r.based_on, (select array_agg(code) from unnest(r.codes) code where code ~ '^(R20|R04|R46):[a-z_]+:(?!weekday|period)' and r.said is not null), r.said, r.planned
    from actuals.upload_row r
    where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId} and r.upload_id = ${uploadId}
      and r.line = any(${[...lines]}::int[])`.execute(tx)
  await sql`
    delete from actuals.upload_row r where r.council_id = ${tx.councilId} and r.provider_id = ${tx.providerId}
      and r.upload_id = ${uploadId} and r.line = any(${[...lines]}::int[])`.execute(tx)
}

/** The first and the last week that staged rows name. */
export async function stagedWeeks(
  tx: Tx,
  today: LocalDate,
): Promise<{ readonly from: LocalDate; readonly until: LocalDate }> {
  const { rows } = await sql<{ from: LocalDate; until: LocalDate }>`
    select coalesce(min(week_start), ${today}::date) as "from", coalesce(max(week_start), ${today}::date) as until from upload_stage`.execute(
    tx,
  )
  return rows[0] ?? { from: today, until: today }
}
