import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { strictLimits } from '../../../../../platform/outgoing.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { returnAddress } from '../../../commands/sign-on/issuer.ts'
import { leave } from '../../../commands/sign-on/leave.ts'
import { addConnection, changeConnection, keepTest, useConnection } from '../../../commands/sign-on/settings.ts'
import { testIssuer } from '../../../commands/sign-on/test-issuer.ts'
import { getConnection, listConnections } from '../../../store/sign-on/connections.ts'
import { depart } from '../../open/sign-on/route.tsx'
import { ConnectionPage } from './connection.tsx'
import { SettingsPage } from './details.tsx'
import { emptyEntry, Entry, entryOf, refusalWords, settingsIn } from './entry.ts'
import { ConnectionsPage, HOME, NewConnectionPage } from './list.tsx'

export const ADDRESS = '/people/single-sign-on'
export const ConnectionId = z.object({ id: z.uuid() })
export const seeing = { config: { permission: 'people.view' } } as const
/** Whoever changes where people sign in could come in as any of them. */
export const managing = { config: { permission: 'people.manage', stepUp: 'change single sign-on' } } as const
const version = z.coerce.number().int().min(1)
const NewEntry = Entry.extend({ supplierNumber: z.string().trim().max(100).default('') })
const ChangedEntry = Entry.extend({ version })
const Use = z.object({ version, use: z.enum(['yes', 'no']) })

export type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

export function mountConnections(app: FastifyInstance, web: Web, access: Access): void {
  const localHttp = (access.outgoing ?? strictLimits).allowLocalHttp
  app.get(ADDRESS, seeing, async (request, reply) => {
    const connections = await web.read(request, listConnections)
    const mayManage = web.may(request, 'people.manage')
    return web.html(reply, <ConnectionsPage view={web.view(request)} connections={connections} mayManage={mayManage} />)
  })
  app.get(`${ADDRESS}/new`, { config: { permission: 'people.manage' } }, (request, reply) =>
    showNew(web, { request, reply }, { ...emptyEntry, supplierNumber: '' }, []),
  )
  app.post(`${ADDRESS}/new`, managing, async (request, reply) => {
    const entry = web.parse(NewEntry, request.body)
    const { errors, settings } = settingsIn(entry, { localHttp })
    if (settings === undefined) return showNew(web, { request, reply }, entry, errors)
    const given = {
      settings,
      supplierNumber: entry.supplierNumber,
      secret: entry.clientSecret,
      secrets: access.secrets,
    }
    const outcome = await web.inWork(request, (work) => addConnection(work, given))
    if (!outcome.ok) return showNew(web, { request, reply }, entry, [refusalWords[outcome.refusal.code]])
    web.flash(reply, 'Saved. Register the redirect address at your service, then test the connection')
    return reply.redirect(`${HOME}/${outcome.value}`, 303)
  })
  mountOne(app, web, access)
  mountSettings(app, web, access)
}

function showNew(
  web: Web,
  { request, reply }: Exchange,
  entry: z.infer<typeof NewEntry>,
  errors: readonly FieldError[],
): FastifyReply {
  const form = web.form(request, { ...entry, clientSecret: '' }, errors)
  return web.html(reply, <NewConnectionPage view={web.view(request)} form={form} />, errors.length > 0 ? 422 : 200)
}

function mountOne(app: FastifyInstance, web: Web, access: Access): void {
  const at = `${ADDRESS}/:id`
  app.get(at, seeing, (request, reply) => showOne(web, access, { request, reply }, []))
  app.post(`${at}/test`, managing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const connection = await web.read(request, (tx) => getConnection(tx, id))
    const result = await testIssuer(access, connection)
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
      addresses={{ people: `${access.origin}/sign-in/with/${id}`, back: returnAddress(access, id) }}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

function mountSettings(app: FastifyInstance, web: Web, access: Access): void {
  const at = `${ADDRESS}/:id/settings`
  const localHttp = (access.outgoing ?? strictLimits).allowLocalHttp
  app.get(at, seeing, (request, reply) => showSettings(web, { request, reply }))
  app.post(at, managing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const entry = web.parse(ChangedEntry, request.body)
    const { errors, settings } = settingsIn(entry, { localHttp })
    if (settings === undefined) return showSettings(web, { request, reply }, entry, errors)
    const given = { id, version: entry.version, settings, secret: entry.clientSecret, secrets: access.secrets }
    const outcome = await web.inWork(request, (work) => changeConnection(work, given))
    if (!outcome.ok) return showSettings(web, { request, reply }, entry, [refusalWords[outcome.refusal.code]])
    web.flash(reply, 'Saved. Test the connection now')
    return reply.redirect(`${HOME}/${id}`, 303)
  })
}

async function showSettings(
  web: Web,
  { request, reply }: Exchange,
  entry?: z.infer<typeof ChangedEntry>,
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const { id } = web.params(request, ConnectionId)
  const connection = await web.read(request, (tx) => getConnection(tx, id))
  const { version: shown = connection.rowVersion, ...typed } = entry ?? { ...entryOf(connection), version: undefined }
  const page = (
    <SettingsPage
      view={web.view(request)}
      form={web.form(request, { ...typed, clientSecret: '' }, errors)}
      connection={{ ...connection, rowVersion: shown }}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
