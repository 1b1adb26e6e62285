import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { done } from '../../../../core/outcome.ts'
import type { Web } from '../../../../platform/web/web.ts'
import { removeFilters, saveFilter } from '../../store/filters.ts'
import { addressOf, keptOf, ListQuery } from './query.ts'
import { reachOf } from './papers.tsx'

const Saving = ListQuery.extend({ name: z.string().trim().max(60).default('') })
const Params = z.object({ id: z.uuid() })

/** Saving the list as it is looked at under a name, and forgetting it again: a person's own, on either face. */
export function mountFilters(app: FastifyInstance, web: Web, base: string): void {
  const config = { permission: 'agreements.view' } as const
  app.post('/agreements/filters', { config }, async (request, reply) => {
    const { name, ...query } = web.parse(Saving, request.body)
    const address = addressOf(base, keptOf(query))
    if (name === '') {
      web.flash(reply, 'Nothing was saved: a filter needs a name')
      return reply.redirect(address, 303)
    }
    const whose = { accountId: web.visitor(request).accountId, ...reachOf(web, request) }
    await web.inWork(request, async ({ tx }) => {
      await saveFilter(tx, whose, { name, query: new URL(address, 'http://here').search.slice(1) })
      return done(null)
    })
    web.flash(reply, `Filter “${name}” saved`)
    return reply.redirect(address, 303)
  })
  app.post('/agreements/filters/:id/removal', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const whose = { accountId: web.visitor(request).accountId, ...reachOf(web, request) }
    await web.inWork(request, async ({ tx }) => {
      await removeFilters(tx, whose, { id })
      return done(null)
    })
    web.flash(reply, 'Filter removed')
    return reply.redirect(base, 303)
  })
}
