import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, hashToken, type Access } from '../../../commands/access.ts'
import { passkeyCookie, sessionCookie } from '../../../commands/cookies.ts'
import { requestOptions } from '../../../commands/passkey-proof.ts'
import { offerPasskeySignIn, signInWithPasskey, startPasskeySignIn } from '../../../commands/sign-in-with-passkey.ts'
import { stepHasExpired } from '../../../rules/session-limits.ts'
import { ownAddress } from '../../../rules/sign-in.ts'
import { findCeremony } from '../../../store/passkeys.ts'
import { browserOf, dropCookie, keepKnownCookie, keepPasskeyCookie, keepSessionCookie, knownOf } from '../cookies.ts'
import { nextAfter } from '../home.ts'
import { AsleepPage, SignInPage, TooManyTriesPage } from '../sign-in/page.tsx'
import { PasskeySignInPage } from './page.tsx'

const Start = z.object({ return: z.string().max(5_000).default('') })
const Answer = z.object({ passkey: z.string().max(30_000).default(''), return: z.string().max(5_000).optional() })
const config = { permission: 'public' } as const

/** The same whether the passkey is unknown, was removed, or its account is locked. */
const refusal = {
  field: 'email',
  text: 'That passkey did not let you in. Sign in with your password, or try the passkey again',
}

export function mountPasskeySignIn(app: FastifyInstance, web: Web, access: Access): void {
  const address = '/sign-in/passkey'
  // Each question is a row: an office of people asks a few a minute, a program that fills the table many.
  const rateLimit = { max: 60, timeWindow: '1 minute' }
  app.post(address, { config: { ...config, rateLimit } }, async (request, reply) => {
    const returnTo = ownAddress(web.parse(Start, request.body).return)
    const { token } = await startPasskeySignIn(access, { address: request.ip, returnTo })
    keepPasskeyCookie(access, reply, token)
    return reply.redirect(address, 303)
  })
  app.post(`${address}/question`, { config: { ...config, rateLimit } }, async (request, reply) => {
    const offering = { address: request.ip, token: request.cookies[passkeyCookie(access)] }
    const { token, ceremony, seconds } = await offerPasskeySignIn(access, offering)
    keepPasskeyCookie(access, reply, token)
    return reply.send({ options: requestOptions(access, ceremony.challenge), seconds })
  })
  app.get(address, { config }, async (request, reply) => {
    const token = request.cookies[passkeyCookie(access)] ?? ''
    const ceremony = await access.db.read(gate, (tx) => findCeremony(tx, hashToken(token)))
    if (ceremony?.purpose !== 'sign-in' || stepHasExpired(ceremony.createdAt, access.clock.now()))
      return reply.redirect('/sign-in', 303)
    const options = requestOptions(access, ceremony.challenge)
    return web.html(reply, <PasskeySignInPage view={web.view(request)} form={web.form(request)} options={options} />)
  })
  app.post(`${address}/answer`, { config }, (request, reply) => takeAnswer(web, access, request, reply))
}

async function takeAnswer(web: Web, access: Access, request: FastifyRequest, reply: FastifyReply) {
  const { passkey: response, return: back } = web.parse(Answer, request.body)
  const returnTo = back === undefined ? undefined : ownAddress(back)
  const outcome = await signInWithPasskey(access, {
    token: request.cookies[passkeyCookie(access)] ?? '',
    response,
    returnTo,
    address: request.ip,
    browser: browserOf(request),
    earlier: request.cookies[sessionCookie(access)],
    known: knownOf(access, request),
  })
  dropCookie(access, reply, passkeyCookie(access))
  if (outcome.ok) {
    keepSessionCookie(access, reply, outcome.value.token)
    keepKnownCookie(access, reply, outcome.value.known)
    return reply.redirect(nextAfter(outcome.value), 303)
  }
  if (outcome.refusal.code === 'too-many-tries')
    return web.html(reply, <TooManyTriesPage view={web.view(request)} until={outcome.refusal.until} />, 429)
  if (outcome.refusal.code === 'asleep') return web.html(reply, <AsleepPage view={web.view(request)} />, 403)
  const form = web.form(request, {}, [refusal])
  return web.html(reply, <SignInPage view={web.view(request)} form={form} returnTo={returnTo ?? ''} />, 422)
}
