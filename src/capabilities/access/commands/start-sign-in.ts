import { randomInt } from 'node:crypto'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { keyedNumber } from '../../../platform/secrets.ts'
import { isEasyToGuess } from '../rules/password-policy.ts'
import { challenge, CHALLENGES } from '../rules/security-code.ts'
import { SWEEP_EVERY } from '../rules/session-limits.ts'
import { forgetAttempts, keepAttempt } from '../store/attempts.ts'
import { forgetCeremonies } from '../store/passkeys.ts'
import { forgetTries } from '../store/throttle.ts'
import { gate, hashToken, newToken, nobody, type Access } from './access.ts'
import { knownFor } from './own-count.ts'
import { newChallenge } from './passkey-proof.ts'
import { startByTemporary } from './setting-up.ts'
import { giveBack, takeTryOf, type TooManyTries } from './throttle.ts'

const KEPT_MINUTES = 60

type FirstStep = {
  readonly email: string
  readonly password: string
  readonly address: string
  readonly returnTo: string
  /** The cookie of a browser in which somebody came in before. */
  readonly known?: string | undefined
}

/** The second step is next; or, after a temporary password, setting the account up. */
export type Begun = { readonly next: 'second-step' | 'set-up'; readonly token: string }

/**
 * The first step answers the same way whether the account exists, is locked or the password is wrong: it asks for
 * digits of the code. For an address nobody has, the digits follow from the address, so they do not change either.
 */
export async function startSignIn(access: Access, step: FirstStep): Promise<Outcome<Begun, TooManyTries>> {
  const now = access.clock.now()
  const email = step.email.trim().toLowerCase()
  const known = await knownFor(access, step.known, email)
  const { throttled, credentials } = await takeTryOf(access, { address: step.address, email, known })
  if (throttled !== undefined) return refused(throttled)

  const passwordRight = await access.passwords
    .verify(step.password, credentials?.passwordHash ?? null)
    .catch(async (fault: unknown) => {
      // Too many people at once is no try of this one.
      await access.db.write(gate, (tx) => giveBack(tx, { address: step.address, email, known }))
      throw fault
    })
  const settingUp = await startByTemporary(access, { email, password: step.password })
  if (settingUp !== undefined) return done({ next: 'set-up', token: settingUp })
  const proposed = challenge(
    credentials === undefined
      ? keyedNumber(access.secrets, `challenge ${email}`, CHALLENGES.length)
      : randomInt(CHALLENGES.length),
  )
  const token = newToken()
  await access.db.jot((tx) =>
    keepAttempt(tx, {
      tokenHash: hashToken(token),
      accountId: credentials?.id ?? null,
      askedOf: credentials?.id ?? nobody,
      passwordRight,
      passwordWeak: isEasyToGuess(step.password, access.denyList),
      proposed,
      passkeyChallenge: newChallenge(),
      email: step.email.trim().slice(0, 320),
      returnTo: step.returnTo,
      address: step.address,
      createdAt: now,
    }),
  )
  if (randomInt(SWEEP_EVERY) === 0) await sweep(access, minutesBefore(now, KEPT_MINUTES))
  return done({ next: 'second-step', token })
}

async function sweep(access: Access, before: Date): Promise<void> {
  await access.db.write(gate, (tx) =>
    Promise.all([forgetAttempts(tx, before), forgetCeremonies(tx, before), forgetTries(tx, before)]),
  )
}

export function minutesBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000)
}
