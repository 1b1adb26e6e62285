import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listPackages, listWarningsOfPage } from '../../../store/list.ts'
import { listPackagesById } from '../../../store/package.ts'
import { countWarnings } from '../../../store/package-warnings.ts'
import { FORMATS, packagesFile, TYPES } from '../../shared/download.ts'
import { filterOf, ListQuery } from '../../shared/query.ts'
import { PackagesPage } from './page.tsx'

const everyone = { providerId: undefined }

export function mountPackages(app: FastifyInstance, web: Web): void {
  app.get('/packages', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const query = web.parse(ListQuery, request.query)
    const today = londonToday(web.clock.now())
    const filter = filterOf(query, today)
    const [rows, warnings, counts] = await web.read(request, (tx) =>
      Promise.all([
        listPackages(tx, everyone, filter),
        listWarningsOfPage(tx, everyone, filter),
        filter.tab === 'warned' ? countWarnings(tx, everyone, today) : undefined,
      ]),
    )
    const lists = { rows, warnings, query, today, counts }
    return web.html(
      reply,
      <PackagesPage {...lists} mayCommission={web.may(request, 'packages.decide')} view={web.view(request)} />,
    )
  })
  for (const format of FORMATS)
    app.get(`/packages.${format}`, { config: { permission: 'packages.view' } }, (request, reply) => {
      const query = web.parse(ListQuery, request.query)
      const filter = filterOf(query, londonToday(web.clock.now()))
      const file = packagesFile(format, {
        filter,
        chosen: query.columns,
        read: {
          list: (page) => web.read(request, (tx) => listPackages(tx, everyone, page)),
          whole: (ids) => web.read(request, (tx) => listPackagesById(tx, everyone, ids)),
        },
      })
      return reply
        .type(TYPES[format])
        .header('content-disposition', `attachment; filename="care-packages-${filter.today}.${format}"`)
        .send(file)
    })
}
