import type { Tx } from '../../../platform/db/tx.ts'

/** Whoever tells of a restricted person whom they may not know cannot read the thread that this opens. */
export async function mayReadThread(tx: Tx, id: string): Promise<boolean> {
  const found = await tx
    .selectFrom('published.conversation')
    .where('council_id', '=', tx.councilId)
    .where('provider_id', '=', tx.providerId)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst()
  return found !== undefined
}
