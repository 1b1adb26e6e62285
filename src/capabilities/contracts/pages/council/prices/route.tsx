import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { listContracts } from '../../../store/price-book.ts'
import { PricesPage } from './page.tsx'

const ROWS = 50
const Query = z.object({
  q: z.string().trim().max(100).default(''),
  kind: z.enum(['spot', 'framework', 'block']).optional().catch(undefined),
  after: z.string().max(200).optional(),
})

export function mountPrices(app: FastifyInstance, web: Web): void {
  app.get('/prices', { config: { permission: 'prices.view' } }, async (request, reply) => {
    const { q, kind, after } = web.parse(Query, request.query)
    const rows = await web.read(request, (tx) => listContracts(tx, { words: q, kind, after, rows: ROWS }))
    const shown = rows.slice(0, ROWS)
    const last = rows.length > ROWS ? shown.at(-1) : undefined
    const next = last && new URLSearchParams({ q, ...(kind === undefined ? {} : { kind }), after: last.number })
    return web.html(
      reply,
      <PricesPage
        contracts={shown}
        words={q}
        kind={kind}
        nextHref={next && `/council/prices?${next.toString()}`}
        mayChange={web.may(request, 'prices.change')}
        view={web.view(request)}
      />,
    )
  })
}
