import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { strictLimits } from '../../../../../platform/outgoing.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { returnAddress } from '../../../commands/sign-on/issuer.ts'
import { leave } from '../../../commands/sign-on/leave.ts'
import { addConnection, changeConnection, keepTest, useConnection } from '../../../commands/sign-on/settings.ts'
import { samlNames } from '../../../commands/sign-on/saml.ts'
import { testIssuer } from '../../../commands/sign-on/test-issuer.ts'
import { testSaml } from '../../../commands/sign-on/test-saml.ts'
import { getConnection, listConnections } from '../../../store/sign-on/connections.ts'
import { depart } from '../../open/sign-on/route.tsx'
import { ConnectionPage } from './connection.tsx'
import { SettingsPage } from './details.tsx'
import { emptyForm, formOf, readForm, type Kind, type ReadForm } from './by-kind.ts'
import { refusalWords } from './entry.ts'
import { ConnectionsPage, HOME, NewConnectionPage, newAddress } from './list.tsx'

export const ADDRESS = '/people/single-sign-on'
export const ConnectionId = z.object({ id: z.uuid() })
export const seeing = { config: { permission: 'people.view' } } as const
/** Whoever changes where people sign in could come in as any of them. */
export const managing = { config: { permission: 'people.manage', stepUp: 'change single sign-on' } } as const
const drafting = { config: { ...managing.config, drafts: true } } as const
const version = z.coerce.number().int().min(1)
const Use = z.object({ version, use: z.enum(['yes', 'no']) })

export type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

export function mountConnections(app: FastifyInstance, web: Web, access: Access): void {
  app.get(ADDRESS, seeing, async (request, reply) => {
    const connections = await web.read(request, listConnections)
    const mayManage = web.may(request, 'people.manage')
    return web.html(reply, <ConnectionsPage view={web.view(request)} connections={connections} mayManage={mayManage} />)
  })
  for (const kind of ['oidc', 'saml'] as const) mountNew(app, web, access, kind)
  mountOne(app, web, access)
  mountSettings(app, web, access)
}

function mountNew(app: FastifyInstance, web: Web, access: Access, kind: Kind): void {
  const localHttp = (access.outgoing ?? strictLimits).allowLocalHttp
  const at = `${ADDRESS}${newAddress(kind).slice(HOME.length)}`
  app.get(at, { config: { permission: 'people.manage', drafts: true } }, (request, reply) =>
    showNew(web, { request, reply }, { kind, typed: emptyForm(kind), errors: [] }),
  )
  app.post(at, drafting, async (request, reply) => {
    const read = readForm(web, kind, request.body, { localHttp })
    const { settings, supplierNumber, secret } = read
    if (settings === undefined) return showNew(web, { request, reply }, { kind, ...read })
    const given = { settings, supplierNumber, secret, secrets: access.secrets }
    const outcome = await web.inWork(request, (work) => addConnection(work, given))
    if (!outcome.ok)
      return showNew(web, { request, reply }, { kind, ...read, errors: [refusalWords[outcome.refusal.code]] })
    web.flash(reply, 'Saved. Register the addresses below at your service, then test the connection')
    return reply.redirect(`${HOME}/${outcome.value}`, 303)
  })
}

type Showing = Pick<ReadForm, 'typed' | 'errors'> & { readonly kind: Kind }

function showNew(web: Web, { request, reply }: Exchange, { kind, typed, errors }: Showing): FastifyReply {
  const form = web.form(request, typed, errors)
  const page = <NewConnectionPage view={web.view(request)} form={form} kind={kind} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

function mountOne(app: FastifyInstance, web: Web, access: Access): void {
  const at = `${ADDRESS}/:id`
  app.get(at, seeing, (request, reply) => showOne(web, access, { request, reply }, []))
  app.post(`${at}/test`, managing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const connection = await web.read(request, (tx) => getConnection(tx, id))
    const result =
      connection.kind === 'saml' ? testSaml(connection, access.clock.now()) : await testIssuer(access, connection)
    const outcome = await web.inWork(request, (work) => keepTest(work, id, result))
    if (!outcome.ok) return showOne(web, access, { request, reply }, [refusalWords[outcome.refusal.code]])
    web.flash(reply, result.every(({ right }) => right) ? 'The test was right' : 'The test found something wrong')
    return reply.redirect(`${HOME}/${id}`, 303)
  })
  app.post(`${at}/use`, managing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const { use, version: shown } = web.parse(Use, request.body)
    const using = { id, version: shown, enabled: use === 'yes' }
    const outcome = await web.inWork(request, (work) => useConnection(work, using))
    if (!outcome.ok) return showOne(web, access, { request, reply }, [refusalWords[outcome.refusal.code]])
    web.flash(reply, use === 'yes' ? 'The connection is in use' : 'The connection is out of use')
    return reply.redirect(`${HOME}/${id}`, 303)
  })
  app.post(`${at}/try`, { config: { permission: 'people.manage', stepUp: false } }, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const connection = await web.read(request, (tx) => getConnection(tx, id))
    const { accountId } = web.visitor(request)
    const leaving = { connectionId: id, purpose: 'try', accountId, returnTo: '', address: request.ip } as const
    return depart(web, access, { request, reply, connection }, await leave(access, leaving))
  })
}

async function showOne(
  web: Web,
  access: Access,
  { request, reply }: Exchange,
  errors: readonly FieldError[],
): Promise<FastifyReply> {
  const { id } = web.params(request, ConnectionId)
  const connection = await web.read(request, (tx) => getConnection(tx, id))
  const page = (
    <ConnectionPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      connection={connection}
      addresses={{
        people: `${access.origin}/sign-in/with/${id}`,
        back: returnAddress(access, id),
        ...samlNames(access, id),
      }}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

function mountSettings(app: FastifyInstance, web: Web, access: Access): void {
  const at = `${ADDRESS}/:id/settings`
  const localHttp = (access.outgoing ?? strictLimits).allowLocalHttp
  app.get(at, { config: { ...seeing.config, drafts: true } }, (request, reply) => showSettings(web, { request, reply }))
  app.post(at, drafting, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const { kind } = await web.read(request, (tx) => getConnection(tx, id))
    const read = readForm(web, kind, request.body, { localHttp })
    const { settings, secret } = read
    if (settings === undefined) return showSettings(web, { request, reply }, read)
    const given = { id, version: read.version, settings, secret, secrets: access.secrets }
    const outcome = await web.inWork(request, (work) => changeConnection(work, given))
    if (!outcome.ok)
      return showSettings(web, { request, reply }, { ...read, errors: [refusalWords[outcome.refusal.code]] })
    web.flash(reply, 'Saved. Test the connection now')
    return reply.redirect(`${HOME}/${id}`, 303)
  })
}

async function showSettings(
  web: Web,
  { request, reply }: Exchange,
  again?: Pick<ReadForm, 'typed' | 'errors' | 'version'>,
): Promise<FastifyReply> {
  const { id } = web.params(request, ConnectionId)
  const connection = await web.read(request, (tx) => getConnection(tx, id))
  const {
    typed,
    errors,
    version: shown,
  } = again ?? { typed: formOf(connection), errors: [], version: connection.rowVersion }
  const page = (
    <SettingsPage
      view={web.view(request)}
      form={web.form(request, typed, errors)}
      connection={{ ...connection, rowVersion: shown }}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
