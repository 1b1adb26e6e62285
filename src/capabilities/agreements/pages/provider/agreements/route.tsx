import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../../platform/web/web.ts'
import { listSavedFilters } from '../../../store/filters.ts'
import { listServicesToChoose } from '../../../../providers/index.ts'
import { countAwaitingDecision, listAgreements } from '../../../store/list.ts'
import { findPause } from '../../../store/pause.ts'
import { mountFilters } from '../../shared/filters.tsx'
import { ListQuery, listingOf } from '../../shared/query.ts'
import { AgreementsPage, BASE } from './page.tsx'

export function mountAgreements(app: FastifyInstance, web: Web): void {
  app.get('/agreements', { config: { permission: 'agreements.view' } }, async (request, reply) => {
    const query = web.parse(ListQuery, request.query)
    // What staff are still writing is not the provider's to ask for.
    const listing = listingOf(query.status === 'draft' ? { ...query, status: 'published' } : query, 'published')
    const { accountId } = web.visitor(request)
    const [rows, awaiting, services, saved, pause] = await web.read(request, (tx) => {
      const reach = { providerId: tx.providerId }
      return Promise.all([
        listAgreements(tx, reach, listing.filter),
        countAwaitingDecision(tx),
        listServicesToChoose(tx, reach),
        listSavedFilters(tx, { accountId, ...reach }),
        findPause(tx),
      ])
    })
    const may = { sign: web.may(request, 'agreements.sign') }
    const { agreementWord: word } = web.visitor(request).council
    const form = web.form(request, {}, listing.errors)
    const page = (
      <AgreementsPage
        {...{ listing, rows, awaiting, services, saved, pause, may, word, form }}
        view={web.view(request)}
      />
    )
    return web.html(reply, page, listing.errors.length > 0 ? 422 : 200)
  })
  mountFilters(app, web, BASE)
}
