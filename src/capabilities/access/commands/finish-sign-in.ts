import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { stepOf } from '../../../platform/one-time-code.ts'
import { unseal } from '../../../platform/secrets.ts'
import { answerTo, challenge, CHALLENGES } from '../rules/security-code.ts'
import { stepHasExpired } from '../rules/session-limits.ts'
import { judge } from '../rules/sign-in.ts'
import { lockAccount, recordEvent, recordFailure, type LockedAccount } from '../store/accounts.ts'
import { getAuthenticator, noteAppStep } from '../store/authenticator.ts'
import { takeAttempt, type Attempt } from '../store/attempts.ts'
import { gate, hashToken, nobody, type Access } from './access.ts'
import { ownerOf } from './authenticator.ts'
import { enter, type Arrival, type SignedIn } from './enter.ts'
import { recordLock } from './lock.ts'
import { provePasskey } from './passkey-proof.ts'

/** Any one of those on the page: the digits asked for, in their order, the code of an app, or what a passkey signed. */
export type Answer = { readonly kind: 'digits' | 'app' | 'passkey'; readonly text: string }

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
    const appStep = await appStepOf(access, tx, { accountId, answer: step.answer })
    const codeRight =
      appStep !== undefined ||
      (await isOwnPasskey(access, tx, { accountId, step })) ||
      answersRightly(access, { account, accountId, attempt, answer: step.answer })
    const verdict = judge(account, { passwordRight: attempt.passwordRight, codeRight })
    if (verdict.kind === 'refused') {
      const { address } = step
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
    if (appStep !== undefined) await noteAppStep(tx, accountId, appStep)
    const next = step.answer.kind === 'digits' ? challenge(randomInt(CHALLENGES.length)) : undefined
    return done(await enter(tx, { arrival: step, accountId, account, now, returnTo: attempt.returnTo, next }))
  })
}

type Answering = {
  readonly account: LockedAccount | undefined
  readonly accountId: string
  readonly attempt: Attempt
  readonly answer: Answer
}

function answersRightly({ secrets }: Access, { account, accountId, attempt, answer }: Answering): boolean {
  const code = account?.code ? unseal(secrets, account.code, accountId) : 'no code'
  const expected = answerTo(code, attempt.positions)
  return answer.kind === 'digits' && timingSafeEqual(digest(answer.text), digest(expected)) && account?.code != null
}

/** A code works once: neither it nor an earlier one is taken again. */
async function appStepOf(
  access: Access,
  tx: Tx,
  { accountId, answer }: Pick<Answering, 'accountId' | 'answer'>,
): Promise<number | undefined> {
  const { secret, confirmedAt, lastStep } = await getAuthenticator(tx, accountId)
  if (answer.kind !== 'app' || secret === null || confirmedAt === null) return undefined
  const step = stepOf(unseal(access.secrets, secret, ownerOf(accountId)), answer.text, access.clock.now())
  return step === undefined || step <= lastStep ? undefined : step
}

/** Another person's passkey is as wrong as another person's digits. */
async function isOwnPasskey(
  access: Access,
  tx: Tx,
  { accountId, step }: { readonly accountId: string; readonly step: SecondStep },
): Promise<boolean> {
  if (step.answer.kind !== 'passkey') return false
  const proved = await provePasskey(access, tx, { token: step.token, response: step.answer.text })
  return proved?.accountId === accountId
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
