import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { askForGrants, dropGrant } from '../../../commands/contact-request.ts'
import { getRequest } from '../../../store/contact-requests.ts'
import { listTargets } from '../../../store/granting.ts'
import { GrantEntry, readGrants, ScopeQuery } from '../../shared/grant-entry.ts'
import { RequestGrantsPage } from './page.tsx'

/** A draft gives nobody anything. */
const manage = { config: { permission: 'people.manage', stepUp: false } } as const
const Params = z.object({ id: z.uuid() })
const GrantParams = z.object({ id: z.uuid(), grantId: z.uuid() })
const tooLate = 'This request was sent or withdrawn before: nothing was changed'

export function mountRequestGrants(app: FastifyInstance, web: Web): void {
  app.get('/people/requests/:id/grants', manage, (request, reply) => {
    const { scope } = web.parse(ScopeQuery, request.query)
    return show(web, { request, reply }, { scope, targets: [], errors: [] })
  })

  app.post('/people/requests/:id/grants', manage, async (request, reply) => {
    const { id } = web.params(request, Params)
    const entry = web.parse(GrantEntry, request.body)
    const targets = await web.read(request, (tx) => listTargets(tx, tx.providerId))
    const read = readGrants(entry, targets, { main: false })
    if (!read.ok) return show(web, { request, reply }, { ...entry, errors: read.errors })
    const outcome = await web.inWork(request, (work) => askForGrants(work, { id, grants: read.grants }))
    if (!outcome.ok) web.flash(reply, tooLate)
    return reply.redirect(`/provider/people/requests/${id}`, 303)
  })

  app.post('/people/requests/:id/grants/:grantId/removal', manage, async (request, reply) => {
    const { id, grantId } = web.params(request, GrantParams)
    const outcome = await web.inWork(request, (work) => dropGrant(work, { id, grantId }))
    if (!outcome.ok) web.flash(reply, tooLate)
    return reply.redirect(`/provider/people/requests/${id}`, 303)
  })
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Entered = {
  readonly scope: GrantEntry['scope'] | undefined
  readonly role?: GrantEntry['role']
  readonly mode?: GrantEntry['mode']
  readonly targets: readonly string[]
  readonly errors: readonly FieldError[]
}

async function show(web: Web, { request, reply }: At, entered: Entered): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { asked, targets } = await web.read(request, async (tx) => {
    const [asked, targets] = await Promise.all([
      getRequest(tx, { providerId: tx.providerId }, id),
      listTargets(tx, tx.providerId),
    ])
    return { asked, targets }
  })
  if (asked.status !== 'draft') throw new NotFound('draft')
  const values = { role: entered.role ?? '', mode: entered.mode ?? '' }
  return web.html(
    reply,
    <RequestGrantsPage
      view={web.view(request)}
      form={web.form(request, values, entered.errors)}
      id={id}
      name={`${asked.givenName} ${asked.familyName}`.trim()}
      scope={entered.scope}
      chosenTargets={entered.targets}
      targets={targets}
    />,
    entered.errors.length > 0 ? 422 : 200,
  )
}
