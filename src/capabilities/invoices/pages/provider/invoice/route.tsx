import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { nameInvoice, refreshLines } from '../../../commands/change-invoice.ts'
import { submitInvoice } from '../../../commands/submit-invoice.ts'
import type { NotOpen, Stale, SubmitRefusal } from '../../../rules/decisions.ts'
import type { OwnNumberRefusal } from '../../../rules/own-number.ts'
import { getInvoice } from '../../../store/invoice.ts'
import { countWeeksChanged, listInvoiceLines } from '../../../store/lines.ts'
import { InvoicePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Version = z.object({ version: z.coerce.number().int().positive() })
const Named = Version.extend({ ownNumber: z.string().max(500).default('') })

type Refusal = SubmitRefusal | OwnNumberRefusal | Stale | NotOpen
const wording = {
  'changed-since': {
    field: 'main-content',
    text: 'Somebody changed this invoice while you had it open. It is shown as it is now: check it again',
  },
  'not-open': { field: 'main-content', text: 'This invoice is with the council already, so it cannot be changed' },
  'no-lines': { field: 'main-content', text: 'This invoice has no lines. Confirm weeks and update it, or delete it' },
  'weeks-changed': {
    field: 'changed',
    text: 'Weeks were changed after this invoice was made. Update the lines, check them, then send it',
  },
  'own-number-long': { field: 'ownNumber', text: 'Your own invoice number must be 40 characters or fewer' },
  'own-number-odd': {
    field: 'ownNumber',
    text: 'Your own invoice number must begin with a letter or digit and use only letters, digits, spaces and / . - _ #',
  },
  'own-number-taken': {
    field: 'ownNumber',
    text: 'You used this number on another invoice. Enter a number you have not used before, or leave it empty',
  },
} satisfies Record<Refusal['code'], FieldError>

export function mountInvoice(app: FastifyInstance, web: Web): void {
  const own = { config: { permission: 'invoices.submit' } } as const
  app.get('/invoices/:id', { config: { permission: 'invoices.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { values: undefined, errors: [] }),
  )
  app.post('/invoices/:id/own-number', own, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version, ownNumber } = web.parse(Named, request.body)
    const outcome = await web.inWork(request, (work) => nameInvoice(work, { invoiceId: id, version, ownNumber }))
    if (!outcome.ok) return refuse(web, { request, reply }, outcome.refusal, { ownNumber })
    web.flash(reply, 'Draft saved. Nothing is sent yet')
    return reply.redirect('/provider/invoices', 303)
  })
  app.post('/invoices/:id/lines', own, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version } = web.parse(Version, request.body)
    const outcome = await web.inWork(request, (work) => refreshLines(work, { invoiceId: id, version }))
    if (!outcome.ok) return refuse(web, { request, reply }, outcome.refusal)
    web.flash(reply, 'Lines updated. Check them, then send the invoice')
    return reply.redirect(`/provider/invoices/${id}`, 303)
  })
  app.post('/invoices/:id/submission', own, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version, ownNumber } = web.parse(Named, request.body)
    const outcome = await web.inWork(request, (work) => submitInvoice(work, { invoiceId: id, version, ownNumber }))
    if (!outcome.ok) return refuse(web, { request, reply }, outcome.refusal, { ownNumber })
    web.flash(reply, 'Invoice sent to the council')
    return reply.redirect(`/provider/invoices/${id}`, 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Shown = {
  readonly values: Readonly<Record<string, string>> | undefined
  readonly errors: readonly FieldError[]
}

function refuse(web: Web, exchange: Exchange, refusal: Refusal, values?: Shown['values']): Promise<FastifyReply> {
  return show(web, exchange, { values, errors: [wording[refusal.code]] })
}

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const [invoice, lines, weeksChanged] = await web.read(request, (tx) => {
    const reach = { providerId: tx.providerId }
    return Promise.all([getInvoice(tx, reach, id, today), listInvoiceLines(tx, reach, id), countWeeksChanged(tx, id)])
  })
  const page = (
    <InvoicePage
      invoice={invoice}
      lines={lines}
      weeksChanged={weeksChanged}
      today={today}
      maySubmit={web.may(request, 'invoices.submit')}
      form={web.form(request, values ?? { ownNumber: invoice.ownNumber ?? '' }, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
