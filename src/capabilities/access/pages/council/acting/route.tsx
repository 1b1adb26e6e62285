import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { Access } from '../../../commands/access.ts'
import { rebindSession, startActing } from '../../../commands/acting.ts'
import { sessionCookie } from '../../../commands/cookies.ts'
import { LONGEST_REASON, type ActingRefusal } from '../../../rules/acting.ts'
import { getProviderToActFor } from '../../../store/acting.ts'
import { keepSessionCookie } from '../../open/cookies.ts'
import { StartActingPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({ reason: z.string().max(20_000).default(''), hours: z.enum(['1', '2', '4']).default('1') })
const address = '/organisations/:id/acting'

const wording = {
  'reason-missing': { field: 'reason', text: 'Enter what they asked you to do' },
  'provider-ended': { field: 'main-content', text: 'This organisation has ended, so nothing can be done for it' },
} satisfies Record<ActingRefusal['code'], FieldError>

export function mountStartActing(app: FastifyInstance, web: Web, access: Access): void {
  app.get(address, { config: { permission: 'acting.start', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, {}, []),
  )
  app.post(address, { config: { permission: 'acting.start' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const sent = web.parse(Form, request.body)
    if (sent.reason.length > LONGEST_REASON)
      return show(web, { request, reply }, sent, [
        { field: 'reason', text: 'What they asked must be 2,000 characters or fewer' },
      ])
    const outcome = await web.inWork(request, (work) =>
      startActing(work, { providerId: id, reason: sent.reason, hours: Number(sent.hours) }),
    )
    if (!outcome.ok) return show(web, { request, reply }, sent, [wording[outcome.refusal.code]])
    const token = request.cookies[sessionCookie(access)] ?? ''
    keepSessionCookie(access, reply, await rebindSession(access, { token, actingId: outcome.value }))
    return reply.redirect('/provider', 303)
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
  const { name } = await web.read(request, (tx) => getProviderToActFor(tx, id))
  const form = web.form(request, values, errors)
  const page = <StartActingPage provider={{ id, name }} form={form} view={web.view(request)} />
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
