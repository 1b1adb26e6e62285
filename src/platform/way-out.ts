import type { Tx } from './db/tx.ts'

/**
 * Asked before anything leaves the product: mail, and whatever tells a bank, a finance system or another server to act.
 * The people and the money of a sandbox are made up, and what is tried out there is nobody's news.
 */
export async function mayLeave(tx: Tx): Promise<boolean> {
  const { is_sandbox } = await tx
    .selectFrom('platform.council')
    .select('is_sandbox')
    .where('council_id', '=', tx.councilId)
    .executeTakeFirstOrThrow()
  return !is_sandbox
}
