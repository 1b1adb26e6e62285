import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { NotFound } from '../../../../../core/errors.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { changeDetails, startRequest } from '../../../commands/contact-request.ts'
import { detailFaults, type ContactDetails } from '../../../rules/contact-request.ts'
import { allowedDomainWords } from '../../../rules/allowed-domain.ts'
import { findCeiling } from '../../../store/ceiling.ts'
import { getPeopleSettings } from '../../../store/people-settings.ts'
import { getRequest } from '../../../store/contact-requests.ts'
import { DetailsEntry, faultWords } from '../../shared/details-entry.ts'
import { RequestDetailsPage } from './page.tsx'

/** A draft gives nobody anything. */
const manage = { config: { permission: 'people.manage', stepUp: false } } as const
const writing = { config: { permission: 'people.manage', drafts: true } } as const
const Params = z.object({ id: z.uuid() })

export function mountRequestDetails(app: FastifyInstance, web: Web): void {
  app.get('/people/requests/new', writing, (request, reply) => show(web, { request, reply }))
  app.post('/people/requests', manage, async (request, reply) => {
    const details = web.parse(DetailsEntry, request.body)
    const errors = detailFaults(details).map((fault) => faultWords[fault])
    if (errors.length > 0) return show(web, { request, reply }, { details, errors })
    const outcome = await web.inWork(request, (work) => startRequest(work, details))
    if (!outcome.ok) return show(web, { request, reply }, { details, errors: [await domainFault(web, request)] })
    return reply.redirect(`/provider/people/requests/${outcome.value}/grants`, 303)
  })

  app.get('/people/requests/:id/details', writing, async (request, reply) => {
    const { id } = web.params(request, Params)
    const details = await web.read(request, (tx) => getRequest(tx, { providerId: tx.providerId }, id))
    if (details.status !== 'draft' || details.kind === 'change') throw new NotFound('draft')
    return show(web, { request, reply, id }, { details, errors: [] })
  })
  app.post('/people/requests/:id/details', manage, async (request, reply) => {
    const { id } = web.params(request, Params)
    const details = web.parse(DetailsEntry, request.body)
    const errors = detailFaults(details).map((fault) => faultWords[fault])
    if (errors.length > 0) return show(web, { request, reply, id }, { details, errors })
    const outcome = await web.inWork(request, (work) => changeDetails(work, { id, details }))
    if (!outcome.ok && outcome.refusal.code === 'domain-not-allowed')
      return show(web, { request, reply, id }, { details, errors: [await domainFault(web, request)] })
    if (!outcome.ok) web.flash(reply, 'This request was sent or withdrawn before: nothing was changed')
    return reply.redirect(`/provider/people/requests/${id}`, 303)
  })
}

/** Says which domains the council takes, so that the right address can be typed. */
async function domainFault(web: Web, request: FastifyRequest): Promise<FieldError> {
  const today = londonToday(web.clock.now())
  const { domains } = await web.read(request, (tx) => getPeopleSettings(tx, today))
  return { field: 'email', text: allowedDomainWords(domains) }
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly id?: string }
type Entered = { readonly details: ContactDetails; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply, id }: At, entered?: Entered): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const ceiling = await web.read(request, (tx) => findCeiling(tx, today))
  const values: Record<string, string> = {}
  for (const name of DetailsEntry.keyof().options) values[name] = entered?.details[name] ?? ''
  const errors = entered?.errors ?? []
  return web.html(
    reply,
    <RequestDetailsPage
      view={web.view(request)}
      form={web.form(request, values, errors)}
      action={id === undefined ? '/provider/people/requests' : `/provider/people/requests/${id}/details`}
      back={id === undefined ? '/provider/people' : `/provider/people/requests/${id}`}
      ceiling={ceiling}
    />,
    errors.length > 0 ? 422 : 200,
  )
}
