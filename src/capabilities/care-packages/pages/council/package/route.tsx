import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listAgreementsOf } from '../../../store/agreements-of.ts'
import { getPackage } from '../../../store/package.ts'
import { listVariations } from '../../../store/variations.ts'
import { PackagePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const everyone = { providerId: undefined }

export function mountPackage(app: FastifyInstance, web: Web): void {
  app.get('/packages/:id', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [care, agreements, variations] = await web.read(request, (tx) =>
      Promise.all([
        getPackage(tx, everyone, id),
        listAgreementsOf(tx, everyone, id),
        listVariations(tx, everyone, { packageId: id }),
      ]),
    )
    return web.html(
      reply,
      <PackagePage
        care={care}
        agreements={agreements}
        variations={variations}
        today={londonToday(web.clock.now())}
        mayDraft={web.may(request, 'agreements.publish')}
        form={web.form(request)}
        view={web.view(request)}
      />,
    )
  })
}
