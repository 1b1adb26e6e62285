import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { recordEvent } from '../store/accounts.ts'
import { keepAwake } from '../store/dormancy.ts'
import { findLink, useLink } from '../store/set-up.ts'
import { gate, hashToken, type Access } from './access.ts'

export async function mayBeKept(access: Access, token: string): Promise<boolean> {
  const link = { tokenHash: hashToken(token), purpose: 'keep', now: access.clock.now() } as const
  return (await access.db.read(gate, (tx) => findLink(tx, link))) !== undefined
}

type Keeping = { readonly token: string; readonly address: string }

/** Once. It signs nobody in, opens nothing that is closed and says nothing of whose account it is. */
export async function keepAccount(
  access: Access,
  { token, address }: Keeping,
): Promise<Outcome<true, { readonly code: 'link-over' }>> {
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const accountId = await useLink(tx, { tokenHash: hashToken(token), purpose: 'keep', now })
    if (accountId === undefined || !(await keepAwake(tx, accountId))) return refused({ code: 'link-over' })
    await recordEvent(tx, now, { accountId, kind: 'kept', address })
    return done(true)
  })
}
