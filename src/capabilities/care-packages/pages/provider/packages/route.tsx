import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listServicesToChoose } from '../../../../providers/index.ts'
import { listContracts, listPackages, listWarningsOfPage } from '../../../store/list.ts'
import { countWarnings } from '../../../store/package-warnings.ts'
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
    const mayName = web.may(request, 'packages.change')
    return web.html(reply, <PackagesPage {...{ ...lists, mayAsk, mayName }} view={web.view(request)} />)
  })
}
