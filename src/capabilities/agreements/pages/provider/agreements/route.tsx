import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listSavedFilters } from '../../../store/filters.ts'
import { listServicesToChoose } from '../../../../providers/index.ts'
import { countAwaitingDecision, listAgreements } from '../../../store/list.ts'
import { findPause } from '../../../store/pause.ts'
import { countSheetsToConfirm } from '../../../store/sheet-to-confirm.ts'
import { mountFilters, type AskedList } from '../../shared/filters.tsx'
import { ListQuery, listingOf, publishedOnly } from '../../shared/query.ts'
import { AgreementsPage, BASE } from './page.tsx'

export function mountAgreements(app: FastifyInstance, web: Web): void {
  app.get('/agreements', { config: { permission: 'agreements.view' } }, (request, reply) =>
    show(web, request, reply, { query: web.parse(ListQuery, request.query) }),
  )
  mountFilters(app, web, { base: BASE, show: (request, reply, asked) => show(web, request, reply, asked) })
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, asked: AskedList): Promise<FastifyReply> {
  const listing = listingOf(publishedOnly(asked.query), 'published')
  const { accountId, council } = web.visitor(request)
  const [rows, awaiting, sheets, services, saved, pause] = await web.read(request, (tx) => {
    const reach = { providerId: tx.providerId }
    return Promise.all([
      listAgreements(tx, reach, listing.filter),
      countAwaitingDecision(tx),
      countSheetsToConfirm(tx, reach),
      listServicesToChoose(tx, reach),
      listSavedFilters(tx, { accountId, ...reach }),
      findPause(tx),
    ])
  })
  const may = { sign: web.may(request, 'agreements.sign'), ask: web.may(request, 'conversations.write') }
  const form = web.form(request, asked.values ?? {}, [...listing.errors, ...(asked.errors ?? [])])
  const shown = { listing, rows, awaiting, sheets, services, saved, pause, may, form, word: council.agreementWord }
  const today = londonToday(web.clock.now())
  const page = <AgreementsPage {...shown} today={today} view={web.view(request)} />
  return web.html(reply, page, form.errors.length > 0 ? 422 : 200)
}
