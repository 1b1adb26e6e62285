import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { addDays, startOfWeek } from '../../../../../core/dates.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listSubmissions, PAGE } from '../../../store/council.ts'
import { weekdayFrom } from '../../../rules/weekday.ts'
import { weekFrom } from '../../shared/asked-week.ts'
import { listFiledWeeks } from '../../../store/week-file.ts'
import { weekFile } from './file.ts'
import { SubmissionsPage } from './page.tsx'

const Query = z.object({ week: z.string().optional(), after: z.uuid().optional() })
const FileQuery = z.object({ week: z.string() })

export function mountSubmissions(app: FastifyInstance, web: Web): void {
  app.get('/actuals', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const { week, after } = web.parse(Query, request.query)
    const today = londonToday(web.clock.now())
    // The last week that has ended: the one that providers are recording now.
    const ended = addDays(startOfWeek(today, weekdayFrom(web.visitor(request).council.weekStartsOn)), -7)
    const weekStart = week === undefined ? ended : weekFrom(web, request, week)
    const providers = await web.read(request, (tx) => listSubmissions(tx, weekStart, today, after))
    const page = (
      <SubmissionsPage
        view={web.view(request)}
        weekStart={weekStart}
        today={today}
        providers={providers.slice(0, PAGE)}
        next={providers.length > PAGE ? providers[PAGE - 1]?.providerId : undefined}
      />
    )
    return web.html(reply, page)
  })

  app.get('/actuals/week.csv', { config: { permission: 'actuals.view' } }, async (request, reply) => {
    const weekStart = weekFrom(web, request, web.parse(FileQuery, request.query).week)
    const weeks = await web.read(request, (tx) => listFiledWeeks(tx, weekStart))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="actuals-${weekStart}.csv"`)
      .header('cache-control', 'private, no-store')
      .send(weekFile(weekStart, weeks))
  })
}
