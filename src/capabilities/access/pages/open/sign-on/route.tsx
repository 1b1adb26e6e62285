import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import { NotSignedIn } from '../../../../../platform/web/faults.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { sessionCookie, signOnCookie } from '../../../commands/cookies.ts'
import { comeBack, type BackRefusal, type CameBack } from '../../../commands/sign-on/come-back.ts'
import { addressToSignOut } from '../../../commands/sign-on/issuer.ts'
import { leave, onward } from '../../../commands/sign-on/leave.ts'
import { ownAddress } from '../../../rules/sign-in.ts'
import { findConnection, type Connection } from '../../../store/sign-on/connections.ts'
import { browserOf, dropCookie, keepSessionCookie, keepSignOnCookie, sessionOf } from '../cookies.ts'
import { nextAfter } from '../home.ts'
import { faultPage, nameOf, type FaultCode } from './faults.tsx'
import { OnwardPage, ProvedPage, SignOnPage } from './page.tsx'
import { SeenPage } from './seen.tsx'

const Params = z.object({ id: z.uuid() })
const Return = z.object({ return: z.string().max(5_000).default('') })
const config = { permission: 'public' } as const

/** Which organisations sign in by themselves is known to everybody, so these pages tell nothing of an account. */
export function mountSignOn(app: FastifyInstance, web: Web, access: Access): void {
  const address = '/sign-in/with/:id'
  app.get(address, { config }, async (request, reply) => {
    const connection = await openConnection(web, access, request)
    const page = (
      <SignOnPage
        view={web.view(request)}
        form={web.form(request)}
        id={connection.id}
        name={nameOf(connection)}
        returnTo={ownAddress(web.parse(Return, request.query).return)}
      />
    )
    return web.html(reply, page)
  })
  app.post(address, { config }, async (request, reply) => {
    const connection = await openConnection(web, access, request)
    const returnTo = ownAddress(web.parse(Return, request.body).return)
    const leaving = { connectionId: connection.id, purpose: 'sign-in', returnTo, address: request.ip } as const
    return depart(web, access, { request, reply, connection }, await leave(access, leaving))
  })
  app.get(`${address}/onward`, { config }, (request, reply) => goOn(web, access, { request, reply }))
  app.get(`${address}/callback`, { config }, (request, reply) => arrive(web, access, { request, reply }))
  app.get(`${address}/ended`, { config }, async (request, reply) => {
    const connection = await openConnection(web, access, request)
    const to = connection.kind === 'oidc' ? await addressToSignOut(access, connection) : undefined
    return reply.redirect(to ?? '/signed-out', 303)
  })
  // Before an act that binds: the issuer asks again who is there.
  app.post('/sign-in/again', { config: { permission: 'signed-in', stepUp: false } }, async (request, reply) => {
    const session = await sessionOf(access, request)
    if (session?.through == null) throw new NotSignedIn()
    const { accountId, through, token } = session
    const connection = await access.db.read(gate, (tx) => findConnection(tx, through))
    if (connection === undefined) throw new NotFound('connection')
    const leaving = {
      connectionId: through,
      purpose: 'proof',
      accountId,
      session: token,
      returnTo: '',
      address: request.ip,
    } as const
    return depart(web, access, { request, reply, connection }, await leave(access, leaving))
  })
}

async function openConnection(web: Web, access: Access, request: FastifyRequest): Promise<Connection> {
  const { id } = web.params(request, Params)
  const connection = await access.db.read(gate, (tx) => findConnection(tx, id))
  if (connection?.enabled !== true) throw new NotFound('connection')
  return connection
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Departing = Exchange & { readonly connection: Connection }

export function depart(
  web: Web,
  access: Access,
  { request, reply, connection }: Departing,
  left: Awaited<ReturnType<typeof leave>>,
): FastifyReply {
  if (!left.ok) {
    const code = left.refusal.code === 'not-open' ? 'expired' : 'too-many-tries'
    return showFault(web, { request, reply }, { code, connection })
  }
  keepSignOnCookie(access, reply, left.value.token)
  return reply.redirect(`/sign-in/with/${connection.id}/onward`, 303)
}

async function goOn(web: Web, access: Access, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const token = request.cookies[signOnCookie(access)] ?? ''
  const outcome = await onward(access, { token, connectionId: id })
  if (!outcome.ok) {
    const { refusal, connection } = outcome.refusal
    return showFault(web, { request, reply }, { code: refusal.code, connection })
  }
  const { connection, to } = outcome.value
  reply.header('refresh', `0; url=${to}`)
  return web.html(reply, <OnwardPage view={web.view(request)} name={nameOf(connection)} to={to} />)
}

/** The one page that changes something by being asked for: it is where the issuer sends the browser, by a link. */
async function arrive(web: Web, access: Access, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const outcome = await comeBack(access, {
    connectionId: id,
    token: request.cookies[signOnCookie(access)] ?? '',
    query: request.url.split('?')[1] ?? '',
    address: request.ip,
    browser: browserOf(request),
    earlier: request.cookies[sessionCookie(access)],
  })
  dropCookie(access, reply, signOnCookie(access))
  if (outcome.ok) return welcome(web, access, { request, reply, back: outcome.value })
  return showFault(web, { request, reply }, faultOf(outcome.refusal))
}

type Welcoming = Exchange & { readonly back: CameBack }

function welcome(web: Web, access: Access, { request, reply, back }: Welcoming): FastifyReply {
  switch (back.purpose) {
    case 'sign-in':
      keepSessionCookie(access, reply, back.signedIn.token)
      return reply.redirect(nextAfter(back.signedIn), 303)
    case 'proof':
      return web.html(reply, <ProvedPage view={web.view(request)} />)
    case 'try':
      return web.html(reply, <SeenPage view={web.view(request)} connection={back.connection} seen={back.seen} />)
  }
}

export function faultOf(refusal: BackRefusal): {
  readonly code: FaultCode
  readonly connection: Connection | undefined
} {
  const { code, connection } = refusal
  return { code: code === 'issuer' ? refusal.why.code : code, connection }
}

type Fault = { readonly code: FaultCode; readonly connection: Connection | undefined }

export function showFault(web: Web, { request, reply }: Exchange, fault: Fault): FastifyReply {
  const { page, status } = faultPage(web.view(request), fault)
  return web.html(reply, page, status)
}
