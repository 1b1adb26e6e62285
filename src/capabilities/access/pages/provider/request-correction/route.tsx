import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { askForCorrection } from '../../../commands/ask-for-correction.ts'
import { personFaults } from '../../../rules/person-details.ts'
import { getRequest } from '../../../store/contact-requests.ts'
import { faultWords } from '../../shared/details-entry.ts'
import { PersonEntry, personFaultWords } from '../../shared/person-details-entry.ts'
import { RequestCorrectionPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Entry = PersonEntry.extend({ note: z.string().max(5_000).trim().default('') })

export function mountRequestCorrection(app: FastifyInstance, web: Web): void {
  app.get(
    '/people/requests/:id/correction',
    { config: { permission: 'people.manage', drafts: true } },
    (request, reply) => show(web, { request, reply }),
  )
  // A draft changes nothing.
  app.post(
    '/people/requests/:id/correction',
    { config: { permission: 'people.manage', stepUp: false } },
    async (request, reply) => {
      const { id } = web.params(request, Params)
      const { note, ...details } = web.parse(Entry, request.body)
      const again = (errors: readonly FieldError[]) =>
        show(web, { request, reply }, { values: { ...details, note }, errors })
      const errors = [
        ...personFaults(details).map((fault) => personFaultWords[fault]),
        ...(note.length > 1_000 ? [faultWords['note-too-long']] : []),
      ]
      if (errors.length > 0) return again(errors)
      const outcome = await web.inWork(request, (work) => askForCorrection(work, { id, details, note }))
      if (!outcome.ok && outcome.refusal.code === 'domain-not-allowed')
        return again([{ field: 'email', text: 'The council does not take email addresses of this domain' }])
      if (!outcome.ok) web.flash(reply, 'This request was sent or withdrawn before: nothing was changed')
      return reply.redirect(`/provider/people/requests/${id}`, 303)
    },
  )
}

type At = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Entered = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: At, entered?: Entered): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const asked = await web.read(request, (tx) => getRequest(tx, { providerId: tx.providerId }, id))
  if (asked.kind !== 'change' || asked.status !== 'draft') throw new NotFound('draft of a change')
  const { givenName: name, email, phone, jobTitle, address, note } = asked
  const errors = entered?.errors ?? []
  const form = web.form(request, entered?.values ?? { name, email, phone, jobTitle, address, note }, errors)
  return web.html(
    reply,
    <RequestCorrectionPage view={web.view(request)} form={form} id={id} />,
    errors.length > 0 ? 422 : 200,
  )
}
