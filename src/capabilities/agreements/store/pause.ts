import { sql } from 'kysely'
import type { LocalDate } from '../../../core/dates.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export type Pause = {
  readonly id: string
  readonly reason: string
  readonly expectedOn: LocalDate | null
  readonly startedAt: Date
  readonly startedBy: string
}

/** While there is one, nobody agrees and nobody rejects. */
export function findPause(tx: Tx): Promise<Pause | undefined> {
  return tx
    .selectFrom('agreements.pause')
    .where('council_id', '=', tx.councilId)
    .where('ended_at', 'is', null)
    .select(['id', 'reason', 'expected_on as expectedOn', 'started_at as startedAt', 'started_by as startedBy'])
    .executeTakeFirst()
}

export type PastPause = Pause & { readonly endedAt: Date | null; readonly endedBy: string | null }

export function listPauses(tx: Tx): Promise<PastPause[]> {
  return tx
    .selectFrom('agreements.pause')
    .where('council_id', '=', tx.councilId)
    .select([
      'id',
      'reason',
      'expected_on as expectedOn',
      'started_at as startedAt',
      'started_by as startedBy',
      'ended_at as endedAt',
      'ended_by as endedBy',
    ])
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(20)
    .execute()
}

export async function recordPause(tx: Tx, pause: Omit<Pause, 'id'>): Promise<string | undefined> {
  const made = await tx
    .insertInto('agreements.pause')
    .values({
      council_id: tx.councilId,
      reason: pause.reason,
      expected_on: pause.expectedOn,
      started_at: pause.startedAt,
      started_by: pause.startedBy,
    })
    .onConflict((conflict) => conflict.column('council_id').where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made?.id
}

export async function endPause(tx: Tx, id: string, { at, by }: { readonly at: Date; readonly by: string }) {
  const ended = await tx
    .updateTable('agreements.pause')
    .set({ ended_at: at, ended_by: by })
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}

export type EndedPause = { readonly startedAt: Date; readonly endedAt: Date }

/** Every pause that is over, the first one first. */
export async function listEndedPauses(tx: Tx): Promise<readonly EndedPause[]> {
  const { rows } = await sql<EndedPause>`
    select started_at as "startedAt", ended_at as "endedAt" from agreements.pause
    where council_id = ${tx.councilId} and ended_at is not null order by started_at, id`.execute(tx)
  return rows
}

/** What waits to be answered by one day, and was published after so many of the days asked about had begun. */
export type AnswerDay = { readonly respondBy: LocalDate; readonly begun: number }

export async function listAnswerDays(tx: Tx, from: LocalDate, begins: readonly Date[]): Promise<readonly AnswerDay[]> {
  const { rows } = await sql<AnswerDay>`
    select distinct a.respond_by as "respondBy", ${begun(begins)} as begun from agreements.agreement a
    where a.council_id = ${tx.councilId} and a.status = 'published' and a.respond_by >= ${from}::date`.execute(tx)
  return rows
}

type Moved = AnswerDay & { readonly to: LocalDate }

/** Answers with how many agreements have another day to answer by. Taken by id, as by everybody. */
export async function moveAnswerDays(tx: Tx, begins: readonly Date[], moved: readonly Moved[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update agreements.agreement a set respond_by = m."to"
    from (
      select id from agreements.agreement where council_id = ${tx.councilId} and status = 'published' order by id for update
    ) held, jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as m("respondBy" date, begun int, "to" date)
    where a.council_id = ${tx.councilId} and a.id = held.id and a.respond_by = m."respondBy" and ${begun(begins)} = m.begun`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}

const begun = (begins: readonly Date[]) => sql<number>`width_bucket(a.published_at, ${[...begins]}::timestamptz[])`
