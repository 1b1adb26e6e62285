import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { getPackageName, listOlder, listProgress } from '../../../store/progress.ts'
import type { Later } from '../../shared/later.ts'
import { ActualsPage } from './page.tsx'

/** With a package, its weeks alone: the package's own page leads here. */
const Query = z.object({ package: z.uuid().optional() })

export function mountActuals(app: FastifyInstance, web: Web, { workplaces }: Later): void {
  app.get('/actuals', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const now = web.clock.now()
    const today = londonToday(now)
    const { package: packageId } = web.parse(Query, request.query)
    const [[weeks, older, care], places = []] = await Promise.all([
      web.read(request, (tx) =>
        Promise.all([
          listProgress(tx, today, packageId),
          listOlder(tx, today, packageId),
          packageId === undefined ? undefined : getPackageName(tx, packageId),
        ]),
      ),
      workplaces?.(request, 'actuals.view'),
    ])
    const shown = { weeks, older, care, today, now, workplaces: places.length }
    return web.html(reply, <ActualsPage view={web.view(request)} {...shown} />)
  })
}
