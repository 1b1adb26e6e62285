import type { Tx } from '../../../platform/db/tx.ts'

/** Whose wish, and at which place: null is the council's own staff. */
export type Wisher = { readonly accountId: string; readonly providerId: string | null }
export type Wish = { readonly accountId: string; readonly wants: string; readonly askedAt: Date }

function open(tx: Tx, providerId: string | null) {
  return tx
    .selectFrom('access.help_request')
    .select(['account_id as accountId', 'wants', 'asked_at as askedAt'])
    .where('council_id', '=', tx.councilId)
    .where('provider_id', providerId === null ? 'is' : '=', providerId)
    .where('wants', '<>', '')
    .where('answered_at', 'is', null)
}

/** The permissions that people of the organisation ask for, waiting longest first. */
export async function listWishesHere(tx: Tx): Promise<readonly Wish[]> {
  return open(tx, tx.providerId).orderBy('asked_at').orderBy('account_id').orderBy('wants').limit(100).execute()
}

export async function listWishesOf(tx: Tx, { accountId, providerId }: Wisher): Promise<readonly Wish[]> {
  return open(tx, providerId)
    .where('account_id', '=', accountId)
    .orderBy('asked_at')
    .orderBy('wants')
    .limit(100)
    .execute()
}

export async function closeWishes(
  tx: Tx,
  { accountId, providerId, wants, now }: Wisher & { readonly wants: readonly string[]; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('access.help_request')
    .set({ answered_at: now })
    .where('council_id', '=', tx.councilId)
    .where('provider_id', providerId === null ? 'is' : '=', providerId)
    .where('account_id', '=', accountId)
    .where('wants', 'in', [...wants])
    .where('answered_at', 'is', null)
    .execute()
}
