import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { settleLifeEvent, type WithdrawForEnded } from '../../../commands/life-events.ts'
import { getLifeEvent, listWaitingEvents } from '../../../store/life-events.ts'
import { After, pageOf, partAfter } from '../../shared/next-page.ts'
import { LifeEventPage, LifeEventsPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({
  version: z.coerce.number().int().min(1).max(1_000_000),
  outcome: z.enum(['ended', 'noted']),
})

export function mountLifeEvents(app: FastifyInstance, web: Web, withdrawForEnded: WithdrawForEnded): void {
  app.get('/life-events', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { after } = web.parse(After, request.query)
    const found = await web.read(request, (tx) => listWaitingEvents(tx, partAfter(after)))
    return web.html(reply, <LifeEventsPage {...pageOf(found, '/council/life-events')} view={web.view(request)} />)
  })
  app.get('/life-events/:id', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const event = await web.read(request, (tx) => getLifeEvent(tx, id))
    const mayDecide = web.may(request, 'packages.decide')
    return web.html(
      reply,
      <LifeEventPage event={event} mayDecide={mayDecide} form={web.form(request)} view={web.view(request)} />,
    )
  })
  app.post('/life-events/:id/outcome', { config: { permission: 'packages.decide' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version: rowVersion, outcome } = web.parse(Form, request.body)
    const settled = await web.inWork(request, (work) =>
      settleLifeEvent(work, { id, rowVersion, outcome }, withdrawForEnded),
    )
    if (!settled.ok) web.flash(reply, 'Somebody has dealt with it in the meantime. Nothing was changed')
    else if (outcome === 'noted') web.flash(reply, 'Noted')
    else web.flash(reply, `Ended: ${settled.value.ended.join(', ')}`)
    return reply.redirect(`/council/life-events/${id}`, 303)
  })
}
