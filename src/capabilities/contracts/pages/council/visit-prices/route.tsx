import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { decideVisitPrices, proposeVisitPrices, type ProposeVisitPrices } from '../../../commands/visit-prices.ts'
import { getRateLine } from '../../../store/price-book.ts'
import { getVisitChange, listVisitChangesOf, listVisitPrices } from '../../../store/visit-prices.ts'
import { decideWords, DecisionForm, decisionTyped } from '../../shared/decision.ts'
import { dayTyped, type Values } from '../../shared/typed.ts'
import { VisitPricesPage } from './page.tsx'
import { pricesTyped, valuesOf, wordsFor } from './typed.ts'

const Params = z.object({ id: z.uuid() })
const OneChange = z.object({ changeId: z.uuid() })
const Form = z.record(z.string().max(60), z.string().max(20_000))

export function mountVisitPrices(app: FastifyInstance, web: Web): void {
  app.get('/prices/:id/visits', { config: { permission: 'prices.view', drafts: true } }, (request, reply) => {
    const { id } = web.params(request, Params)
    return show(web, { request, reply }, { id, values: {}, errors: [] })
  })
  app.post('/prices/:id/visits/changes', { config: { permission: 'prices.change' } }, (request, reply) => {
    const values = web.parse(Form, request.body)
    const typed = pricesTyped(values)
    const errors = 'errors' in typed ? typed.errors : []
    const prices = 'prices' in typed ? typed.prices : null
    return propose(web, { request, reply }, { values, errors, prices, day: 'from', why: 'reason' })
  })
  app.post('/prices/:id/visits/end', { config: { permission: 'prices.change' } }, (request, reply) => {
    const values = web.parse(Form, request.body)
    return propose(web, { request, reply }, { values, errors: [], prices: null, day: 'end', why: 'endReason' })
  })
  const deciding = { permission: 'prices.approve', stepUp: 'approve a price' } as const
  app.post('/visit-price-changes/:changeId/decision', { config: deciding }, (request, reply) =>
    decide(web, { request, reply }),
  )
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }
type Said = Pick<ProposeVisitPrices, 'prices'> & {
  readonly values: Values
  readonly errors: readonly FieldError[]
  /** The boxes of this form. */
  readonly day: 'from' | 'end'
  readonly why: 'reason' | 'endReason'
}

async function propose(web: Web, { request, reply }: Exchange, said: Said): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { values, prices, day, why } = said
  const fromOn = dayTyped(values, day, day === 'from' ? 'the day from which they hold' : 'the first day without them')
  const reason = values[why] ?? ''
  const errors: FieldError[] = [...said.errors, ...(fromOn.ok ? [] : [fromOn.refusal])]
  if (reason.length > 2_000) errors.push({ field: why, text: 'Why must be 2,000 characters or fewer' })
  if (!fromOn.ok || errors.length > 0) return show(web, { request, reply }, { id, values, errors })
  const outcome = await web.inWork(request, (work) =>
    proposeVisitPrices(work, { rateLineId: id, fromOn: fromOn.value, prices, reason }),
  )
  if (!outcome.ok) {
    const { field, text } = wordsFor(outcome.refusal, values)
    const own = field === 'from-day' ? `${day}-day` : field === 'reason' ? why : field
    return show(web, { request, reply }, { id, values, errors: [{ field: own, text }] })
  }
  web.flash(reply, 'Sent to a second person')
  return reply.redirect(`/council/prices/${id}/visits`, 303)
}

const DECIDED = {
  approved: 'Approved. Visits are priced by them from their day on',
  refused: 'Refused',
  withdrawn: 'Taken back',
} as const

async function decide(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { changeId } = web.params(request, OneChange)
  const typed = web.parse(DecisionForm, request.body)
  const { rateLineId: id } = await web.read(request, (tx) => getVisitChange(tx, changeId))
  const values = { kind: typed.kind ?? '', note: typed.note }
  const decision = decisionTyped(typed)
  if (!('kind' in decision)) return show(web, { request, reply }, { id, values, errors: decision })
  const outcome = await web.inWork(request, (work) =>
    decideVisitPrices(work, { changeId, shownVersion: typed.version, decision }),
  )
  if (!outcome.ok) return show(web, { request, reply }, { id, values, errors: [decideWords[outcome.refusal.code]] })
  web.flash(reply, DECIDED[outcome.value])
  return reply.redirect(`/council/prices/${id}/visits`, 303)
}

type Shown = {
  readonly id: string
  readonly values: Values
  readonly errors: readonly FieldError[]
}

async function show(web: Web, { request, reply }: Exchange, { id, values, errors }: Shown): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const [found, prices, changes] = await web.read(request, (tx) =>
    Promise.all([getRateLine(tx, id, today), listVisitPrices(tx, id), listVisitChangesOf(tx, id)]),
  )
  // Until prices are typed, the newest stand in the form to be changed.
  const newest = 'fixed-1-minutes' in values ? {} : valuesOf(prices[0])
  const page = (
    <VisitPricesPage
      {...{ ...found, prices, changes, today }}
      mayChange={web.may(request, 'prices.change')}
      mayApprove={web.may(request, 'prices.approve')}
      accountId={web.visitor(request).accountId}
      form={web.form(request, { ...newest, ...values }, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
