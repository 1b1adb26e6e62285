import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { appLink } from '../../../../../platform/one-time-code.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import {
  authenticatorOf,
  confirmAuthenticator,
  removeAuthenticator,
  startAuthenticator,
} from '../../../commands/authenticator.ts'
import { getOwnCredentials } from '../../../store/credentials.ts'
import { AuthenticatorPage } from './page.tsx'

const Proof = z.object({ password: z.string().default('') })
const Confirmation = z.object({ app: z.string().max(100).default('') })
const words = {
  'wrong-password': { field: 'password', text: 'The password is wrong' },
  locked: { field: 'password', text: 'The account is locked after three wrong tries. The council can unlock it' },
  'wrong-code': { field: 'app', text: 'The code is wrong or too old. Enter the one that the app shows now' },
} as const

const config = { permission: 'signed-in', stepUp: 'change your authenticator app' } as const
/** Ends what was begun under a proof. */
const confirming = { permission: 'signed-in' } as const

export function mountAuthenticator(app: FastifyInstance, web: Web, access: Access): void {
  const address = '/account/authenticator'
  app.get(address, { config }, (request, reply) => show(web, access, { request, reply, errors: [] }))
  app.post(address, { config }, async (request, reply) => {
    const { password } = web.parse(Proof, request.body)
    const outcome = await startAuthenticator(access, { ...whoOf(web, request), password })
    if (!outcome.ok) return show(web, access, { request, reply, errors: [words[outcome.refusal.code]] })
    return reply.redirect(address, 303)
  })
  app.post(`${address}/confirmation`, { config: confirming }, async (request, reply) => {
    const code = web.parse(Confirmation, request.body).app.replaceAll(/\s/g, '')
    const outcome = await confirmAuthenticator(access, { ...whoOf(web, request), code })
    if (!outcome.ok && outcome.refusal.code === 'wrong-code')
      return show(web, access, { request, reply, errors: [words['wrong-code']] })
    if (outcome.ok) web.flash(reply, 'The app is added')
    return reply.redirect(address, 303)
  })
  app.post(`${address}/removal`, { config }, async (request, reply) => {
    const { password } = web.parse(Proof, request.body)
    const outcome = await removeAuthenticator(access, { ...whoOf(web, request), password })
    if (!outcome.ok) return show(web, access, { request, reply, errors: [words[outcome.refusal.code]] })
    web.flash(reply, 'The app is removed')
    return reply.redirect(address, 303)
  })
}

function whoOf(web: Web, request: FastifyRequest) {
  return { accountId: web.visitor(request).accountId, address: request.ip }
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly errors: readonly FieldError[]
}

async function show(web: Web, access: Access, { request, reply, errors }: Showing): Promise<FastifyReply> {
  const { accountId } = web.visitor(request)
  const state = await authenticatorOf(access, accountId)
  const { email } = await access.db.read(gate, (tx) => getOwnCredentials(tx, accountId))
  const link = state.kind === 'waiting' ? appLink(state.secret, email) : ''
  const page = (
    <AuthenticatorPage view={web.view(request)} form={web.form(request, {}, errors)} state={state} link={link} />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
