import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { PROVIDER_TABS, providerFilter, ROWS_PER_PAGE } from '../../../rules/list-filter.ts'
import { listConversations } from '../../../store/conversations.ts'
import { countWaitingForProvider } from '../../../store/counts.ts'
import { cursorSchema, pageOf } from '../../shared/cursor.ts'
import { MessagesPage } from './page.tsx'

const Query = z.object({
  tab: z.enum(PROVIDER_TABS).default('waiting-for-you'),
  after: cursorSchema.optional(),
})

export function mountMessages(app: FastifyInstance, web: Web): void {
  app.get('/messages', { config: { permission: 'conversations.view' } }, async (request, reply) => {
    const { tab, after } = web.parse(Query, request.query)
    const filter = { ...providerFilter(tab), team: undefined, after, rows: ROWS_PER_PAGE }
    const [rows, waiting] = await web.read(request, (tx) =>
      Promise.all([listConversations(tx, { providerId: tx.providerId }, filter), countWaitingForProvider(tx)]),
    )
    const { shown, next } = pageOf(rows, filter)
    return web.html(
      reply,
      <MessagesPage
        view={web.view(request)}
        tab={tab}
        waiting={waiting}
        rows={shown}
        next={next}
        today={londonToday(web.clock.now())}
        mayWrite={web.may(request, 'conversations.write')}
      />,
    )
  })
}
