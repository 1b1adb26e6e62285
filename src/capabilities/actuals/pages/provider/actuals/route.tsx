import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listOlder, listProgress } from '../../../store/progress.ts'
import { ActualsPage } from './page.tsx'

export function mountActuals(app: FastifyInstance, web: Web): void {
  app.get('/actuals', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const now = web.clock.now()
    const today = londonToday(now)
    const [weeks, older] = await web.read(request, (tx) => Promise.all([listProgress(tx, today), listOlder(tx, today)]))
    return web.html(reply, <ActualsPage view={web.view(request)} weeks={weeks} older={older} today={today} now={now} />)
  })
}
