import { createHash, timingSafeEqual } from 'node:crypto'
import { londonToday } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { stepOf } from '../../../platform/one-time-code.ts'
import { unseal } from '../../../platform/secrets.ts'
import { answerTo } from '../rules/security-code.ts'
import { recordEvent, type LockedAccount, type Place } from '../store/accounts.ts'
import { getAuthenticator, noteAppStep } from '../store/authenticator.ts'
import type { Attempt } from '../store/attempts.ts'
import { isRecoveryCode, useRecoveryCode } from '../store/recovery-codes.ts'
import { tellOwner } from '../store/tell-owner.ts'
import type { Access } from './access.ts'
import { ownerOf } from './authenticator.ts'
import { provePasskey } from './passkey-proof.ts'
import { recoveryHash } from './recovery-codes.ts'

/** Any one of those on the page: the digits asked for, an app's code, a code from paper, or what a passkey signed. */
export type Answer = { readonly kind: 'digits' | 'app' | 'recovery' | 'passkey'; readonly text: string }

export type Answering = {
  readonly account: LockedAccount | undefined
  readonly accountId: string
  readonly places: readonly Pick<Place, 'digits'>[]
  /** Which digits were asked for. */
  readonly attempt: Pick<Attempt, 'positions'>
  readonly answer: Answer
  /** Of the attempt, and of the question that a passkey answers. */
  readonly token: string
  readonly purpose: 'sign-in' | 'step-up'
}
/** What is used up by the answer, if it lets somebody in. */
type Judged = { readonly right: boolean; readonly useUp: () => Promise<void> }

const wrong: Judged = { right: false, useUp: () => Promise.resolve() }
const right: Judged = { ...wrong, right: true }

export async function judgeAnswer(access: Access, tx: Tx, answering: Answering): Promise<Judged> {
  switch (answering.answer.kind) {
    case 'digits':
      return areRightDigits(access, answering) ? right : wrong
    case 'app':
      return judgeApp(access, tx, answering)
    case 'recovery':
      return judgeRecoveryCode(access, tx, answering)
    case 'passkey':
      return (await isOwnPasskey(access, tx, answering)) ? right : wrong
  }
}

/** A person of several councils may use digits where all of them take digits: the strictest counts. */
function areRightDigits({ secrets }: Access, { account, accountId, places, attempt, answer }: Answering): boolean {
  const code = account?.code ? unseal(secrets, account.code, accountId) : 'no code'
  const expected = answerTo(code, attempt.positions)
  return timingSafeEqual(digest(answer.text), digest(expected)) && account?.code != null && takesDigits(places)
}

export function takesDigits(places: readonly Pick<Place, 'digits'>[]): boolean {
  return places.every(({ digits }) => digits)
}

/** A code works once: neither it nor an earlier one is taken again. */
async function judgeApp(access: Access, tx: Tx, { accountId, answer }: Answering): Promise<Judged> {
  const { secret, confirmedAt, lastStep } = await getAuthenticator(tx, accountId)
  if (secret === null || confirmedAt === null) return wrong
  const step = stepOf(unseal(access.secrets, secret, ownerOf(accountId)), answer.text, access.clock.now())
  if (step === undefined || step <= lastStep) return wrong
  return { right: true, useUp: () => noteAppStep(tx, accountId, step) }
}

/** The owner is told: whoever found the paper may have used it. */
async function judgeRecoveryCode({ clock }: Access, tx: Tx, { accountId, answer }: Answering): Promise<Judged> {
  const hash = recoveryHash(answer.text)
  if (!(await isRecoveryCode(tx, accountId, hash))) return wrong
  const now = clock.now()
  const useUp = async (): Promise<void> => {
    await useRecoveryCode(tx, accountId, { hash, now })
    await recordEvent(tx, now, { accountId, kind: 'recovery-code-used' })
    await tellOwner(tx, {
      accountId,
      subject: 'A recovery code was used to sign in to Provider Portal',
      body: 'One of your recovery codes was used to sign in, and works no more. If it was not you, tell the council at once.',
      now,
      today: londonToday(now),
    })
  }
  return { right: true, useUp }
}

/** Another person's passkey is as wrong as another person's digits. */
async function isOwnPasskey(
  access: Access,
  tx: Tx,
  { accountId, answer, token, purpose }: Answering,
): Promise<boolean> {
  const proved = await provePasskey(access, tx, { token, response: answer.text, purpose })
  return proved?.accountId === accountId
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
