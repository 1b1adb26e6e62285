import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listServicesToChoose } from '../../../../providers/index.ts'
import { listContracts, listPackages, listWarningsOfPage } from '../../../store/list.ts'
import { listPackagesById } from '../../../store/package.ts'
import { countWarnings } from '../../../store/package-warnings.ts'
import { FORMATS, packagesFile, TYPES } from '../../shared/download.ts'
import { filterOf, ListQuery } from '../../shared/query.ts'
import { PackagesPage } from './page.tsx'

export function mountPackages(app: FastifyInstance, web: Web): void {
  app.get('/packages', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const query = web.parse(ListQuery, request.query)
    const today = londonToday(web.clock.now())
    const filter = filterOf(query, today)
    const [rows, warnings, services, contracts, counts] = await web.read(request, (tx) => {
      const reach = { providerId: tx.providerId }
      return Promise.all([
        listPackages(tx, reach, filter),
        listWarningsOfPage(tx, reach, filter),
        listServicesToChoose(tx, reach),
        listContracts(tx, reach),
        filter.tab === 'warned' ? countWarnings(tx, reach, today) : undefined,
      ])
    })
    const lists = { rows, services, contracts, query, today, warnings, counts }
    const mayAsk = web.may(request, 'conversations.write')
    return web.html(reply, <PackagesPage {...lists} mayAsk={mayAsk} view={web.view(request)} />)
  })
  for (const format of FORMATS)
    app.get(`/packages.${format}`, { config: { permission: 'packages.view' } }, (request, reply) => {
      const query = web.parse(ListQuery, request.query)
      const filter = filterOf(query, londonToday(web.clock.now()))
      const file = packagesFile(format, {
        filter,
        chosen: query.columns,
        read: {
          list: (page) => web.read(request, (tx) => listPackages(tx, { providerId: tx.providerId }, page)),
          whole: (ids) => web.read(request, (tx) => listPackagesById(tx, { providerId: tx.providerId }, ids)),
        },
      })
      return reply
        .type(TYPES[format])
        .header('content-disposition', `attachment; filename="care-packages-${filter.today}.${format}"`)
        .send(file)
    })
}
