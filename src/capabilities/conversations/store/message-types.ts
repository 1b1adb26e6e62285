import type { Tx } from '../../../platform/db/tx.ts'
import { typesInUse, type MessageType } from '../rules/message-types.ts'

/** A council has tens of types at most: they are one list on one form. */
export async function listMessageTypes(tx: Tx): Promise<readonly MessageType[]> {
  const ofCouncil = await tx
    .selectFrom('conversations.message_type')
    .where('council_id', '=', tx.councilId)
    .select(['code', 'name', 'team', 'target_days as targetDays'])
    .orderBy('place')
    .orderBy('code')
    .limit(200)
    .execute()
  return typesInUse(ofCouncil)
}

/** What the council already has under a code stays as it is. Answers how many were missing. */
export async function recordMissingTypes(tx: Tx, types: readonly MessageType[]): Promise<number> {
  const added = await tx
    .insertInto('conversations.message_type')
    .values(
      types.map(({ code, name, team, targetDays }, place) => ({
        council_id: tx.councilId,
        code,
        name,
        team,
        target_days: targetDays,
        place,
      })),
    )
    .onConflict((conflict) => conflict.columns(['council_id', 'code']).doNothing())
    .returning('code')
    .execute()
  return added.length
}
