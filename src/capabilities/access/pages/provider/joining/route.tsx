import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { refuseJoin, takeUpJoin } from '../../../commands/joining.ts'
import { LONGEST_NOTE, type AnswerRefusal } from '../../../rules/joining.ts'
import { getJoin, listWaitingJoins } from '../../../store/joining.ts'
import { JoinPage, JoinsPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({ reason: z.string().max(20_000).default('') })
const manage = { permission: 'people.manage' } as const
const address = '/people/joining/:id'

const wording = {
  'answered-already': { field: 'main-content', text: 'Somebody has answered this in the meantime' },
  'reason-missing': { field: 'reason', text: 'Enter why you refuse it' },
  'address-not-taken': {
    field: 'main-content',
    text: 'The council does not take e-mail addresses like this one for your organisation. Refuse it and say so',
  },
} satisfies Record<AnswerRefusal['code'], FieldError>

export function mountJoins(app: FastifyInstance, web: Web): void {
  app.get('/people/joining', { config: manage }, async (request, reply) => {
    const joins = await web.read(request, listWaitingJoins)
    return web.html(reply, <JoinsPage joins={joins} view={web.view(request)} />)
  })
  app.get(address, { config: { ...manage, drafts: true } }, (request, reply) => show(web, { request, reply }, {}, []))
  app.post(`${address}/request`, { config: manage }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const outcome = await web.inWork(request, (work) => takeUpJoin(work, id))
    if (!outcome.ok) return show(web, { request, reply }, {}, [wording[outcome.refusal.code]])
    return reply.redirect(`/provider/people/requests/${outcome.value}/details`, 303)
  })
  app.post(`${address}/refusal`, { config: manage }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const sent = web.parse(Form, request.body)
    if (sent.reason.length > LONGEST_NOTE)
      return show(web, { request, reply }, sent, [{ field: 'reason', text: 'Why must be 2,000 characters or fewer' }])
    const outcome = await web.inWork(request, (work) => refuseJoin(work, { id, reason: sent.reason }))
    if (!outcome.ok) return show(web, { request, reply }, sent, [wording[outcome.refusal.code]])
    web.flash(reply, 'Refused. The person is told')
    return reply.redirect('/provider/people/joining', 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(
  web: Web,
  { request, reply }: Exchange,
  values: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const join = await web.read(request, (tx) => getJoin(tx, id))
  const page = <JoinPage join={join} form={web.form(request, values, errors)} view={web.view(request)} />
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
