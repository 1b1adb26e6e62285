import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listWays, WAYS_PAGE } from '../../../store/ways.ts'
import { WaysPage } from './page.tsx'

const Query = z.object({ after: z.uuid().optional() })

export function mountWays(app: FastifyInstance, web: Web): void {
  app.get('/actuals/ways', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const today = londonToday(web.clock.now())
    const found = await web.read(request, (tx) => listWays(tx, today, after))
    const ways = found.slice(0, WAYS_PAGE)
    const next = found.length > WAYS_PAGE ? ways.at(-1)?.contractId : undefined
    const maySeePrices = web.may(request, 'prices.view')
    return web.html(reply, <WaysPage view={web.view(request)} {...{ ways, next, maySeePrices }} />)
  })
}
