import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { done } from '../../../../../core/outcome.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { stopActing } from '../../../commands/acting.ts'
import { getActing, listActings, listDeeds } from '../../../store/acting.ts'
import { ActingPage, ActingsPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

export function mountActing(app: FastifyInstance, web: Web): void {
  app.get('/acting', { config: { permission: 'people.view' } }, async (request, reply) => {
    const actings = await web.read(request, listActings)
    return web.html(reply, <ActingsPage actings={actings} now={web.clock.now()} view={web.view(request)} />)
  })
  app.get('/acting/:id', { config: { permission: 'people.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [acting, deeds] = await web.read(request, (tx) => Promise.all([getActing(tx, id), listDeeds(tx, id)]))
    const page = (
      <ActingPage
        acting={acting}
        deeds={deeds}
        council={web.visitor(request).council.name}
        mayStop={web.may(request, 'people.manage')}
        now={web.clock.now()}
        form={web.form(request)}
        view={web.view(request)}
      />
    )
    return web.html(reply, page)
  })
  app.post('/acting/:id/end', { config: { permission: 'people.manage' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    await web.inWork(request, async (work) => {
      if ((await getActing(work.tx, id)).endedAt !== null) return done(true)
      return stopActing(work, id)
    })
    web.flash(reply, 'Stopped. The council no longer acts for you')
    return reply.redirect(`/provider/acting/${id}`, 303)
  })
}
