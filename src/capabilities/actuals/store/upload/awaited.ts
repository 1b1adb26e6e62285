import { sql } from 'kysely'
import { NotFound } from '../../../../core/errors.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import type { UploadKind } from './uploads.ts'

/** An upload as the job finds it, before it takes the place of whoever asked. */
export type Awaited = {
  readonly id: string
  readonly providerId: string
  readonly kind: UploadKind
  readonly state: string
  readonly fileId: string
  readonly mapId: string | null
  readonly round: number
  readonly sentBy: string
  readonly sentName: string
  readonly acting: unknown
}

export async function getAwaited(tx: Tx, id: string): Promise<Awaited> {
  return tx
    .selectFrom('actuals.upload')
    .select([
      'id',
      'provider_id as providerId',
      'kind',
      'state',
      'file_id as fileId',
      'map_id as mapId',
      'round',
      'sent_by as sentBy',
      'sent_name as sentName',
      'acting',
    ])
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('upload'))
}

/** What was read so far, for whoever waits; in a transaction of its own. */
export async function noteProgress(tx: Tx, id: string, rows: number): Promise<void> {
  await sql`update actuals.upload set rows_read = ${rows} where council_id = ${tx.councilId} and id = ${id} and state = 'waiting'`.execute(
    tx,
  )
}

/** Where somebody with this account is written to; undefined when they have left. */
export async function findEmail(tx: Tx, accountId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('published.member')
    .select('email')
    .where('council_id', '=', tx.councilId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.email ?? undefined
}

/** How many rows of a file that is being saved are written, in a transaction of its own: the saving ends all at once. */
export async function noteSaving(
  tx: Tx,
  { id, providerId }: Pick<Awaited, 'id' | 'providerId'>,
  rows: number,
): Promise<void> {
  await sql`
    insert into actuals.upload_progress (council_id, upload_id, provider_id, rows) values (${tx.councilId}, ${id}, ${providerId}, ${rows})
    on conflict (council_id, upload_id) do update set rows = excluded.rows`.execute(tx)
}

export async function forgetSaving(tx: Tx, id: string): Promise<void> {
  await sql`delete from actuals.upload_progress where council_id = ${tx.councilId} and upload_id = ${id}`.execute(tx)
}
