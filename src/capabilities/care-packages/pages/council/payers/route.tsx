import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { formatDay, formatPounds } from '../../../../../core/format.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { proposePayer, type ProposePayerRefusal } from '../../../commands/change-payers.ts'
import { getPackage } from '../../../store/package.ts'
import { getPayers, listPayerChanges } from '../../../store/payers.ts'
import { PayersPage } from './page.tsx'
import { payerTyped } from './typed.ts'

const Params = z.object({ id: z.uuid() })
const Box = z.string().max(20_000).default('')
const Form = z.object({
  ...{ payer: Box, weekly: Box, reason: Box },
  ...{ 'from-day': Box, 'from-month': Box, 'from-year': Box },
})
const everyone = { providerId: undefined }

export function mountPayers(app: FastifyInstance, web: Web): void {
  app.get('/packages/:id/payers', { config: { permission: 'packages.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { id: web.params(request, Params).id, values: {}, errors: [] }),
  )
  app.post('/packages/:id/payers', { config: { permission: 'payers.change' } }, (request, reply) =>
    propose(web, { request, reply }),
  )
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function propose(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const values = web.parse(Form, request.body)
  const typed = payerTyped(values)
  if (!('payer' in typed)) return show(web, { request, reply }, { id, values, errors: typed })
  const outcome = await web.inWork(request, (work) => proposePayer(work, { ...typed, packageId: id }))
  if (!outcome.ok) return show(web, { request, reply }, { id, values, errors: [refusalText(outcome.refusal)] })
  web.flash(reply, 'Sent to a second person')
  return reply.redirect(`/council/packages/${id}/payers`, 303)
}

function refusalText(refusal: ProposePayerRefusal): FieldError {
  switch (refusal.code) {
    case 'already-waiting':
      return { field: 'main-content', text: 'Another change of this payer waits for a second person already' }
    case 'not-by-week':
      return { field: 'main-content', text: 'Only care by the week can have a part that somebody else pays' }
    case 'before-care':
      return { field: 'from-day', text: 'The day must be on or after the first day of the care' }
    case 'after-care':
      return { field: 'from-day', text: 'The care ends before that day' }
    case 'same-amount':
      return { field: 'weekly', text: 'That is what is paid on that day already' }
    case 'reason-missing':
      return { field: 'reason', text: 'Enter why it changes' }
    case 'above-price':
      return {
        field: 'weekly',
        text: `Contribution and top-up would be more than the price of ${formatPounds(refusal.price)} on ${formatDay(refusal.day)}`,
      }
  }
}

type Shown = {
  readonly id: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
}

async function show(web: Web, { request, reply }: Exchange, { id, values, errors }: Shown): Promise<FastifyReply> {
  const [care, payers, changes] = await web.read(request, (tx) =>
    Promise.all([getPackage(tx, everyone, id), getPayers(tx, everyone, id), listPayerChanges(tx, id)]),
  )
  const page = (
    <PayersPage
      {...{ care, payers, changes }}
      today={londonToday(web.clock.now())}
      mayChange={web.may(request, 'payers.change')}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
