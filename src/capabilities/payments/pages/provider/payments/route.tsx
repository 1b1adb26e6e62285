import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listReleased } from '../../../store/next-payment.ts'
import { listNextPeriods, listPending } from '../../../store/pending.ts'
import { PaymentsPage } from './page.tsx'

export function mountPayments(app: FastifyInstance, web: Web): void {
  app.get('/payments', { config: { permission: 'payments.view' } }, async (request, reply) => {
    const now = web.clock.now()
    const today = londonToday(now)
    const isNarrow = web.isNarrow(request)
    const open = async (tx: Tx) => {
      const waiting = await listNextPeriods(tx, today)
      return Promise.all(waiting.map(async (period) => ({ period, pending: await listPending(tx, period) })))
    }
    const [payments, released] = await web.read(request, (tx) =>
      Promise.all([open(tx), listReleased(tx, { today, isNarrow })]),
    )
    return web.html(reply, <PaymentsPage payments={payments} released={released} now={now} view={web.view(request)} />)
  })
}
