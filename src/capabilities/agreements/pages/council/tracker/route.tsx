import type { FastifyInstance } from 'fastify'
import { parseLocalDate } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listAnsweredMonths } from '../../../store/answered-months.ts'
import { findPause } from '../../../store/pause.ts'
import { listTracked } from '../../../store/reminders.ts'
import { ROWS, TrackerQuery } from '../../shared/query.ts'
import { TrackerPage } from './page.tsx'

/** What became of everything that was published and is not agreed: seen, reminded, rejected with what they expect. */
export function mountTracker(app: FastifyInstance, web: Web): void {
  app.get('/agreements/tracker', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const { only, after } = web.parse(TrackerQuery, request.query)
    const today = londonToday(web.clock.now())
    const [day = '', id = ''] = after?.split('_') ?? []
    const date = parseLocalDate(day)
    const cursor = date === undefined ? undefined : { day: date, id }
    const startedBy = only === undefined ? undefined : today
    const isWhole = only === undefined && cursor === undefined
    const [rows, months, pause] = await web.read(request, (tx) =>
      Promise.all([
        listTracked(tx, { startedBy, after: cursor, rows: ROWS }),
        isWhole ? listAnsweredMonths(tx, today) : undefined,
        findPause(tx),
      ]),
    )
    const mayAccept = web.may(request, 'agreements.publish')
    const shown = { rows, only, today, isPaused: pause !== undefined, months, mayAccept }
    return web.html(reply, <TrackerPage {...shown} view={web.view(request)} />)
  })
}
