import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listPackages } from '../../../store/list.ts'
import { packagesCsv } from '../../shared/download.ts'
import { filterOf, ListQuery } from '../../shared/query.ts'
import { PackagesPage } from './page.tsx'

const everyone = { providerId: undefined }

export function mountPackages(app: FastifyInstance, web: Web): void {
  app.get('/packages', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const query = web.parse(ListQuery, request.query)
    const today = londonToday(web.clock.now())
    const rows = await web.read(request, (tx) => listPackages(tx, everyone, filterOf(query, today)))
    return web.html(reply, <PackagesPage rows={rows} query={query} today={today} view={web.view(request)} />)
  })
  app.get('/packages.csv', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const filter = filterOf(web.parse(ListQuery, request.query), londonToday(web.clock.now()))
    const file = packagesCsv(filter, (page) => web.read(request, (tx) => listPackages(tx, everyone, page)))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="care-packages-${filter.today}.csv"`)
      .send(file)
  })
}
