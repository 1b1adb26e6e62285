import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { explainInvoice } from '../../../../payments/index.ts'
import { decideInvoice } from '../../../commands/decide-invoice.ts'
import type { DecideRefusal } from '../../../rules/decisions.ts'
import { getInvoice } from '../../../store/invoice.ts'
import { listInvoiceLines } from '../../../store/lines.ts'
import { InvoicePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({
  version: z.coerce.number().int().positive(),
  kind: z.enum(['approve', 'reject']).optional(),
  reason: z.string().max(20_000).default(''),
})
const everyone = { providerId: undefined }

const wording = {
  'changed-since': {
    field: 'main-content',
    text: 'This invoice changed while you had it open. It is shown as it is now: look at it again',
  },
  'not-submitted': { field: 'main-content', text: 'Somebody decided this invoice in the meantime' },
  'reason-missing': { field: 'reason', text: 'Enter what the provider must correct' },
  'reason-long': { field: 'reason', text: 'What the provider must correct must be 2,000 characters or fewer' },
} satisfies Record<DecideRefusal['code'], FieldError>

export function mountInvoice(app: FastifyInstance, web: Web): void {
  app.get('/invoices/:id', { config: { permission: 'invoices.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { values: {}, errors: [] }),
  )
  app.post('/invoices/:id/decision', { config: { permission: 'invoices.decide' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version, kind, reason } = web.parse(Form, request.body)
    if (kind === undefined)
      return show(
        web,
        { request, reply },
        { values: { reason }, errors: [{ field: 'kind', text: 'Select what you decide' }] },
      )
    const decision = kind === 'approve' ? { kind } : { kind, reason }
    const outcome = await web.inWork(request, (work) => decideInvoice(work, { invoiceId: id, version, decision }))
    if (!outcome.ok)
      return show(web, { request, reply }, { values: { kind, reason }, errors: [wording[outcome.refusal.code]] })
    web.flash(reply, `Invoice ${outcome.value} ${kind === 'approve' ? 'approved' : 'sent back to the provider'}`)
    return reply.redirect('/council/invoices', 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const [invoice, lines, workings] = await web.read(request, (tx) =>
    Promise.all([getInvoice(tx, everyone, id, today), listInvoiceLines(tx, everyone, id), explainInvoice(tx, id)]),
  )
  const page = (
    <InvoicePage
      invoice={invoice}
      lines={lines}
      workings={workings}
      today={today}
      mayDecide={web.may(request, 'invoices.decide')}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
