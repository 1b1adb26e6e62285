import { sql } from 'kysely'
import type { LocalDate } from '../../../../core/dates.ts'
import type { Tx } from '../../../../platform/db/tx.ts'

export type ScimToken = {
  readonly id: string
  readonly name: string
  readonly madeAt: Date
  readonly madeBy: string
  readonly expiresOn: LocalDate
  readonly lastUsedAt: Date | null
  readonly endedAt: Date | null
}

export async function listTokens(tx: Tx, connectionId: string): Promise<readonly ScimToken[]> {
  return tx
    .selectFrom('access.scim_token')
    .select([
      'id',
      'name',
      'made_at as madeAt',
      'made_by as madeBy',
      'expires_on as expiresOn',
      'last_used_at as lastUsedAt',
      'ended_at as endedAt',
    ])
    .where('council_id', '=', tx.councilId)
    .where('connection_id', '=', connectionId)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(50)
    .execute()
}

type NewToken = {
  readonly connectionId: string
  readonly name: string
  readonly tokenHash: Buffer
  readonly madeAt: Date
  readonly madeBy: string
  readonly expiresOn: LocalDate
}

export async function saveToken(tx: Tx, token: NewToken): Promise<string> {
  const { id } = await tx
    .insertInto('access.scim_token')
    .values({
      council_id: tx.councilId,
      connection_id: token.connectionId,
      name: token.name,
      token_hash: token.tokenHash,
      made_at: token.madeAt,
      made_by: token.madeBy,
      expires_on: token.expiresOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function endToken(
  tx: Tx,
  { connectionId, id }: { readonly connectionId: string; readonly id: string },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.scim_token')
    .set({ ended_at: now })
    .where('council_id', '=', tx.councilId)
    .where('connection_id', '=', connectionId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export type Speaker = { readonly councilId: string; readonly connectionId: string; readonly name: string }

/** At the gate: for whom this token speaks today. Its use is noted, once a minute at most. */
export async function findSpeaker(
  tx: Tx,
  tokenHash: Buffer,
  { today, now }: { readonly today: LocalDate; readonly now: Date },
): Promise<Speaker | undefined> {
  const { rows } = await sql<Speaker & { id: string }>`
    select council_id as "councilId", id, connection_id as "connectionId", name from access.scim_token
    where token_hash = ${tokenHash} and ended_at is null and expires_on > ${today}`.execute(tx)
  const [found] = rows
  if (found === undefined) return undefined
  await sql`
    update access.scim_token set last_used_at = ${now} where council_id = ${found.councilId} and id = ${found.id}
      and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`.execute(tx)
  return found
}
