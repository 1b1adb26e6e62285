import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { findNextPeriod, getProposedPrice, listRepriced } from '../../../store/preview-price.ts'
import { EFFECT_COLUMNS, effectCells } from './file.ts'
import { PriceEffectPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const path = '/price-changes/:id/effect'
const permission = 'prices.view'

/** Before a second person approves a price that looks back: what it does to what was paid, line by line. */
export function mountPriceEffect(app: FastifyInstance, web: Web): void {
  app.get(path, { config: { permission } }, async (request, reply) => {
    const { price, hasPeriod, lines } = await effectOf(web, request)
    const page = <PriceEffectPage price={price} lines={lines} hasPeriod={hasPeriod} view={web.view(request)} />
    return web.html(reply, page)
  })
  mountTable(app, {
    ...{ path, permission },
    read: async (request) => {
      const { price, lines } = await effectOf(web, request)
      const rows = lines.map(effectCells)
      return { name: `price-${price.fromOn}`, title: 'Differences', columns: EFFECT_COLUMNS, rows }
    },
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
