import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatDay } from '../../../../../core/format.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { settleLifeEvent, type SettleRefusal, type WithdrawForEnded } from '../../../commands/life-events.ts'
import { getLifeEvent, listOtherDeaths, listWaitingEvents, type LifeEvent } from '../../../store/life-events.ts'
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
  app.get('/life-events/:id', { config: { permission: 'packages.view' } }, (request, reply) =>
    show(web, { request, reply }),
  )
  app.post('/life-events/:id/outcome', { config: { permission: 'packages.decide' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version: rowVersion, outcome } = web.parse(Form, request.body)
    const settled = await web.inWork(request, (work) =>
      settleLifeEvent(work, { id, rowVersion, outcome }, withdrawForEnded),
    )
    if (!settled.ok && settled.refusal.code === 'ends-already') return show(web, { request, reply }, settled.refusal)
    if (!settled.ok) web.flash(reply, 'Somebody has dealt with it in the meantime. Nothing was changed')
    else if (outcome === 'noted') web.flash(reply, 'Noted')
    else web.flash(reply, `Ended: ${settled.value.ended.join(', ')}`)
    return reply.redirect(`/council/life-events/${id}`, 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(web: Web, { request, reply }: Exchange, refusal?: SettleRefusal): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { event, others } = await web.read(request, async (tx) => {
    const found = await getLifeEvent(tx, id)
    return { event: found, others: found.kind === 'death' ? await listOtherDeaths(tx, found) : [] }
  })
  const mayDecide = web.may(request, 'packages.decide')
  const errors = refusal === undefined ? [] : [{ field: 'main-content', text: endsAlready(event) }]
  const page = (
    <LifeEventPage {...{ event, others, mayDecide }} form={web.form(request, {}, errors)} view={web.view(request)} />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}

function endsAlready({ endsOn }: LifeEvent): string {
  return endsOn === null
    ? 'Nothing was changed: none of this care is left to end'
    : `Nothing was changed: the care already ends on ${formatDay(endsOn)}`
}
