import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import { dormantDaysOf } from '../rules/password-policy.ts'
import { listPlaces, recordEvent } from '../store/accounts.ts'
import { keepAwake } from '../store/dormancy.ts'
import { findLink, useLink } from '../store/set-up.ts'
import { gate, hashToken, type Access } from './access.ts'

/** After how many days without a sign-in the account of this link is suspended; undefined when the link is over. */
export async function mayBeKept(access: Access, token: string): Promise<number | undefined> {
  const now = access.clock.now()
  const link = { tokenHash: hashToken(token), purpose: 'keep', now } as const
  return access.db.read(gate, async (tx) => {
    const accountId = await findLink(tx, link)
    return accountId === undefined ? undefined : dormantDaysOf(await listPlaces(tx, accountId, londonToday(now)))
  })
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
