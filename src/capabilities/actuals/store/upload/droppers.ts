import type { Tx } from '../../../../platform/db/tx.ts'

/** Whose folder it is. */
export type Dropper = { readonly councilId: string; readonly providerId: string; readonly name: string }

/** Before any council is known: a council by its code. */
export async function findCouncilId(tx: Tx, code: string): Promise<string | undefined> {
  const row = await tx.selectFrom('platform.council').select('council_id').where('code', '=', code).executeTakeFirst()
  return row?.council_id
}

/** An active provider of the council by its reference. */
export async function findProvider(tx: Tx, reference: string): Promise<Dropper | undefined> {
  const row = await tx
    .selectFrom('published.provider')
    .select(['id', 'trading_name as name'])
    .where('council_id', '=', tx.councilId)
    .where('reference', '=', reference)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return row === undefined ? undefined : { councilId: tx.councilId, providerId: row.id, name: row.name }
}
