import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { judge } from '../rules/sign-in.ts'
import { countTries, lockAccount, recordEvent } from '../store/accounts.ts'
import { forgetCeremonies, keepCeremony } from '../store/passkeys.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { enter, type Arrival, type SignedIn } from './enter.ts'
import { newCeremony, provePasskey } from './passkey-proof.ts'
import { minutesBefore, TRIES_MINUTES, TRIES_PER_ADDRESS } from './start-sign-in.ts'

const KEPT_MINUTES = 60

/** Asks nobody in particular: which account it is follows from the passkey that answers. */
export async function startPasskeySignIn(
  access: Access,
  { address, returnTo }: { readonly address: string; readonly returnTo: string },
): Promise<Outcome<{ readonly token: string }, { readonly code: 'too-many-tries' }>> {
  const now = access.clock.now()
  const token = newToken()
  return access.db.write(gate, async (tx) => {
    const tries = await countTries(tx, address, minutesBefore(now, TRIES_MINUTES))
    if (tries >= (access.triesPerAddress ?? TRIES_PER_ADDRESS)) return refused({ code: 'too-many-tries' })
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
): Promise<Outcome<SignedIn, { readonly code: 'refused' }>> {
  const now = access.clock.now()
  const { address } = finishing
  return access.db.write(gate, async (tx) => {
    const proved = await provePasskey(access, tx, finishing)
    const account = proved && (await lockAccount(tx, proved.accountId))
    const verdict = judge(account, { passwordRight: true, codeRight: true })
    if (proved === undefined || verdict.kind === 'refused') {
      const reason = proved === undefined || verdict.kind === 'signed-in' ? 'passkey' : verdict.reason
      const accountId = proved?.accountId ?? null
      await recordEvent(tx, now, { accountId, kind: 'sign-in-refused', address, details: { reason } })
      return refused({ code: 'refused' })
    }
    const { accountId, ceremony } = proved
    return done(
      await enter(tx, { arrival: finishing, accountId, account, now, returnTo: ceremony.returnTo, next: undefined }),
    )
  })
}
