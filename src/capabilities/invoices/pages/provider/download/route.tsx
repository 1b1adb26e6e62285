import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BYTE_ORDER_MARK, csvText } from '../../../../../core/csv.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { makePdf, type PdfMaker } from '../../../../../platform/pdf/maker.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { stateOf } from '../../../rules/state.ts'
import { getInvoice } from '../../../store/invoice.ts'
import { listInvoiceLines } from '../../../store/lines.ts'
import { invoicePaper, invoiceRows } from '../../shared/paper.ts'
import { NoPaperPage } from '../../../../../platform/pdf/no-paper-page.tsx'

const Params = z.object({ id: z.uuid() })

/** The same lines as the page, for a spreadsheet and for a folder. */
export function mountDownloads(app: FastifyInstance, web: Web, make: PdfMaker = makePdf): void {
  const view = { config: { permission: 'invoices.view' } } as const
  app.get('/invoices/:id.csv', view, async (request, reply) => {
    const { invoice, lines } = await load(web, request)
    return named(reply, `${invoice.reference}.csv`)
      .type('text/csv; charset=utf-8')
      .send(BYTE_ORDER_MARK + csvText(invoiceRows(invoice, lines)))
  })
  app.get('/invoices/:id.pdf', view, async (request, reply) => {
    const { invoice, lines, today } = await load(web, request)
    const council = web.visitor(request).council.name
    const made = await make(invoicePaper(invoice, lines, { council, state: stateOf(invoice, today) }))
    if (made.ok) return named(reply, `${invoice.reference}.pdf`).type('application/pdf').send(made.value)
    const back = `/provider/invoices/${invoice.id}`
    return web.html(reply, <NoPaperPage why={made.refusal.code} back={back} view={web.view(request)} />, 503)
  })
}

async function load(web: Web, request: FastifyRequest) {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const [invoice, lines] = await web.read(request, (tx) => {
    const reach = { providerId: tx.providerId }
    return Promise.all([getInvoice(tx, reach, id, today), listInvoiceLines(tx, reach, id)])
  })
  return { invoice, lines, today }
}

function named(reply: FastifyReply, name: string): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="${name}"`)
}
