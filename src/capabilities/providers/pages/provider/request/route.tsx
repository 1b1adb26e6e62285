import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { withdrawChange } from '../../../commands/withdraw-change.ts'
import { getChange } from '../../../store/changes.ts'
import { RequestPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

export function mountRequest(app: FastifyInstance, web: Web): void {
  app.get('/organisation/requests/:id', { config: { permission: 'organisation.view' } }, (request, reply) =>
    show(web, request, reply),
  )
  app.post(
    '/organisation/requests/:id/withdrawal',
    { config: { permission: 'organisation.change' } },
    async (request, reply) => {
      const { id } = web.params(request, Params)
      const outcome = await web.inWork(request, (work) => withdrawChange(work, id))
      if (!outcome.ok)
        return show(web, request, reply, [
          { field: 'main-content', text: 'The council has decided in the meantime, so it can no longer be withdrawn' },
        ])
      web.flash(reply, 'Request withdrawn')
      return reply.redirect('/provider/organisation', 303)
    },
  )
}

async function show(
  web: Web,
  request: FastifyRequest,
  reply: FastifyReply,
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const change = await web.read(request, (tx) => getChange(tx, { providerId: tx.providerId }, id))
  const page = (
    <RequestPage
      change={change}
      mayWithdraw={web.may(request, 'organisation.change')}
      form={web.form(request, {}, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
