import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listInvoices } from '../../../store/list.ts'
import { listComing, listToRaise } from '../../../store/readiness.ts'
import { Cursor } from '../../shared/cursor.ts'
import { InvoicesPage, ROWS } from './page.tsx'

const Query = z.object({ after: Cursor.optional() })

export function mountInvoices(app: FastifyInstance, web: Web): void {
  app.get('/invoices', { config: { permission: 'invoices.view' } }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const today = londonToday(web.clock.now())
    const [rows, toRaise, coming] = await web.read(request, (tx) =>
      Promise.all([
        listInvoices(tx, { today, after, rows: ROWS }),
        after === undefined ? listToRaise(tx, today) : Promise.resolve([]),
        after === undefined ? listComing(tx, today) : Promise.resolve([]),
      ]),
    )
    const maySubmit = web.may(request, 'invoices.submit')
    const shown = { rows, toRaise, coming, today, maySubmit }
    return web.html(reply, <InvoicesPage {...shown} view={web.view(request)} />)
  })
}
