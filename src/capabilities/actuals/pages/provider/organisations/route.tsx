import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listProgress } from '../../../store/progress.ts'
import type { Later, Workplace } from '../../shared/later.ts'
import { OrganisationsPage, type OrganisationWeeks } from './page.tsx'

/** More than anybody works for; each is read with its own eyes. */
const MOST_PLACES = 40

export function mountOrganisations(app: FastifyInstance, web: Web, { db, workplaces }: Later): void {
  app.get('/actuals/organisations', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const now = web.clock.now()
    const today = londonToday(now)
    const here = web.visitor(request).scope
    const found = (await workplaces?.(request, 'actuals.view')) ?? []
    const organisations: OrganisationWeeks[] = []
    for (const place of found.slice(0, MOST_PLACES)) {
      const weeks = (await db?.read(place.scope, (tx) => listProgress(tx, today))) ?? []
      organisations.push({ place, weeks, isHere: isSame(place, here) })
    }
    const shown = { organisations, today, now }
    return web.html(reply, <OrganisationsPage {...shown} form={web.form(request)} view={web.view(request)} />)
  })
}

function isSame({ scope }: Workplace, here: Workplace['scope']): boolean {
  if (scope.role === 'portal_council' || here.role === 'portal_council') return false
  return scope.councilId === here.councilId && scope.providerId === here.providerId
}
