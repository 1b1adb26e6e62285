import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listNextPeriods, listPending } from '../../../store/pending.ts'
import { PaymentsPage } from './page.tsx'

export function mountPayments(app: FastifyInstance, web: Web): void {
  app.get('/payments', { config: { permission: 'payments.view' } }, async (request, reply) => {
    const now = web.clock.now()
    const payments = await web.read(request, async (tx) => {
      const waiting = await listNextPeriods(tx, londonToday(now))
      return Promise.all(waiting.map(async (period) => ({ period, pending: await listPending(tx, period) })))
    })
    return web.html(reply, <PaymentsPage payments={payments} now={now} view={web.view(request)} />)
  })
}
