import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError, FormView } from '../../../../../platform/web/forms.tsx'
import { PasswordsBusy } from '../../../../../platform/passwords.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, hashToken, type Access } from '../../../commands/access.ts'
import { sessionCookie, stepCookie } from '../../../commands/cookies.ts'
import { finishSignIn, type SignInRefusal } from '../../../commands/finish-sign-in.ts'
import type { Answer } from '../../../commands/second-step.ts'
import { requestOptions } from '../../../commands/passkey-proof.ts'
import { startSignIn } from '../../../commands/start-sign-in.ts'
import { plainRecoveryCode } from '../../../rules/recovery-code.ts'
import { CODE_LENGTH, DIGITS_ASKED, ordinal } from '../../../rules/security-code.ts'
import { stepHasExpired } from '../../../rules/session-limits.ts'
import { ownAddress } from '../../../rules/sign-in.ts'
import { findAttempt, type WaitingAttempt } from '../../../store/attempts.ts'
import { listWays } from '../../../store/sign-on/connections.ts'
import {
  browserOf,
  dropCookie,
  keepKnownCookie,
  keepSessionCookie,
  keepSetUpCookie,
  keepStepCookie,
  knownOf,
  sessionOf,
} from '../cookies.ts'
import { homeAt, nextAfter, placesAt } from '../home.ts'
import { AsleepPage, SecondStepPage, SignInPage, TooManyTriesPage } from './page.tsx'

const text = z.string().max(5_000).default('')
const Query = z.object({ return: text })
const FirstStep = z.object({ email: text, password: text, return: text })
/** More than the second step ever takes, and little enough that nobody minds. */
const REFUSAL_MILLISECONDS = 150
const SecondStep = z.record(z.string(), z.unknown())
type Body = Readonly<Record<string, unknown>>
const POSITIONS = Array.from({ length: CODE_LENGTH }, (_, index) => index + 1)

/** The same for an address nobody has, a wrong password, a wrong code and a locked account. */
const refusal: FieldError = {
  field: 'email',
  text: 'The email address, password or security code is wrong, or the account is locked. After wrong tries an account is locked for a time, or until somebody unlocks it: its owner is told by email',
}
const busy: FieldError = {
  field: 'password',
  text: 'Many people are signing in. Wait a few seconds, enter your password and try again: nothing was counted as wrong',
}
const expired: FieldError = {
  field: 'email',
  text: 'The second step was not finished within ten minutes. Sign in again',
}

export function mountSignIn(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/sign-in', { config: { permission: 'public' } }, async (request, reply) => {
    const returnTo = ownAddress(web.parse(Query, request.query).return)
    if (request.visitor !== null) return reply.redirect(homeAt(request.visitor.face, returnTo), 303)
    if ((await sessionOf(access, request)) !== undefined) return reply.redirect(placesAt(returnTo), 303)
    const ways = await access.db.read(gate, listWays)
    const page = <SignInPage view={web.view(request)} form={web.form(request)} returnTo={returnTo} ways={ways} />
    return web.html(reply, page)
  })
  app.post('/sign-in', { config: { permission: 'public' } }, (request, reply) => firstStep(web, access, request, reply))
  app.get('/sign-in/code', { config: { permission: 'public' } }, async (request, reply) => {
    const attempt = await attemptOf(access, request)
    if (attempt === undefined) return reply.redirect('/sign-in', 303)
    return showSecondStep(web, access, { request, reply, attempt, form: web.form(request) })
  })
  app.post('/sign-in/code', { config: { permission: 'public' } }, (request, reply) =>
    secondStep(web, access, request, reply),
  )
}

async function firstStep(web: Web, access: Access, request: FastifyRequest, reply: FastifyReply) {
  const { email, password, return: back } = web.parse(FirstStep, request.body)
  const returnTo = ownAddress(back)
  const errors = missing({ email, password })
  if (errors.length > 0) {
    const form = web.form(request, { email }, errors)
    return web.html(reply, <SignInPage view={web.view(request)} form={form} returnTo={returnTo} />, 422)
  }
  const known = knownOf(access, request)
  const outcome = await unlessBusy(startSignIn(access, { email, password, address: request.ip, returnTo, known }))
  if (outcome === 'busy') {
    const form = web.form(request, { email }, [busy])
    reply.header('retry-after', '5')
    return web.html(reply, <SignInPage view={web.view(request)} form={form} returnTo={returnTo} />, 503)
  }
  if (!outcome.ok) {
    const { until } = outcome.refusal
    return web.html(reply, <TooManyTriesPage view={web.view(request)} until={until} />, 429)
  }
  const { next, token } = outcome.value
  if (next === 'set-up') {
    keepSetUpCookie(access, reply, token)
    return reply.redirect('/set-up', 303)
  }
  keepStepCookie(access, reply, token)
  return reply.redirect('/sign-in/code', 303)
}

/** More people at once than passwords can be checked: whoever waits too long is told, and keeps what was typed. */
async function unlessBusy<T>(answer: Promise<T>): Promise<T | 'busy'> {
  try {
    return await answer
  } catch (fault) {
    if (fault instanceof PasswordsBusy) return 'busy'
    throw fault
  }
}

function missing({ email, password }: { readonly email: string; readonly password: string }): readonly FieldError[] {
  return [
    ...(email.trim() === '' ? [{ field: 'email', text: 'Enter your email address' }] : []),
    ...(password === '' ? [{ field: 'password', text: 'Enter your password' }] : []),
  ]
}

