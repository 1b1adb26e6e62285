import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { stepSecondsLeft } from '../rules/session-limits.ts'
import { judge, mayHearOfSleep } from '../rules/sign-in.ts'
import { lockAccount, recordEvent } from '../store/accounts.ts'
import { findCeremony, forgetCeremonies, keepCeremony, type Ceremony } from '../store/passkeys.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { enter, type Arrival, type SignedIn } from './enter.ts'
import { newCeremony, provePasskey } from './passkey-proof.ts'
import { minutesBefore } from './start-sign-in.ts'
import { giveBack, takeTry, type TooManyTries } from './throttle.ts'

const KEPT_MINUTES = 60
/** A page that opens while less is left is asked anew, so that nobody chooses a passkey a moment too late. */
const LEAST_SHARED_SECONDS = 60

type Asking = { readonly address: string; readonly returnTo: string }
type Asked = { readonly token: string; readonly ceremony: Ceremony }

/**
 * Asks nobody in particular: which account it is follows from the passkey that answers. A question is no try yet; the
 * answer is.
 */
export async function startPasskeySignIn(access: Access, { address, returnTo }: Asking): Promise<Asked> {
  const now = access.clock.now()
  const token = newToken()
  const ceremony = newCeremony({ purpose: 'sign-in', accountId: null, returnTo, createdAt: now })
  await access.db.write(gate, async (tx) => {
    await keepCeremony(tx, hashToken(token), { ...ceremony, address })
    await forgetCeremonies(tx, minutesBefore(now, KEPT_MINUTES))
  })
  return { token, ceremony }
}

type Offering = { readonly address: string; readonly token: string | undefined }

/** What a browser is asked before anybody chose to: its tabs share one question until that is answered or nearly old. */
export async function offerPasskeySignIn(
  access: Access,
  { address, token }: Offering,
): Promise<Asked & { readonly seconds: number }> {
  const now = access.clock.now()
  const shared = token === undefined ? undefined : await openQuestion(access, token, now)
  const asked = shared ?? (await startPasskeySignIn(access, { address, returnTo: '' }))
  return { ...asked, seconds: stepSecondsLeft(asked.ceremony.createdAt, now) }
}

async function openQuestion(access: Access, token: string, now: Date): Promise<Asked | undefined> {
  const ceremony = await access.db.read(gate, (tx) => findCeremony(tx, hashToken(token)))
  if (ceremony?.purpose !== 'sign-in') return undefined
  return stepSecondsLeft(ceremony.createdAt, now) < LEAST_SHARED_SECONDS ? undefined : { token, ceremony }
}

type Finishing = Arrival & {
  readonly token: string
  readonly response: string
  /** Where to, when the page of the answer says so rather than the question. */
  readonly returnTo: string | undefined
}

/** Something a person has, unlocked by finger, face or PIN: two factors in one act. A lock or an end stops it all the same. */
export async function signInWithPasskey(
  access: Access,
  finishing: Finishing,
): Promise<Outcome<SignedIn, { readonly code: 'refused' | 'asleep' } | TooManyTries>> {
  const now = access.clock.now()
  const { address } = finishing
  const throttled = await takeTry(access, { address })
  if (throttled !== undefined) return refused(throttled)
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
    const returnTo = finishing.returnTo ?? ceremony.returnTo
    return done(await enter(tx, { arrival: finishing, accountId, account, now, returnTo, next: undefined }))
  })
}
