import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { correctDetails } from '../../../commands/correct-details.ts'
import { personFaults } from '../../../rules/person-details.ts'
import { findPhone } from '../../../store/person-details.ts'
import { getPlace } from '../../../store/places.ts'
import { PersonEntry, personFaultWords } from '../../shared/person-details-entry.ts'
import { detailsRefusalWords } from '../details-words.ts'
import { PersonDetailsPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Entry = PersonEntry.extend({ version: z.coerce.number().int().positive() })

export function mountPersonDetails(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people/:id/details', { config: { permission: 'people.manage', drafts: true } }, (request, reply) =>
    show(web, access, { request, reply }),
  )
  app.post('/people/:id/details', { config: { permission: 'people.manage' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version, ...details } = web.parse(Entry, request.body)
    const again = (errors: readonly FieldError[]) =>
      show(web, access, { request, reply }, { values: { ...details, version: String(version) }, errors })
    const errors = personFaults(details).map((fault) => personFaultWords[fault])
    if (errors.length > 0) return again(errors)
    const correcting = { membershipId: id, version, details, origin: access.origin }
    const outcome = await web.inWork(request, (work) => correctDetails(work, correcting))
    if (!outcome.ok) return again([detailsRefusalWords[outcome.refusal.code]])
    web.flash(reply, 'The details are saved')
    return reply.redirect(`/council/people/${id}`, 303)
  })
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Entered = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, access: Access, { request, reply }: At, entered?: Entered): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const person = await web.read(request, (tx) => getPlace(tx, id))
  const phone = await access.db.read(gate, (tx) => findPhone(tx, person.accountId))
  const { name, email, jobTitle, address } = person
  const errors = entered?.errors ?? []
  const form = web.form(request, entered?.values ?? { name, email, jobTitle, address, phone }, errors)
  const page = <PersonDetailsPage view={web.view(request)} form={form} person={person} />
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
