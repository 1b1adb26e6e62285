import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listAgreementsOf } from '../../../store/agreements-of.ts'
import { getPackage } from '../../../store/package.ts'
import { listVariations } from '../../../store/variations.ts'
import { PackagePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

export function mountPackage(app: FastifyInstance, web: Web): void {
  app.get('/packages/:id', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [care, agreements, variations] = await web.read(request, (tx) => {
      const reach = { providerId: tx.providerId }
      return Promise.all([
        getPackage(tx, reach, id),
        listAgreementsOf(tx, reach, id),
        listVariations(tx, reach, { packageId: id }),
      ])
    })
    const today = londonToday(web.clock.now())
    return web.html(
      reply,
      <PackagePage
        care={care}
        agreements={agreements}
        variations={variations}
        today={today}
        mayChange={web.may(request, 'packages.change')}
        mayWrite={web.may(request, 'conversations.write')}
        view={web.view(request)}
      />,
    )
  })
}
