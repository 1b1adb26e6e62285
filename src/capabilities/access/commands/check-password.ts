import { londonToday } from '../../../platform/clock.ts'
import { closedBy, judge } from '../rules/sign-in.ts'
import { getCredentials, listPlaces, lockAccount, recordEvent, recordFailure } from '../store/accounts.ts'
import { gate, type Access } from './access.ts'
import { recordLock } from './lock.ts'

type Proof = 'right' | 'wrong' | 'locked'
type GivenPassword = { readonly accountId: string; readonly password: string; readonly address: string }

/**
 * Fresh proof for an act that binds, such as agreeing or releasing. Failures count with those of signing in:
 * whoever finds an open session does not get more tries than at the door.
 */
export async function checkPassword(access: Access, { accountId, password, address }: GivenPassword): Promise<Proof> {
  const credentials = await access.db.read(gate, (tx) => getCredentials(tx, accountId))
  const right = await access.passwords.verify(password, credentials.passwordHash)
  if (closedBy(credentials, access.clock.now()) !== undefined) return 'locked'
  if (right) return 'right'
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const account = await lockAccount(tx, accountId)
    const policies = (await listPlaces(tx, accountId, londonToday(now))).map(({ policy }) => policy)
    const verdict = judge(account, { passwordRight: false, codeRight: true }, { policies, now })
    if (verdict.kind === 'signed-in') return 'right'
    await recordFailure(tx, accountId, { ...verdict, now })
    await recordEvent(tx, now, { accountId, kind: 'proof-refused', address, details: { reason: verdict.reason } })
    if (verdict.locks)
      await recordLock(tx, { accountId, address, now, closedUntil: verdict.closedUntil, origin: access.origin })
    return verdict.locks || ['locked', 'waiting'].includes(verdict.reason) ? 'locked' : 'wrong'
  })
}
