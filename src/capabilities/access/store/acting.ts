import { sql } from 'kysely'
import { NotFound } from '../../../core/errors.ts'
import type { Tx } from '../../../platform/db/tx.ts'

export async function getProviderToActFor(
  tx: Tx,
  id: string,
): Promise<{ readonly name: string; readonly status: string }> {
  return tx
    .selectFrom('published.provider')
    .select(['trading_name as name', 'status'])
    .where('council_id', '=', tx.councilId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('provider'))
}

type NewActing = {
  readonly providerId: string
  readonly accountId: string
  readonly staffName: string
  readonly reason: string
  readonly startedAt: Date
  readonly endsAt: Date
}

export async function recordActing(tx: Tx, acting: NewActing): Promise<string> {
  const { id } = await tx
    .insertInto('access.acting')
    .values({
      council_id: tx.councilId,
      provider_id: acting.providerId,
      account_id: acting.accountId,
      staff_name: acting.staffName,
      reason: acting.reason,
      started_at: acting.startedAt,
      ends_at: acting.endsAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** At the gate. Only the session that started acts; it gets a new token, because what it may do has changed. */
export async function bindSession(
  tx: Tx,
  session: { readonly from: Buffer; readonly to: Buffer; readonly actingId: string | null },
): Promise<void> {
  await tx
    .updateTable('access.session')
    .set({ token_hash: session.to, acting_id: session.actingId })
    .where('token_hash', '=', session.from)
    .execute()
}

/** From the provider's side, as which the officer acts. False when it had ended before. */
export async function endActing(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('access.acting')
    .set({ ended_at: now })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export type Acting = {
  readonly id: string
  readonly staffName: string
  readonly reason: string
  readonly startedAt: Date
  readonly endsAt: Date
  readonly endedAt: Date | null
  readonly deeds: number
}

/** When the council acted for the provider that asks, the newest first. */
export async function listActings(tx: Tx): Promise<readonly Acting[]> {
  const { rows } = await sql<Acting>`${actings(tx)} order by a.started_at desc, a.id desc limit 50`.execute(tx)
  return rows
}

export async function getActing(tx: Tx, id: string): Promise<Acting> {
  const { rows } = await sql<Acting>`${actings(tx)} and a.id = ${id}`.execute(tx)
  if (rows[0] === undefined) throw new NotFound('acting')
  return rows[0]
}

function actings(tx: Tx) {
  return sql`
    select a.id, a.staff_name as "staffName", a.reason, a.started_at as "startedAt", a.ends_at as "endsAt", a.ended_at as "endedAt",
      (select count(*)::integer from platform.deed_for_provider d
        where d.council_id = a.council_id and d.provider_id = a.provider_id and d.acting_id = a.id) as deeds
    from access.acting a where a.council_id = ${tx.councilId} and a.provider_id = ${tx.providerId}`
}

export type Deed = { readonly at: Date; readonly action: string; readonly subjectType: string }

export async function listDeeds(tx: Tx, actingId: string): Promise<readonly Deed[]> {
  const { rows } = await sql<Deed>`
    select at, action, subject_type as "subjectType" from platform.deed_for_provider
    where council_id = ${tx.councilId} and provider_id = ${tx.providerId} and acting_id = ${actingId}
    order by at, id limit 500`.execute(tx)
  return rows
}
