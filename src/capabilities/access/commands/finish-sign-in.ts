import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import type { LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { stepOf } from '../../../platform/one-time-code.ts'
import { unseal } from '../../../platform/secrets.ts'
import { mustChange } from '../rules/password-policy.ts'
import { answerTo, challenge, CHALLENGES } from '../rules/security-code.ts'
import { IDLE_SECONDS, stepHasExpired } from '../rules/session-limits.ts'
import { judge } from '../rules/sign-in.ts'
import {
  listPlaces,
  lockAccount,
  recordEvent,
  recordFailure,
  recordSignIn,
  type LockedAccount,
  type Place,
} from '../store/accounts.ts'
import { getAuthenticator, noteAppStep } from '../store/authenticator.ts'
import { takeAttempt, type Attempt } from '../store/attempts.ts'
import { endSession, forgetEndedSessions, openSession, rememberPlace } from '../store/sessions.ts'
import { gate, hashToken, newToken, nobody, type Access } from './access.ts'
import { ownerOf } from './authenticator.ts'
import { recordLock } from './lock.ts'
import { passwordAge } from './password-age.ts'

/** Either of the two on the page: the digits asked for, in their order, or the code an authenticator app shows. */
export type Answer = { readonly kind: 'digits' | 'app'; readonly text: string }

type SecondStep = {
  readonly token: string
  readonly answer: Answer
  readonly address: string
  readonly browser: string
  /** The session that the browser had before, which ends. */
  readonly earlier: string | undefined
}
export type SignedIn = {
  readonly token: string
  readonly returnTo: string
  /** Undefined when there is a choice to make, or a password to change first. */
  readonly place: Place | undefined
  readonly mustChangePassword: boolean
}
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
      appStep !== undefined || answersRightly(access, { account, accountId, attempt, answer: step.answer })
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
    return done(await enter(tx, { step, accountId, account, now, returnTo: attempt.returnTo }))
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

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

type Entering = {
  readonly step: SecondStep
  readonly accountId: string
  readonly account: LockedAccount | undefined
  readonly now: Date
  readonly returnTo: string
}

async function enter(tx: Tx, { step, accountId, account, now, returnTo }: Entering): Promise<SignedIn> {
  const today: LocalDate = londonToday(now)
  const places = await listPlaces(tx, accountId, today)
  const policies = places.map(({ policy }) => policy)
  const mustChangePassword = mustChange(passwordAge(account), policies, today)
  const place = places.length === 1 && !mustChangePassword ? places[0] : undefined
  const token = newToken()
  const { address, browser } = step
  const next = step.answer.kind === 'digits' ? challenge(randomInt(CHALLENGES.length)) : undefined
  await recordSignIn(tx, accountId, { next, now })
  if (step.earlier !== undefined) await endSession(tx, hashToken(step.earlier))
  await forgetEndedSessions(tx, accountId, new Date(now.getTime() - IDLE_SECONDS * 1000))
  await openSession(tx, { tokenHash: hashToken(token), accountId, now, place, address, browser })
  if (place !== undefined) await rememberPlace(tx, accountId, place)
  await recordEvent(tx, now, { accountId, kind: 'signed-in', address, details: { browser } })
  return { token, returnTo, place, mustChangePassword }
}
