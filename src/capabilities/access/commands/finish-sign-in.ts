import { randomInt } from 'node:crypto'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import { challenge, CHALLENGES } from '../rules/security-code.ts'
import { stepHasExpired } from '../rules/session-limits.ts'
import { isAsleep, judge, mayHearOfSleep } from '../rules/sign-in.ts'
import { listPlaces } from '../store/accounts.ts'
import { accountOf, takeAttempt } from '../store/attempts.ts'
import { gate, hashToken, nobody, type Access } from './access.ts'
import { enter, type Arrival, type SignedIn } from './enter.ts'
import { countRefusalHere, standsHere } from './own-count.ts'
import { giveBack } from './throttle.ts'
import { judgeAnswer, type Answer } from './second-step.ts'

type SecondStep = Arrival & { readonly token: string; readonly answer: Answer }
export type SignInRefusal =
  | { readonly code: 'expired' }
  /** Both steps were right, and nobody signed in for so long that the account is suspended. */
  | { readonly code: 'asleep' }
  /** Unknown, locked, disabled or wrong in either step: the same for all of them. */
  | { readonly code: 'refused'; readonly email: string; readonly returnTo: string }

export async function finishSignIn(access: Access, step: SecondStep): Promise<Outcome<SignedIn, SignInRefusal>> {
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const tokenHash = hashToken(step.token)
    const [places, taken] = await Promise.all([
      listPlaces(tx, accountOf(tokenHash), londonToday(now)),
      takeAttempt(tx, tokenHash),
    ])
    if (taken === undefined || stepHasExpired(taken.attempt.createdAt, now)) return refused({ code: 'expired' })
    const { attempt, account } = taken
    const accountId = attempt.accountId ?? nobody
    const { answer, token, address } = step
    const { right, useUp } = await judgeAnswer(access, tx, {
      account,
      accountId,
      places,
      attempt,
      answer,
      token,
      purpose: 'sign-in',
    })
    const policies = places.map(({ policy }) => policy)
    const steps = { passwordRight: attempt.passwordRight, codeRight: right }
    const { standing, own } = await standsHere(tx, { account, accountId, known: step.known, policies })
    const verdict = judge(standing, steps, { policies, now })
    if (verdict.kind === 'refused') {
      const hears = mayHearOfSleep(account, steps)
      const failures = verdict.failures + (isAsleep(account) && !hears ? 1 : 0)
      const refusing = { accountId: attempt.accountId, verdict: { ...verdict, failures }, address, own } as const
      await countRefusalHere(access, tx, { ...refusing, kind: 'sign-in-refused' })
      if (!hears) return refused({ code: 'refused', email: attempt.email, returnTo: attempt.returnTo })
      await useUp()
      return refused({ code: 'asleep' })
    }
    const next = answer.kind === 'digits' ? challenge(randomInt(CHALLENGES.length)) : undefined
    const { returnTo, passwordWeak: weak } = attempt
    const known = own?.tokenHash
    const here = { arrival: step, places, countsAlone: own !== undefined }
    const entering = { ...here, accountId, account, now, returnTo, next, weak }
    const [entered] = await Promise.all([
      enter(tx, entering),
      useUp(),
      giveBack(tx, { address, email: attempt.email, known }),
    ])
    return done(entered)
  })
}
