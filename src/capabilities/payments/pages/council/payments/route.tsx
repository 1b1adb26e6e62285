import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { addDays, localDate } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listCalendar } from '../../../store/run-list.ts'
import { CalendarPage } from './page.tsx'

/** Periods are shown this long before they begin: stays are paid in advance. */
const AHEAD_DAYS = 56

const Query = z.object({
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
})

export function mountCalendar(app: FastifyInstance, web: Web): void {
  app.get('/payments', { config: { permission: 'runs.view' } }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const [day, id] = after?.split('_') ?? []
    const now = web.clock.now()
    const rows = await web.read(request, (tx) =>
      listCalendar(tx, {
        until: addDays(londonToday(now), AHEAD_DAYS),
        after: day === undefined || id === undefined ? undefined : { startsOn: localDate(day), id },
      }),
    )
    return web.html(reply, <CalendarPage rows={rows} now={now} view={web.view(request)} />)
  })
}
