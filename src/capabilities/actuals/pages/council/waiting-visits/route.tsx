import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listManualShares, listOverlaps } from '../../../store/visit-exceptions.ts'
import { candidatesIn, listWaiting, WAITING_PAGE } from '../../../store/visits.ts'
import { WaitingVisitsPage } from './page.tsx'

const Query = z.object({ after: z.uuid().optional() })

export function mountWaitingVisits(app: FastifyInstance, web: Web): void {
  app.get('/actuals/visits', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const today = londonToday(web.clock.now())
    const [waiting, overlaps, shares, candidates] = await web.read(request, async (tx) => {
      const [visits, ...others] = await Promise.all([
        listWaiting(tx, {}, after),
        listOverlaps(tx, today),
        listManualShares(tx, today),
      ])
      const providerIds = [...new Set(visits.map(({ providerId }) => providerId))]
      const clientRefs = [...new Set(visits.map(({ clientRef }) => clientRef))]
      return [visits, ...others, await candidatesIn(tx, { providerIds, clientRefs })] as const
    })
    return web.html(
      reply,
      <WaitingVisitsPage
        view={web.view(request)}
        waiting={waiting.slice(0, WAITING_PAGE)}
        next={waiting.length > WAITING_PAGE ? waiting[WAITING_PAGE - 1]?.id : undefined}
        {...{ overlaps, shares, candidates, today }}
      />,
    )
  })
}
