import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { changeStaffRoles } from '../../../commands/staff.ts'
import { permissionInWords } from '../../../rules/permission-words.ts'
import { permissionsOfStaff, type StaffRole } from '../../../rules/permissions.ts'
import { listPersonRoles } from '../../../store/people.ts'
import { getPlace } from '../../../store/places.ts'
import { Roles } from '../staff-roles.tsx'
import { StaffPreviewPage } from '../staff-preview/page.tsx'
import { staffWords } from '../staff-words.ts'
import { StaffMemberPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Entry = z.object({ version: z.coerce.number().int().positive(), roles: Roles })

export function mountStaffMember(app: FastifyInstance, web: Web): void {
  app.get('/staff/:id', { config: { permission: 'people.view' } }, (request, reply) => show(web, { request, reply }))
  app.post('/staff/:id/roles', { config: { permission: 'people.manage' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version, roles } = web.parse(Entry, request.body)
    const outcome = await web.inWork(request, (work) => changeStaffRoles(work, { membershipId: id, version, roles }))
    if (!outcome.ok) return show(web, { request, reply }, { roles, errors: [staffWords[outcome.refusal.code]] })
    web.flash(reply, 'Roles saved: they hold from the next page the person opens')
    return reply.redirect('/council/staff', 303)
  })
  // Looking only: what would be seen.
  app.post('/staff/:id/preview', { config: { permission: 'people.manage', stepUp: false } }, (request, reply) =>
    preview(web, { request, reply }),
  )
}

async function preview(web: Web, { request, reply }: At): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { roles } = web.parse(Entry, request.body)
  const [person, held] = await web.read(request, (tx) => Promise.all([getPlace(tx, id), listPersonRoles(tx, id)]))
  if (person.providerId !== null) throw new NotFound('staff member')
  const preview = { type: 'membership', id }
  await web.note(request, (work) => work.audit('people.previewed', preview, { roles }))
  const seesWith = (some: readonly StaffRole[]) => {
    const permissions = new Set(some.flatMap(permissionsOfStaff))
    return { roles: some, menu: web.menu('council', permissions), acts: [...permissions].map(permissionInWords) }
  }
  const [before, after] = [seesWith(held), seesWith(roles)]
  const form = web.form(request)
  return web.html(reply, <StaffPreviewPage {...{ form, person, before, after }} view={web.view(request)} />)
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Entered = { readonly roles: readonly StaffRole[]; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: At, entered?: Entered): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const [person, roles] = await web.read(request, (tx) => Promise.all([getPlace(tx, id), listPersonRoles(tx, id)]))
  if (person.providerId !== null) throw new NotFound('staff member')
  const errors = entered?.errors ?? []
  const page = (
    <StaffMemberPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      person={person}
      roles={entered?.roles ?? roles}
      mayChange={
        web.may(request, 'people.manage') &&
        person.endsOn === null &&
        person.accountId !== web.visitor(request).accountId
      }
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
