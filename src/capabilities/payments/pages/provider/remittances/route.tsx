import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listRemittances, listRemittanceShares } from '../../../store/remittances.ts'
import { mountComparison } from '../comparison/route.tsx'
import { mountRemittance } from '../remittance/route.tsx'
import { RemittanceSharesPage, RemittancesPage, ROWS } from './page.tsx'

const Query = z.object({
  after: z
    .string()
    .transform((text) => text.split('_'))
    .pipe(z.tuple([z.iso.date(), z.uuid()]))
    .transform(([day, id]) => ({ day, id }))
    .optional(),
})

/** What was paid: the list, each payment, and its papers. */
export function mountRemittances(app: FastifyInstance, web: Web): void {
  app.get('/remittances', { config: { permission: 'payments.view' } }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const page = { after, rows: ROWS }
    const view = web.view(request)
    const today = londonToday(web.clock.now())
    if (web.isNarrow(request)) {
      const shares = await web.read(request, (tx) => listRemittanceShares(tx, page))
      return web.html(reply, <RemittanceSharesPage rows={shares} today={today} view={view} />)
    }
    const rows = await web.read(request, (tx) => listRemittances(tx, page))
    return web.html(reply, <RemittancesPage rows={rows} today={today} view={view} />)
  })
  mountRemittance(app, web)
  mountComparison(app, web)
}
