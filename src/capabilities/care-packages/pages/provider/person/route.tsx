import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { getAroundPerson } from '../../../store/person.ts'
import { PersonPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

export function mountPerson(app: FastifyInstance, web: Web): void {
  app.get('/service-users/:id', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { id: personId } = web.params(request, Params)
    const today = londonToday(web.clock.now())
    const sees = {
      agreements: web.may(request, 'agreements.view'),
      weeks: web.may(request, 'actuals.view'),
      payments: web.may(request, 'payments.view'),
      messages: web.may(request, 'conversations.view'),
      documents: web.may(request, 'documents.view'),
    }
    const around = await web.read(request, (tx) =>
      getAroundPerson(tx, { providerId: tx.providerId }, { personId, today, sees }),
    )
    return web.html(reply, <PersonPage around={around} today={today} view={web.view(request)} />)
  })
}
