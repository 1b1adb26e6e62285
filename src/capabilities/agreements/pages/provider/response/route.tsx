import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { countAwaitingDecision, listAgreements } from '../../../store/list.ts'
import { ListQuery, listingOf } from '../../shared/query.ts'
import { loadAgreement } from '../../shared/load.ts'
import { ResponsePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const { filter: soonest } = listingOf(ListQuery.parse({}), 'published', 1)

/** What was answered and what follows from it. The same words whenever it is opened again. */
export function mountResponse(app: FastifyInstance, web: Web): void {
  app.get('/agreements/:id/response', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [shown, [next], { count }] = await web.read(request, (tx) => {
      const reach = { providerId: tx.providerId }
      return Promise.all([loadAgreement(tx, reach, id), listAgreements(tx, reach, soonest), countAwaitingDecision(tx)])
    })
    const response = shown.responses.find(({ revision }) => revision === shown.agreement.revision)
    if (response === undefined) return reply.redirect(`/provider/agreements/${id}`, 303)
    return web.html(
      reply,
      <ResponsePage shown={shown} response={response} next={{ row: next, count }} view={web.view(request)} />,
    )
  })
}
