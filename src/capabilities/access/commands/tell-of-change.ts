import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { tellOwner } from '../store/tell-owner.ts'

export type Changed =
  'password' | 'code' | 'app-added' | 'app-removed' | 'passkey-added' | 'passkey-removed' | 'recovery-codes'

const words: Readonly<Record<Changed, string>> = {
  password: 'The password was changed.',
  code: 'The security code was changed.',
  'app-added': 'An authenticator app was added.',
  'app-removed': 'The authenticator app was removed.',
  'passkey-added': 'A passkey was added.',
  'passkey-removed': 'A passkey was removed.',
  'recovery-codes': 'New recovery codes were made; earlier ones work no more.',
}

/** Whoever takes an account over changes how it is opened first, so its owner hears of every such change. */
export async function tellOfChange(
  tx: Tx,
  { accountId, changed, now }: { readonly accountId: string; readonly changed: Changed; readonly now: Date },
): Promise<void> {
  await tellOwner(tx, {
    accountId,
    subject: 'How you sign in to Provider Portal was changed',
    body: [words[changed], 'If it was not you, tell the council at once.'].join('\n\n'),
    now,
    today: londonToday(now),
  })
}
