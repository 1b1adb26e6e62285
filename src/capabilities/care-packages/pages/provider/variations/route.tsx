import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { withdrawVariation } from '../../../commands/vary-package.ts'
import { effectOf } from '../../../rules/variation.ts'
import { getVariedCare } from '../../../store/around-package.ts'
import { counted, getVariation, listVariations } from '../../../store/variations.ts'
import { After, pageOf, partAfter } from '../../shared/next-page.ts'
import { VariationPage, VariationsPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Version = z.object({ version: z.coerce.number().int().min(1).max(1_000_000) })

export function mountVariations(app: FastifyInstance, web: Web): void {
  app.get('/variations', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { after } = web.parse(After, request.query)
    const found = await web.read(request, (tx) => listVariations(tx, { providerId: tx.providerId }, partAfter(after)))
    const page = pageOf(found, '/provider/variations')
    const today = londonToday(web.clock.now())
    return web.html(reply, <VariationsPage {...page} today={today} view={web.view(request)} />)
  })
  app.get('/variations/:id', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { variation, care, byVisits } = await web.read(request, async (tx) => {
      const reach = { providerId: tx.providerId }
      const found = await getVariation(tx, reach, id)
      return { variation: found, ...(await getVariedCare(tx, reach, found)) }
    })
    return web.html(
      reply,
      <VariationPage
        variation={variation}
        effect={effectOf(care, counted(variation))}
        byVisits={byVisits}
        today={londonToday(web.clock.now())}
        mayChange={web.may(request, 'packages.change')}
        form={web.form(request)}
        view={web.view(request)}
      />,
    )
  })
  app.post('/variations/:id/withdrawal', { config: { permission: 'packages.change' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version: rowVersion } = web.parse(Version, request.body)
    await web.read(request, (tx) => getVariation(tx, { providerId: tx.providerId }, id))
    const outcome = await web.inWork(request, (work) => withdrawVariation(work, { id, rowVersion }))
    web.flash(reply, outcome.ok ? 'Request withdrawn' : 'The council has answered it in the meantime')
    return reply.redirect(`/provider/variations/${id}`, 303)
  })
}
