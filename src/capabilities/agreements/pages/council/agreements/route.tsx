import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listSavedFilters } from '../../../store/filters.ts'
import { listServicesToChoose } from '../../../../providers/index.ts'
import { countForStaff, listAgreements } from '../../../store/list.ts'
import { findPause } from '../../../store/pause.ts'
import { checkDrafts } from '../../../commands/check-drafts.ts'
import { mountFilters, type AskedList } from '../../shared/filters.tsx'
import { ListQuery, listingOf } from '../../shared/query.ts'
import { AgreementsPage, BASE } from './page.tsx'

const everyone = { providerId: undefined }

export function mountAgreements(app: FastifyInstance, web: Web): void {
  app.get('/agreements', { config: { permission: 'agreements.view' } }, (request, reply) =>
    show(web, request, reply, { query: web.parse(ListQuery, request.query) }),
  )
  mountFilters(app, web, { base: BASE, show: (request, reply, asked) => show(web, request, reply, asked) })
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, asked: AskedList): Promise<FastifyReply> {
  const listing = listingOf(asked.query, 'draft')
  const today = londonToday(web.clock.now())
  const { accountId } = web.visitor(request)
  const shown = await web.read(request, async (tx) => {
    const [rows, queue, services, saved, pause] = await Promise.all([
      listAgreements(tx, everyone, listing.filter),
      countForStaff(tx, today),
      listServicesToChoose(tx, everyone),
      listSavedFilters(tx, { accountId, ...everyone }),
      findPause(tx),
    ])
    const drafts = rows.filter((row) => row.status === 'draft').map(({ id }) => id)
    return { rows, queue, services, saved, pause, findings: await checkDrafts(tx, drafts, today) }
  })
  const may = {
    publish: web.may(request, 'agreements.publish'),
    manage: web.may(request, 'agreements.manage'),
  }
  const form = web.form(request, asked.values ?? {}, [...listing.errors, ...(asked.errors ?? [])])
  const page = <AgreementsPage {...shown} {...{ listing, may, form, today }} view={web.view(request)} />
  return web.html(reply, page, form.errors.length > 0 ? 422 : 200)
}
