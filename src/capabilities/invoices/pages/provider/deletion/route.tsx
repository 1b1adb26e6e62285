import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { deleteInvoice } from '../../../commands/change-invoice.ts'
import type { NotOpen, Stale } from '../../../rules/decisions.ts'
import { getInvoice } from '../../../store/invoice.ts'
import { DeletionPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Form = z.object({ version: z.coerce.number().int().positive() })

const wording = {
  'changed-since': 'Somebody changed this invoice while you had it open. Check whether it should still be deleted',
  'not-open': 'This invoice was sent to the council in the meantime, so it was not deleted',
} satisfies Record<(Stale | NotOpen)['code'], string>

export function mountDeletion(app: FastifyInstance, web: Web): void {
  const own = { config: { permission: 'invoices.submit' } } as const
  app.get('/invoices/:id/deletion', own, (request, reply) => show(web, { request, reply }))
  app.post('/invoices/:id/deletion', own, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version } = web.parse(Form, request.body)
    const outcome = await web.inWork(request, (work) => deleteInvoice(work, { invoiceId: id, version }))
    if (!outcome.ok)
      return show(web, { request, reply }, [{ field: 'main-content', text: wording[outcome.refusal.code] }])
    web.flash(reply, `Draft ${outcome.value} deleted. Its weeks can be claimed again`)
    return reply.redirect('/provider/invoices', 303)
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(web: Web, { request, reply }: Exchange, errors: readonly FieldError[] = []): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const today = londonToday(web.clock.now())
  const invoice = await web.read(request, (tx) => getInvoice(tx, { providerId: tx.providerId }, id, today))
  const page = <DeletionPage invoice={invoice} form={web.form(request, {}, errors)} view={web.view(request)} />
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
