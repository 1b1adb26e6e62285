import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { approveInvoices } from '../../../commands/approve-invoices.ts'
import { countToDecide, listDecided, listSubmitted } from '../../../store/list.ts'
import { Cursor } from '../../shared/cursor.ts'
import { QueuePage, ROWS } from './page.tsx'

const Query = z.object({ after: Cursor.optional() })
const Selected = z
  .string()
  .transform((text) => text.split(':'))
  .pipe(z.tuple([z.uuid(), z.string().regex(/^[1-9]\d{0,8}$/)]))
  .transform(([invoiceId, version]) => ({ invoiceId, version: Number(version) }))
const Form = z.object({
  selected: z.union([Selected.transform((one) => [one]), z.array(Selected).max(ROWS)]).default([]),
})

const DECIDED = 20

export function mountQueue(app: FastifyInstance, web: Web): void {
  app.get('/invoices', { config: { permission: 'invoices.view' } }, (request, reply) => show(web, { request, reply }))
  app.post('/invoices/decisions', { config: { permission: 'invoices.decide' } }, async (request, reply) => {
    const { selected } = web.parse(Form, request.body)
    if (selected.length === 0)
      return show(web, { request, reply }, [{ field: 'main-content', text: 'Select the invoices you want to approve' }])
    const { value } = await web.inWork(request, (work) => approveInvoices(work, selected))
    const results = value.map(({ id, result }) => `${id}:${result}`).join(',')
    return reply.redirect(`/council/invoices/decisions?results=${results}`, 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(web: Web, { request, reply }: Exchange, errors: readonly FieldError[] = []): Promise<FastifyReply> {
  const { after } = web.parse(Query, request.method === 'GET' ? request.query : {})
  const today = londonToday(web.clock.now())
  const [rows, decided, waiting] = await web.read(request, (tx) =>
    Promise.all([listSubmitted(tx, { today, after, rows: ROWS }), listDecided(tx, today, DECIDED), countToDecide(tx)]),
  )
  const page = (
    <QueuePage
      rows={rows}
      decided={decided}
      waiting={waiting}
      today={today}
      mayDecide={web.may(request, 'invoices.decide')}
      form={web.form(request, {}, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
