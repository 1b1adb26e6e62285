import type { Tx } from '../../../platform/db/tx.ts'

/** For choosing one of a list: a provider's, or every one. With more services than this they are found by search. */
export function listServicesToChoose(
  tx: Tx,
  { providerId }: { readonly providerId: string | undefined },
): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('published.service')
    .where('council_id', '=', tx.councilId)
    .$if(providerId !== undefined, (query) => query.where('provider_id', '=', providerId ?? ''))
    .select(['id', 'name'])
    .orderBy('name')
    .orderBy('id')
    .limit(200)
    .execute()
}
