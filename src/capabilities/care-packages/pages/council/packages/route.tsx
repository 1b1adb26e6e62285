import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listServicesToChoose } from '../../../../providers/index.ts'
import { listContracts, listPackages, listProvidersToChoose, listWarningsOfPage } from '../../../store/list.ts'
import { countWarnings } from '../../../store/package-warnings.ts'
import { filterOf, ListQuery, ofOneProvider } from '../../shared/query.ts'
import { PackagesPage } from './page.tsx'

const everyone = { providerId: undefined }

export function mountPackages(app: FastifyInstance, web: Web): void {
  app.get('/packages', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const query = ofOneProvider(web.parse(ListQuery, request.query))
    const today = londonToday(web.clock.now())
    const filter = filterOf(query, today)
    const one = filter.providerId === undefined ? undefined : { providerId: filter.providerId }
    const [rows, warnings, providers, services, contracts, counts] = await web.read(request, (tx) =>
      Promise.all([
        listPackages(tx, everyone, filter),
        listWarningsOfPage(tx, everyone, filter),
        listProvidersToChoose(tx),
        one === undefined ? [] : listServicesToChoose(tx, one),
        one === undefined ? [] : listContracts(tx, one),
        filter.tab === 'warned' ? countWarnings(tx, one ?? everyone, today) : undefined,
      ]),
    )
    const lists = { rows, warnings, providers, services, contracts, query, today, counts }
    return web.html(
      reply,
      <PackagesPage {...lists} mayCommission={web.may(request, 'packages.decide')} view={web.view(request)} />,
    )
  })
}
