import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { mapGroup, switchPasswords, unlinkPerson, unmapGroup } from '../../../commands/sign-on/settings.ts'
import { getConnection, listGroupRoles } from '../../../store/sign-on/connections.ts'
import { listAdministrators, listLinked } from '../../../store/sign-on/people.ts'
import { Role } from '../staff-roles.tsx'
import { GroupsPage, LinkedPage, PasswordsPage } from './details.tsx'
import { refusalWords } from './entry.ts'
import { HOME } from './list.tsx'
import { ADDRESS, ConnectionId, managing, seeing, type Exchange } from './route.tsx'

const ROWS = 50
const Mapping = z.object({ group: z.string().trim().max(5_000).default(''), role: z.string().max(100).default('') })
const several = z
  .union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(200)])
  .optional()
  .default([])
const Passwords = z.object({
  version: z.coerce.number().int().min(1),
  passwords: z.enum(['on', 'off']),
  keepers: several,
})
const After = z.object({ name: z.string().max(300).optional(), after: z.uuid().optional() })

export function mountConnectionDetails(app: FastifyInstance, web: Web): void {
  mountGroups(app, web)
  mountPasswords(app, web)
  mountLinked(app, web)
}

function mountGroups(app: FastifyInstance, web: Web): void {
  const at = `${ADDRESS}/:id/groups`
  app.get(at, seeing, (request, reply) => showGroups(web, { request, reply }))
  app.post(at, managing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const { group, role } = web.parse(Mapping, request.body)
    const chosen = Role.safeParse(role)
    const errors = [
      ...(group === '' ? [{ field: 'group', text: 'Enter the group' }] : []),
      ...(group.length > 200 ? [{ field: 'group', text: 'The group must be 200 characters or fewer' }] : []),
      ...(chosen.success ? [] : [{ field: 'role', text: 'Select a role' }]),
    ]
    if (errors.length > 0 || !chosen.success) return showGroups(web, { request, reply }, { group, role }, errors)
    const outcome = await web.inWork(request, (work) => mapGroup(work, { id, group, role: chosen.data }))
    if (!outcome.ok) {
      const { text } = refusalWords[outcome.refusal.code]
      return showGroups(web, { request, reply }, { group, role }, [{ field: 'group', text }])
    }
    web.flash(reply, 'Added')
    return reply.redirect(`${HOME}/${id}/groups`, 303)
  })
  app.post(`${at}/removal`, managing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const { group, role } = web.parse(z.object({ group: z.string().max(200), role: Role }), request.body)
    await web.inWork(request, (work) => unmapGroup(work, { id, group, role }))
    web.flash(reply, 'Removed')
    return reply.redirect(`${HOME}/${id}/groups`, 303)
  })
}

async function showGroups(
  web: Web,
  { request, reply }: Exchange,
  values: { readonly group: string; readonly role: string } = { group: '', role: '' },
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const { id } = web.params(request, ConnectionId)
  const [connection, map] = await web.read(request, async (tx) => {
    const found = await getConnection(tx, id)
    return [found, await listGroupRoles(tx, found)] as const
  })
  const page = (
    <GroupsPage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      connection={connection}
      mayManage={web.may(request, 'people.manage')}
      map={map}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

function mountPasswords(app: FastifyInstance, web: Web): void {
  const at = `${ADDRESS}/:id/passwords`
  app.get(at, seeing, (request, reply) => showPasswords(web, { request, reply }))
  app.post(at, managing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const { version, passwords, keepers } = web.parse(Passwords, request.body)
    const given = { id, version, keepers, passwordOff: passwords === 'off' }
    const outcome = await web.inWork(request, (work) => switchPasswords(work, given))
    if (!outcome.ok) return showPasswords(web, { request, reply }, keepers, [refusalWords[outcome.refusal.code]])
    web.flash(reply, passwords === 'off' ? 'Passwords are off for the others' : 'Passwords are on')
    return reply.redirect(`${HOME}/${id}/passwords`, 303)
  })
}

async function showPasswords(
  web: Web,
  { request, reply }: Exchange,
  chosen?: readonly string[],
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const { id } = web.params(request, ConnectionId)
  const today = londonToday(web.clock.now())
  const [connection, administrators] = await web.read(request, (tx) =>
    Promise.all([getConnection(tx, id), listAdministrators(tx, today)]),
  )
  const keeping = administrators.filter(({ keepsPassword }) => keepsPassword).map(({ membershipId }) => membershipId)
  const page = (
    <PasswordsPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      connection={connection}
      mayManage={web.may(request, 'people.manage')}
      administrators={administrators}
      keepers={chosen ?? keeping}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

function mountLinked(app: FastifyInstance, web: Web): void {
  const at = `${ADDRESS}/:id/people`
  app.get(at, seeing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const { name, after } = web.parse(After, request.query)
    const from = name === undefined || after === undefined ? undefined : { name, id: after }
    const [connection, found] = await web.read(request, async (tx) => {
      const one = await getConnection(tx, id)
      return [one, await listLinked(tx, one, { after: from, rows: ROWS + 1 })] as const
    })
    const last = found.length > ROWS ? found[ROWS - 1] : undefined
    const query = last && new URLSearchParams({ name: last.name, after: last.membershipId }).toString()
    const page = (
      <LinkedPage
        view={web.view(request)}
        form={web.form(request)}
        connection={connection}
        mayManage={web.may(request, 'people.manage')}
        people={found.slice(0, ROWS)}
        next={query && `${HOME}/${id}/people?${query}`}
      />
    )
    return web.html(reply, page)
  })
  app.post(`${at}/unlinking`, managing, async (request, reply) => {
    const { id } = web.params(request, ConnectionId)
    const { person } = web.parse(z.object({ person: z.uuid() }), request.body)
    await web.inWork(request, (work) => unlinkPerson(work, { id, membershipId: person }))
    web.flash(reply, 'Unlinked')
    return reply.redirect(`${HOME}/${id}/people`, 303)
  })
}
