import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Reach } from './reach.ts'

/** Somebody whom a conversation is about beside the care that it was opened about. */
export type AboutPerson = { readonly personId: string; readonly reference: string; readonly name: string }

const MOST = 50

export async function listPlaced(
  tx: Tx,
  { providerId }: Reach,
  conversationId: string,
): Promise<readonly AboutPerson[]> {
  const { rows } = await sql<AboutPerson>`
    select a.person_id as "personId", w.reference, w.given_name || ' ' || w.family_name as name
    from conversations.about_person a
    cross join lateral (
      select x.reference, x.given_name, x.family_name from published.served_person x
      where x.council_id = ${tx.councilId} and x.provider_id = a.provider_id and x.person_id = a.person_id limit 1) w
    where a.council_id = ${tx.councilId} and a.conversation_id = ${conversationId} and a.placed_at is not null
      and (${providerId ?? null}::uuid is null or a.provider_id = ${providerId ?? null}::uuid)
    order by w.reference, a.person_id limit ${MOST}`.execute(tx)
  return rows
}

type Served = { readonly providerId: string; readonly reference: string }

/** In the care of the provider that the conversation is with: nobody else there could be allowed to read it. */
export async function findServedPerson(
  tx: Tx,
  { providerId, reference }: Served,
): Promise<{ readonly personId: string; readonly restricted: boolean } | undefined> {
  return tx
    .selectFrom('published.served_person')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', providerId)
    .where('reference', '=', reference)
    .select(['person_id as personId', 'restricted'])
    .limit(1)
    .executeTakeFirst()
}

type Placing = {
  readonly conversationId: string
  readonly providerId: string
  readonly serviceId: string | null
  readonly contractId: string | null
  readonly personId: string
  readonly restricted: boolean
  readonly by: string
  readonly byName: string
  readonly at: Date
}

/** False when it was about them before. Where they are restricted, all of the conversation is hidden in the same moment. */
export async function recordPlacing(tx: Tx, placing: Placing): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('conversations.about_person')
    .values({
      council_id: tx.councilId,
      conversation_id: placing.conversationId,
      person_id: placing.personId,
      provider_id: placing.providerId,
      service_id: placing.serviceId,
      contract_id: placing.contractId,
      restricted: placing.restricted,
      placed_at: placing.at,
      placed_by: placing.by,
      placer_name: placing.byName,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}
