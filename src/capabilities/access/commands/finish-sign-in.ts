import { randomInt } from 'node:crypto'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { challenge, CHALLENGES } from '../rules/security-code.ts'
import { stepHasExpired } from '../rules/session-limits.ts'
import { judge } from '../rules/sign-in.ts'
import { lockAccount, recordEvent, recordFailure } from '../store/accounts.ts'
import { takeAttempt } from '../store/attempts.ts'
import { gate, hashToken, nobody, type Access } from './access.ts'
import { enter, type Arrival, type SignedIn } from './enter.ts'
import { recordLock } from './lock.ts'
import { judgeAnswer, type Answer } from './second-step.ts'

type SecondStep = Arrival & { readonly token: string; readonly answer: Answer }
export type SignInRefusal =
  | { readonly code: 'expired' }
  /** Unknown, locked, disabled or wrong in either step: the same for all of them. */
  | { readonly code: 'refused'; readonly email: string; readonly returnTo: string }

export async function finishSignIn(access: Access, step: SecondStep): Promise<Outcome<SignedIn, SignInRefusal>> {
  const now = access.clock.now()
  return access.db.write(gate, async (tx) => {
    const attempt = await takeAttempt(tx, hashToken(step.token))
    if (attempt === undefined || stepHasExpired(attempt.createdAt, now)) return refused({ code: 'expired' })
    const accountId = attempt.accountId ?? nobody
    const account = await lockAccount(tx, accountId)
    const { answer, token, address } = step
    const { right, useUp } = await judgeAnswer(access, tx, { account, accountId, attempt, answer, token })
    const verdict = judge(account, { passwordRight: attempt.passwordRight, codeRight: right })
    if (verdict.kind === 'refused') {
      await recordFailure(tx, accountId, { ...verdict, now })
      await recordEvent(tx, now, {
        accountId: attempt.accountId,
        kind: 'sign-in-refused',
        address,
        details: { reason: verdict.reason },
      })
      if (verdict.locks) await recordLock(tx, { accountId, address, now })
      return refused({ code: 'refused', email: attempt.email, returnTo: attempt.returnTo })
    }
    await useUp()
    const next = answer.kind === 'digits' ? challenge(randomInt(CHALLENGES.length)) : undefined
    return done(await enter(tx, { arrival: step, accountId, account, now, returnTo: attempt.returnTo, next }))
  })
}