async function attemptOf(access: Access, request: FastifyRequest): Promise<WaitingAttempt | undefined> {
  const token = request.cookies[stepCookie(access)]
  if (token === undefined) return undefined
  const attempt = await access.db.glance((tx) => findAttempt(tx, hashToken(token)))
  if (attempt === undefined || stepHasExpired(attempt.createdAt, access.clock.now())) return undefined
  return attempt
}

type SecondStepShown = Exchange & { readonly attempt: WaitingAttempt; readonly form: FormView }

function showSecondStep(web: Web, access: Access, { request, reply, attempt, form }: SecondStepShown): FastifyReply {
  const { passkeyChallenge } = attempt
  const positions = attempt.asksDigits ? attempt.positions : undefined
  const passkey = requestOptions(access, passkeyChallenge)
  const page = <SecondStepPage view={web.view(request)} form={form} positions={positions} passkey={passkey} />
  return web.html(reply, page, form.errors.length > 0 ? 422 : 200)
}

async function secondStep(web: Web, access: Access, request: FastifyRequest, reply: FastifyReply) {
  const soonest = sleep(access.refusalMilliseconds ?? REFUSAL_MILLISECONDS)
  const body = web.parse(SecondStep, request.body)
  const answer = answerIn(body)
  if (answer === undefined) {
    const attempt = await attemptOf(access, request)
    if (attempt === undefined) return showSignIn(web, { request, reply }, { code: 'expired' })
    const { values, errors } = slipsIn(body, attempt.asksDigits ? attempt.positions : [])
    return showSecondStep(web, access, { request, reply, attempt, form: web.form(request, values, errors) })
  }
  const outcome = await finishSignIn(access, {
    token: request.cookies[stepCookie(access)] ?? '',
    answer,
    address: request.ip,
    browser: browserOf(request),
    earlier: request.cookies[sessionCookie(access)],
    known: knownOf(access, request),
  })
  dropCookie(access, reply, stepCookie(access))
  if (!outcome.ok) {
    await soonest
    return showSignIn(web, { request, reply }, outcome.refusal)
  }
  keepSessionCookie(access, reply, outcome.value.token)
  keepKnownCookie(access, reply, outcome.value.known)
  return reply.redirect(nextAfter(outcome.value), 303)
}

/**
 * Undefined when it is no answer yet. What is not six digits or one digit is the person's slip, not a wrong answer: it
 * is not counted and tells nothing.
 */
function answerIn(body: Body): Answer | undefined {
  const passkey = body['passkey']
  if (typeof passkey === 'string' && passkey !== '') return { kind: 'passkey', text: passkey }
  const recovery = textIn(body, 'recovery')
  if (recovery !== '') return faultsOfPaper(recovery).length > 0 ? undefined : { kind: 'recovery', text: recovery }
  const app = appIn(body)
  if (app !== '') return faultsOfApp(app).length > 0 ? undefined : { kind: 'app', text: app }
  const digits = POSITIONS.map((position) => textIn(body, boxOf(position))).filter((digit) => digit !== '')
  return digits.length === DIGITS_ASKED && digits.every(isDigit) ? { kind: 'digits', text: digits.join('') } : undefined
}

function slipsIn(body: Body, positions: readonly number[]) {
  const recovery = textIn(body, 'recovery')
  if (recovery !== '') return { values: { recovery }, errors: faultsOfPaper(recovery) }
  const app = appIn(body)
  const typed = positions.map((position) => ({ position, name: boxOf(position), digit: textIn(body, boxOf(position)) }))
  const values = Object.fromEntries([['app', app], ...typed.map(({ name, digit }) => [name, digit] as const)])
  if (app !== '' || typed.length === 0) return { values, errors: faultsOfApp(app) }
  const errors = typed
    .filter(({ digit }) => !isDigit(digit))
    .map(({ name, position }) => ({ field: name, text: `Enter the ${ordinal(position)} digit of your security code` }))
  return { values, errors }
}

function boxOf(position: number): string {
  return `digit-${String(position)}`
}

function isDigit(text: string): boolean {
  return /^[0-9]$/.test(text)
}

function appIn(body: Body): string {
  return textIn(body, 'app').replaceAll(/\s/g, '')
}

function faultsOfApp(app: string): readonly FieldError[] {
  return /^[0-9]{6}$/.test(app)
    ? []
    : [{ field: 'app', text: 'Enter the six digits that your authenticator app shows' }]
}

function faultsOfPaper(recovery: string): readonly FieldError[] {
  return plainRecoveryCode(recovery) === undefined
    ? [{ field: 'recovery', text: 'Enter the sixteen letters and numbers of a recovery code' }]
    : []
}

function textIn(body: Body, name: string): string {
  const given = body[name]
  return typeof given === 'string' ? given.trim().slice(0, 40) : ''
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

function showSignIn(web: Web, { request, reply }: Exchange, why: SignInRefusal): FastifyReply {
  if (why.code === 'asleep') return web.html(reply, <AsleepPage view={web.view(request)} />, 403)
  const [error, values, returnTo] =
    why.code === 'expired' ? [expired, {}, ''] : [refusal, { email: why.email }, why.returnTo]
  const form = web.form(request, values, [error])
  return web.html(reply, <SignInPage view={web.view(request)} form={form} returnTo={returnTo} />, 422)
}
