import type { Tx } from '../../../platform/db/tx.ts'
import type { Verdict } from '../rules/sign-in.ts'
import { recordEvent, recordFailure } from '../store/accounts.ts'
import { nobody, type Access } from './access.ts'
import { recordLock } from './lock.ts'

export type Refusing = {
  /** Null for an address that nobody has: the same statements run and find nothing. */
  readonly accountId: string | null
  readonly verdict: Extract<Verdict, { readonly kind: 'refused' }>
  readonly kind: 'sign-in-refused' | 'proof-refused'
  readonly address: string
}

/** One wrong answer, at the door or before an act that binds: counted, on record, and told to the owner when it locks. */
export async function countRefusal(access: Access, tx: Tx, refusing: Refusing): Promise<void> {
  const { accountId, verdict, kind, address } = refusing
  const { reason, locks, closedUntil } = verdict
  const now = access.clock.now()
  const id = accountId ?? nobody
  await recordFailure(tx, id, { ...verdict, now })
  await recordEvent(tx, now, { accountId, kind, address, details: { reason } })
  if (locks) await recordLock(tx, { accountId: id, address, now, closedUntil, origin: access.origin })
}
