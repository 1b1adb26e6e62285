import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { quoteClaim } from '../../../../payments/index.ts'
import { createInvoice, type CreateRefusal } from '../../../commands/create-invoice.ts'
import { periodStanding } from '../../../rules/period.ts'
import { readinessOf } from '../../../rules/readiness.ts'
import { getClaimPlace, listClaimableWeeks, type Claim } from '../../../store/readiness.ts'
import { NewInvoicePage } from './page.tsx'

const Asked = z
  .object({ period: z.uuid(), contract: z.uuid(), service: z.uuid() })
  .transform(({ period, contract, service }): Claim => ({ periodId: period, contractId: contract, serviceId: service }))

const wording = {
  'open-exists': 'An invoice for this service and period is already begun: open it below',
  'not-begun': 'This period has not begun, so it cannot be invoiced yet',
  'nothing-to-claim': 'There is nothing left to claim: every confirmed week is on an invoice already',
} satisfies Record<CreateRefusal['code'], string>

export function mountNewInvoice(app: FastifyInstance, web: Web): void {
  app.get('/invoices/new', { config: { permission: 'invoices.view' } }, (request, reply) =>
    show(web, { request, reply }, web.parse(Asked, request.query)),
  )
  app.post('/invoices', { config: { permission: 'invoices.submit' } }, async (request, reply) => {
    const claim = web.parse(Asked, request.body)
    const outcome = await web.inWork(request, (work) => createInvoice(work, claim))
    if (outcome.ok) {
      web.flash(reply, 'Draft invoice created. Check it, then send it to the council')
      return reply.redirect(`/provider/invoices/${outcome.value}`, 303)
    }
    const { refusal } = outcome
    // Whoever pressed the button twice, or came back to it, wanted the draft that is there.
    if (refusal.code === 'open-exists' && refusal.openId !== null)
      return reply.redirect(`/provider/invoices/${refusal.openId}`, 303)
    return show(web, { request, reply }, claim, [{ field: 'main-content', text: wording[refusal.code] }])
  })
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function show(web: Web, { request, reply }: Exchange, claim: Claim, errors: readonly FieldError[] = []) {
  const { weekStartsOn } = web.visitor(request).council
  const now = web.clock.now()
  const today = londonToday(now)
  const [place, weeks, people] = await web.read(request, (tx) =>
    Promise.all([getClaimPlace(tx, claim, now), listClaimableWeeks(tx, claim, weekStartsOn), quoteClaim(tx, claim)]),
  )
  const page = (
    <NewInvoicePage
      place={place}
      readiness={readinessOf(weeks, today)}
      people={people}
      standing={periodStanding(place, { today, now })}
      may={{
        seeWeeks: web.may(request, 'actuals.view'),
        record: web.may(request, 'actuals.record'),
        seeAgreements: web.may(request, 'agreements.view'),
      }}
      today={today}
      mayCreate={web.may(request, 'invoices.submit')}
      form={web.form(request, {}, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
