import { createHmac, randomInt } from 'node:crypto'
import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { challenge, CHALLENGES } from '../rules/security-code.ts'
import { judge, type RefusalReason } from '../rules/sign-in.ts'
import { getCredentials, keepChallenge, listPlaces, lockAccount, recordEvent, recordProof } from '../store/accounts.ts'
import { getAuthenticator } from '../store/authenticator.ts'
import { getOwnCredentials } from '../store/credentials.ts'
import { forgetCeremonies, keepCeremony, listPasskeys } from '../store/passkeys.ts'
import { renewAgain, renewProof } from '../store/sessions.ts'
import { gate, hashToken, newToken, type Access } from './access.ts'
import { countRefusalHere, standsHere } from './own-count.ts'
import { newCeremony } from './passkey-proof.ts'
import { judgeAnswer, takesDigits, type Answer } from './second-step.ts'
import { minutesBefore } from './start-sign-in.ts'

const KEPT_MINUTES = 60
const closedReasons: ReadonlySet<RefusalReason> = new Set(['locked', 'waiting', 'not-active'])

/** What somebody who is signed in may show again, the strongest first; whatever they never set up is not asked for. */
export type Question = {
  readonly token: string
  readonly passkeyChallenge: string | undefined
  readonly app: boolean
  /** Which digits of the code, asked together with the password; the same as at the door until answered rightly. */
  readonly positions: readonly number[] | undefined
}
type Asked = { readonly accountId: string; readonly address: string }

export async function askAgain(access: Access, { accountId, address }: Asked): Promise<Question> {
  const now = access.clock.now()
  const token = newToken()
  return access.db.write(gate, async (tx) => {
    const [own, app, passkeys, places, positions] = await Promise.all([
      getOwnCredentials(tx, accountId),
      getAuthenticator(tx, accountId),
      listPasskeys(tx, accountId),
      listPlaces(tx, accountId, londonToday(now)),
      keepChallenge(tx, accountId, challenge(randomInt(CHALLENGES.length))),
    ])
    const ceremony = newCeremony({ purpose: 'step-up', accountId, createdAt: now })
    await keepCeremony(tx, hashToken(token), { ...ceremony, address })
    await forgetCeremonies(tx, minutesBefore(now, KEPT_MINUTES))
    const digits = own.code !== null && own.passwordHash !== null && takesDigits(places)
    return {
      token,
      passkeyChallenge: passkeys.length === 0 ? undefined : ceremony.challenge,
      app: app.confirmedAt !== null,
      positions: digits ? positions : undefined,
    }
  })
}

export type Shown = Asked & {
  readonly session: string
  readonly question: string
  readonly answer: Answer
  /** Beside digits only: an app or a passkey is something that the person has, and the session knows the rest. */
  readonly password: string
  /** The token was renewed moments ago: only the very same proof once more is taken, and nothing is judged. */
  readonly secondPress?: boolean
  /** The cookie of a browser in which somebody came in before. */
  readonly known?: string | undefined
}

/** The token of the session from now on, or why the act must wait. Guesses count with those at the door. */
export async function showAgain(
  access: Access,
  shown: Shown,
): Promise<{ readonly token: string } | 'wrong' | 'locked'> {
  const { accountId, address, session, question, answer, password } = shown
  const now = access.clock.now()
  const again = { from: hashToken(session), by: proofHash(shown), now }
  if (shown.secondPress === true) return access.db.write(gate, async (tx) => (await onceMore(tx, again)) ?? 'wrong')
  const byDigits = answer.kind === 'digits'
  const credentials = await access.db.read(gate, (tx) => getCredentials(tx, accountId))
  const passwordRight = byDigits ? await access.passwords.verify(password, credentials.passwordHash) : true
  return access.db.write(gate, async (tx) => {
    const [account, places] = await Promise.all([
      lockAccount(tx, accountId),
      listPlaces(tx, accountId, londonToday(now)),
    ])
    // Two presses at once: the first was judged while this one waited for the account.
    const pressedTwice = await onceMore(tx, again)
    if (pressedTwice !== undefined) return pressedTwice
    const next = challenge(randomInt(CHALLENGES.length))
    const attempt = { positions: byDigits ? await keepChallenge(tx, accountId, next) : [] }
    const proof = { account, accountId, places, attempt, answer, token: question, purpose: 'step-up' } as const
    const { right, useUp } = await judgeAnswer(access, tx, proof)
    const policies = places.map(({ policy }) => policy)
    const circumstances = { policies, now, unguessable: answer.kind === 'passkey' }
    const { standing, own } = await standsHere(tx, { account, accountId, known: shown.known, policies })
    const verdict = judge(standing, { passwordRight, codeRight: right }, circumstances)
    if (verdict.kind === 'refused') {
      const { reason, locks } = verdict
      const refusing = { accountId, kind: 'proof-refused', address } as const
      // What a passkey signs cannot be guessed, so a slip with it is on record and not counted.
      if (answer.kind === 'passkey') await recordEvent(tx, now, { ...refusing, details: { reason } })
      else await countRefusalHere(access, tx, { ...refusing, verdict, own })
      return closedReasons.has(reason) || (locks && answer.kind !== 'passkey') ? 'locked' : 'wrong'
    }
    await useUp()
    const token = newToken()
    if (!(await renewProof(tx, { ...again, to: hashToken(token) }))) return 'wrong'
    await recordProof(tx, accountId, { next: byDigits ? next : undefined, keepsCount: own !== undefined })
    await recordEvent(tx, now, { accountId, kind: 'proved', address })
    return { token }
  })
}

/** What was shown, as one value: whoever has not seen the first press cannot send a second one. */
function proofHash({ session, question, answer, password }: Shown): Buffer {
  const parts = JSON.stringify([question, answer.kind, answer.text, password])
  return createHmac('sha256', session).update(parts).digest()
}

type Again = { readonly from: Buffer; readonly by: Buffer; readonly now: Date }

async function onceMore(tx: Tx, again: Again): Promise<{ readonly token: string } | undefined> {
  const token = newToken()
  return (await renewAgain(tx, { ...again, to: hashToken(token) })) ? { token } : undefined
}
