import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { judge, mayHearOfSleep } from '../rules/sign-in.ts'
import { lockAccount, recordEvent } from '../store/accounts.ts'
import { forgetCeremonies, keepCeremony } from '../store/passkeys.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { enter, type Arrival, type SignedIn } from './enter.ts'
import { newCeremony, provePasskey } from './passkey-proof.ts'
import { minutesBefore } from './start-sign-in.ts'
import { giveBack, takeTry, type TooManyTries } from './throttle.ts'

const KEPT_MINUTES = 60

/** Asks nobody in particular: which account it is follows from the passkey that answers. */
export async function startPasskeySignIn(
  access: Access,
  { address, returnTo }: { readonly address: string; readonly returnTo: string },
): Promise<Outcome<{ readonly token: string }, TooManyTries>> {
  const now = access.clock.now()
  const token = newToken()
  const throttled = await takeTry(access, { address })
  if (throttled !== undefined) return refused(throttled)
  return access.db.write(gate, async (tx) => {
    const ceremony = newCeremony({ purpose: 'sign-in', accountId: null, returnTo, createdAt: now })
    await keepCeremony(tx, hashToken(token), { ...ceremony, address })
    await forgetCeremonies(tx, minutesBefore(now, KEPT_MINUTES))
    return done({ token })
  })
}

type Finishing = Arrival & { readonly token: string; readonly response: string }

/** Something a person has, unlocked by finger, face or PIN: two factors in one act. A lock or an end stops it all the same. */
export async function signInWithPasskey(
  access: Access,
  finishing: Finishing,
): Promise<Outcome<SignedIn, { readonly code: 'refused' | 'asleep' }>> {
  const now = access.clock.now()
  const { address } = finishing
  return access.db.write(gate, async (tx) => {
    const proved = await provePasskey(access, tx, { ...finishing, purpose: 'sign-in' })
    const account = proved && (await lockAccount(tx, proved.accountId))
    const verdict = judge(account, { passwordRight: true, codeRight: true }, { policies: [], now, unguessable: true })
    if (proved === undefined || verdict.kind === 'refused') {
      const reason = proved === undefined || verdict.kind === 'signed-in' ? 'passkey' : verdict.reason
      const accountId = proved?.accountId ?? null
      await recordEvent(tx, now, { accountId, kind: 'sign-in-refused', address, details: { reason } })
      const hears = mayHearOfSleep(account, { passwordRight: true, codeRight: true })
      return refused({ code: hears ? 'asleep' : 'refused' })
    }
    const { accountId, ceremony } = proved
    await giveBack(tx, { address })
    return done(
      await enter(tx, { arrival: finishing, accountId, account, now, returnTo: ceremony.returnTo, next: undefined }),
    )
  })
}
