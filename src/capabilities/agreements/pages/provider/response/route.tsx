import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { loadAgreement } from '../../shared/load.ts'
import { loadNext } from '../next-waiting.tsx'
import { ResponsePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

/** What was answered and what follows from it. The same words whenever it is opened again. */
export function mountResponse(app: FastifyInstance, web: Web): void {
  app.get('/agreements/:id/response', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [shown, next] = await web.read(request, (tx) =>
      Promise.all([loadAgreement(tx, { providerId: tx.providerId }, id), loadNext(tx)]),
    )
    const response = shown.responses.find(({ revision }) => revision === shown.agreement.revision)
    if (response === undefined) return reply.redirect(`/provider/agreements/${id}`, 303)
    return web.html(reply, <ResponsePage shown={shown} response={response} next={next} view={web.view(request)} />)
  })
}
