import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { findNextPeriod, getProposedPrice, listRepriced } from '../../../store/preview-price.ts'
import { effectFile, TYPES } from './file.ts'
import { PriceEffectPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

/** Before a second person approves a price that looks back: what it does to what was paid, line by line. */
export function mountPriceEffect(app: FastifyInstance, web: Web): void {
  const config = { permission: 'prices.view' } as const
  app.get('/price-changes/:id/effect', { config }, async (request, reply) => {
    const { price, hasPeriod, lines } = await effectOf(web, request)
    const page = <PriceEffectPage price={price} lines={lines} hasPeriod={hasPeriod} view={web.view(request)} />
    return web.html(reply, page)
  })
  for (const format of ['csv', 'xlsx'] as const)
    app.get(`/price-changes/:id/effect.${format}`, { config }, async (request, reply) => {
      const { price, lines } = await effectOf(web, request)
      const name = `price-${price.fromOn}.${format}`
      return reply
        .type(TYPES[format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'private, no-store')
        .send(effectFile(format, lines))
    })
}

function effectOf(web: Web, request: FastifyRequest) {
  const { id } = web.params(request, Params)
  const at = web.clock.now()
  return web.read(request, async (tx) => {
    const price = await getProposedPrice(tx, id)
    const period = await findNextPeriod(tx, price.calendar)
    if (period === undefined) return { price, hasPeriod: false, lines: [] }
    return { price, hasPeriod: true, lines: await listRepriced(tx, { price, period, today: londonToday(at), at }) }
  })
}
