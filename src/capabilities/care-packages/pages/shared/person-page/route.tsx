import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Permission } from '../../../../../platform/web/visitor.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listPayers } from '../../../store/payers.ts'
import { getAroundPerson } from '../../../store/person.ts'
import { PersonPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

/** The faces have one page of a person; they differ in their address and in who sees payments. */
type Side = { readonly face: 'provider' | 'council'; readonly payments: Permission }

export const providerSide: Side = { face: 'provider', payments: 'payments.view' }
export const councilSide: Side = { face: 'council', payments: 'runs.view' }

export function mountPerson(app: FastifyInstance, web: Web, { face, payments }: Side): void {
  app.get('/service-users/:id', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { id: personId } = web.params(request, Params)
    const today = londonToday(web.clock.now())
    const sees = {
      agreements: web.may(request, 'agreements.view'),
      weeks: web.may(request, 'actuals.view'),
      payments: web.may(request, payments),
      messages: web.may(request, 'conversations.view'),
      documents: web.may(request, 'documents.view'),
    }
    const [around, payers] = await web.readOne(request, (tx) => {
      const reach = { providerId: face === 'council' ? undefined : tx.providerId }
      return Promise.all([getAroundPerson(tx, reach, { personId, today, sees }), listPayers(tx, reach, { personId })])
    })
    const page = <PersonPage {...{ around, payers, today }} face={`/${face}`} view={web.view(request)} />
    return web.html(reply, page)
  })
}
