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
