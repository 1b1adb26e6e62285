import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { recordEvent } from '../store/accounts.ts'
import { tellOwner } from '../store/tell-owner.ts'

type Locking = { readonly accountId: string; readonly address: string; readonly now: Date }

/** The page says nothing of a lock; the owner is told by mail, so that a stranger's guesses do not go unnoticed. */
export async function recordLock(tx: Tx, { accountId, address, now }: Locking): Promise<void> {
  await recordEvent(tx, now, { accountId, kind: 'locked', address })
  await tellOwner(tx, {
    accountId,
    subject: 'Your Provider Portal account is locked',
    body: [
      'There were three wrong tries to sign in with your email address, so your account is locked.',
      'If it was you, ask the council to unlock it. If it was not, tell the council: your account was not opened.',
    ].join('\n\n'),
    now,
    today: londonToday(now),
  })
}
