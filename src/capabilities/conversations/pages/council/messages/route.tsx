import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { TEAMS } from '../../../rules/conversation.ts'
import { COUNCIL_TABS, councilFilter, ROWS_PER_PAGE } from '../../../rules/list-filter.ts'
import { listConversations } from '../../../store/conversations.ts'
import { countWaitingByTeam } from '../../../store/counts.ts'
import { listTeamsOf } from '../../../store/people.ts'
import { cursorSchema, pageOf } from '../../shared/cursor.ts'
import { WorkListPage } from './page.tsx'

const Query = z.object({
  team: z.enum(TEAMS).optional(),
  tab: z.enum(COUNCIL_TABS).default('open'),
  after: cursorSchema.optional(),
})

/** Opens on the reader's own team; every team's list is open to every other, as people stand in for each other. */
export function mountWorkList(app: FastifyInstance, web: Web): void {
  app.get('/messages', { config: { permission: 'conversations.view' } }, async (request, reply) => {
    const { team: asked, tab, after } = web.parse(Query, request.query)
    const today = londonToday(web.clock.now())
    const where = councilFilter(tab, today)
    const { accountId } = web.visitor(request)
    const { team, rows, counts } = await web.read(request, async (tx) => {
      const [own, counted] = await Promise.all([
        asked === undefined ? listTeamsOf(tx, accountId) : [asked],
        countWaitingByTeam(tx, today),
      ])
      const [first = TEAMS[0]] = own
      const filter = { ...where, team: first, after, rows: ROWS_PER_PAGE }
      return { team: first, rows: await listConversations(tx, { providerId: undefined }, filter), counts: counted }
    })
    const { shown, next } = pageOf(rows, { order: where.order, rows: ROWS_PER_PAGE })
    const view = web.view(request)
    return web.html(
      reply,
      <WorkListPage view={view} team={team} tab={tab} counts={counts} rows={shown} next={next} today={today} />,
    )
  })
}
