import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { restrictPerson } from '../../../commands/restrict-person.ts'
import { LONGEST_REASON } from '../../../rules/restricted.ts'
import { listKnown } from '../../../store/need-to-know.ts'
import { listRestricted } from '../../../store/restricted.ts'
import { restrictWords } from '../../shared/words.ts'
import { RestrictedPeoplePage, RestrictPage } from './page.tsx'

const Query = z.object({ reference: z.string().max(100).default('') })
const Form = z.object({ reference: z.string().max(200).default(''), reason: z.string().max(20_000).default('') })

export function mountRestrictedPeople(app: FastifyInstance, web: Web): void {
  app.get('/restricted-people', { config: { permission: 'restricted.view' } }, async (request, reply) => {
    const asker = { accountId: web.visitor(request).accountId, now: web.clock.now() }
    const [people, known] = await web.read(request, (tx) =>
      Promise.all([listRestricted(tx), listKnown(tx, { providerId: undefined }, asker)]),
    )
    const mayManage = web.may(request, 'restricted.manage')
    const view = web.view(request)
    return web.html(reply, <RestrictedPeoplePage people={people} known={known} mayManage={mayManage} view={view} />)
  })
  app.get('/restricted-people/new', { config: { permission: 'restricted.manage', drafts: true } }, (request, reply) => {
    const { reference } = web.parse(Query, request.query)
    return web.html(reply, <RestrictPage form={web.form(request, { reference })} view={web.view(request)} />)
  })
  app.post('/restricted-people', { config: { permission: 'restricted.manage' } }, async (request, reply) => {
    const sent = web.parse(Form, request.body)
    const fault = faultIn(sent)
    if (fault !== undefined) return again(web, { request, reply }, sent, fault)
    const outcome = await web.inWork(request, (work) => restrictPerson(work, sent))
    if (!outcome.ok) return again(web, { request, reply }, sent, restrictWords[outcome.refusal.code])
    web.flash(reply, 'This person is restricted. Now name who needs to know')
    return reply.redirect(`/council/restricted-people/${outcome.value}`, 303)
  })
}

function faultIn({ reference, reason }: z.infer<typeof Form>): FieldError | undefined {
  if (reference.trim() === '') return { field: 'reference', text: 'Enter the person’s reference' }
  if (reason.length > LONGEST_REASON) return { field: 'reason', text: 'Why must be 2,000 characters or fewer' }
  return undefined
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

function again(web: Web, { request, reply }: Exchange, sent: z.infer<typeof Form>, fault: FieldError): FastifyReply {
  return web.html(reply, <RestrictPage form={web.form(request, sent, [fault])} view={web.view(request)} />, 422)
}
