import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BYTE_ORDER_MARK, csvText } from '../../../../../core/csv.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { makePdf, type PdfMaker } from '../../../../../platform/pdf/maker.ts'
import { NoPaperPage } from '../../../../../platform/pdf/no-paper-page.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { loadRemittance } from '../../shared/load-remittance.ts'
import { remittancePaper, remittanceRows, type Shown } from '../../shared/remittance-words.ts'
import { RemittancePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

/** One payment: the page, the spreadsheet and the paper, of the same lines. */
export function mountRemittance(app: FastifyInstance, web: Web, make: PdfMaker = makePdf): void {
  const view = { config: { permission: 'payments.view' } } as const
  app.get('/remittances/:id', view, async (request, reply) => {
    const shown = await load(web, request)
    return web.html(
      reply,
      <RemittancePage
        shown={shown}
        today={londonToday(web.clock.now())}
        mayAsk={web.may(request, 'conversations.write')}
        view={web.view(request)}
      />,
    )
  })
  app.get('/remittances/:id.csv', view, async (request, reply) => {
    const shown = await load(web, request)
    return named(reply, `${shown.remittance.reference}.csv`)
      .type('text/csv; charset=utf-8')
      .send(BYTE_ORDER_MARK + csvText(remittanceRows(shown)))
  })
  app.get('/remittances/:id.pdf', view, async (request, reply) => {
    const shown = await load(web, request)
    const { council, workplace } = web.visitor(request)
    const made = await make(remittancePaper(shown, { council: council.name, workplace }))
    if (made.ok) return named(reply, `${shown.remittance.reference}.pdf`).type('application/pdf').send(made.value)
    const back = `/provider/remittances/${shown.remittance.id}`
    return web.html(reply, <NoPaperPage why={made.refusal.code} back={back} view={web.view(request)} />, 503)
  })
}

function load(web: Web, request: FastifyRequest): Promise<Shown> {
  const { id } = web.params(request, Params)
  const isNarrow = web.isNarrow(request)
  return web.read(request, (tx) => loadRemittance(tx, id, { isNarrow }))
}

function named(reply: FastifyReply, name: string): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '-')}"`)
}
