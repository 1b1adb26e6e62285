import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { addStaff } from '../../../commands/staff.ts'
import { addressKind } from '../../../rules/work-address.ts'
import { countPortalAdministrators } from '../../../store/counts.ts'
import { listStaff, type StaffMember } from '../../../store/staff.ts'
import { Roles } from '../staff-roles.tsx'
import { staffWords } from '../staff-words.ts'
import { StaffPage } from './page.tsx'

const ROWS = 50
const Query = z.object({ name: z.string().max(300).optional(), after: z.uuid().optional() })
const line = z.string().trim().max(5_000).default('')
const Entry = z.object({ name: line, email: line, jobTitle: line, roles: Roles })
type Entry = z.infer<typeof Entry>

export function mountStaff(app: FastifyInstance, web: Web, { origin }: Access): void {
  app.get('/staff', { config: { permission: 'people.view' } }, (request, reply) => show(web, { request, reply }))
  app.post('/staff', { config: { permission: 'people.manage' } }, async (request, reply) => {
    const entry = web.parse(Entry, request.body)
    const errors = faultsOf(entry)
    if (errors.length > 0) return show(web, { request, reply }, entry, errors)
    const person = { ...entry, email: entry.email.toLowerCase(), origin }
    const outcome = await web.inWork(request, (work) => addStaff(work, person))
    if (!outcome.ok) return show(web, { request, reply }, entry, [staffWords[outcome.refusal.code]])
    web.flash(reply, 'Added: the invitation is on its way')
    return reply.redirect('/council/staff', 303)
  })
}

function faultsOf({ name, email, jobTitle, roles }: Entry): readonly FieldError[] {
  const kind = addressKind(email)
  const checks: readonly (readonly [boolean, FieldError])[] = [
    [name === '', { field: 'name', text: 'Enter the name' }],
    [name.length > 200, { field: 'name', text: 'The name must be 200 characters or fewer' }],
    [kind === 'not-an-address', { field: 'email', text: 'Enter an email address, like name@council.gov.uk' }],
    [kind === 'shared', { field: 'email', text: 'Enter the person’s own email address: this one looks shared' }],
    [jobTitle.length > 100, { field: 'jobTitle', text: 'The job title must be 100 characters or fewer' }],
    [roles.length === 0, { field: 'roles', text: 'Select one or more roles' }],
  ]
  return checks.filter(([wrong]) => wrong).map(([, error]) => error)
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(
  web: Web,
  { request, reply }: At,
  entry: Entry = { name: '', email: '', jobTitle: '', roles: [] },
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const { name, after } = web.parse(Query, request.query)
  const from = name === undefined || after === undefined ? undefined : { name, id: after }
  const today = londonToday(web.clock.now())
  const [found, administrators] = await web.read(request, (tx) =>
    Promise.all([listStaff(tx, today, { after: from, rows: ROWS + 1 }), countPortalAdministrators(tx)]),
  )
  const { roles, ...values } = entry
  const page = (
    <StaffPage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      staff={found.slice(0, ROWS)}
      next={found.length > ROWS ? nextPage(found[ROWS - 1]) : undefined}
      administrators={administrators}
      chosenRoles={roles}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

function nextPage(last: StaffMember | undefined): string | undefined {
  if (last === undefined) return undefined
  return `/council/staff?${new URLSearchParams({ name: last.name, after: last.membershipId }).toString()}`
}
