import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { listWaiting } from '../../../store/changes.ts'
import { getService } from '../../../store/organisation.ts'
import { mayChangeService } from '../may-change.ts'
import { ServicePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

export function mountService(app: FastifyInstance, web: Web): void {
  app.get('/organisation/services/:id', { config: { permission: 'organisation.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [service, waiting] = await web.read(request, (tx) =>
      Promise.all([getService(tx, tx.providerId, id), listWaiting(tx, tx.providerId)]),
    )
    const mayChange = web.may(request, 'organisation.change') && mayChangeService(web.visitor(request).scope, id)
    return web.html(
      reply,
      <ServicePage service={service} waiting={waiting} mayChange={mayChange} view={web.view(request)} />,
    )
  })
}
