import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { getProviderName, listRecorded, PAGE } from '../../../store/council.ts'
import { weekFrom } from '../../shared/asked-week.ts'
import { ProviderWeekPage } from './page.tsx'

const Params = z.object({ providerId: z.uuid(), weekStart: z.string() })
const Query = z.object({ after: z.uuid().optional() })

export function mountProviderWeek(app: FastifyInstance, web: Web): void {
  const address = '/actuals/providers/:providerId/:weekStart'
  app.get(address, { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const { providerId, weekStart: day } = web.params(request, Params)
    const weekStart = weekFrom(web, request, day)
    const { after } = web.parse(Query, request.query)
    const [provider, found] = await web.read(request, (tx) =>
      Promise.all([getProviderName(tx, providerId), listRecorded(tx, { providerId, weekStart, after })]),
    )
    const weeks = found.slice(0, PAGE)
    const page = (
      <ProviderWeekPage
        view={web.view(request)}
        weekStart={weekStart}
        provider={provider}
        weeks={weeks}
        next={found.length > PAGE ? weeks.at(-1)?.packageId : undefined}
        mayDecide={web.may(request, 'actuals.decide')}
        mayAsk={web.may(request, 'conversations.write')}
      />
    )
    return web.html(reply, page)
  })
}
