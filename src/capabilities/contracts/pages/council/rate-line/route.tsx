import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { UpliftFollowers } from '../../../commands/followers.ts'
import { decidePrice } from '../../../commands/decide-price.ts'
import { proposePrice } from '../../../commands/propose-price.ts'
import type { ProposeRefusal } from '../../../rules/price-change.ts'
import { getRateLine } from '../../../store/price-book.ts'
import { getChange, listChangesOf } from '../../../store/price-changes.ts'
import { decideWords, DecisionForm, decisionTyped } from '../../shared/decision.ts'
import { dayTyped, priceTyped, type Values } from '../../shared/typed.ts'
import { RateLinePage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const OneChange = z.object({ changeId: z.uuid() })
const Box = z.string().max(20_000).default('')
const Form = z.object({ price: Box, 'from-day': Box, 'from-month': Box, 'from-year': Box, reason: Box })

const proposeWords = {
  'already-waiting': { field: 'main-content', text: 'Another price for this line waits for a second person already' },
  'before-contract': { field: 'from-day', text: 'The price must start on or after the first day of the contract' },
  'after-contract': { field: 'from-day', text: 'The contract ends before that day' },
  'same-price': { field: 'price', text: 'That is the price of that day already' },
  'reason-missing': { field: 'reason', text: 'Enter why the price changes' },
} satisfies Record<ProposeRefusal['code'], FieldError>

export function mountRateLine(app: FastifyInstance, web: Web, followers: UpliftFollowers): void {
  app.get('/prices/:id', { config: { permission: 'prices.view', drafts: true } }, (request, reply) => {
    const { id } = web.params(request, Params)
    return show(web, { request, reply }, { id, values: {}, errors: [] })
  })
  app.post('/prices/:id/changes', { config: { permission: 'prices.change' } }, (request, reply) =>
    propose(web, { request, reply }),
  )
  const deciding = { permission: 'prices.approve', stepUp: 'approve a price' } as const
  app.post('/price-changes/:changeId/decision', { config: deciding }, (request, reply) =>
    decide(web, { request, reply }, followers),
  )
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function propose(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const values = web.parse(Form, request.body)
  const price = priceTyped(values, 'price')
  const fromOn = dayTyped(values, 'from', 'the day from which it holds')
  const errors: FieldError[] = [price, fromOn].flatMap((one) => (one.ok ? [] : [one.refusal]))
  if (values.reason.length > 2_000) errors.push({ field: 'reason', text: 'Why must be 2,000 characters or fewer' })
  if (!price.ok || !fromOn.ok || errors.length > 0) return show(web, { request, reply }, { id, values, errors })
  const proposal = { rateLineId: id, price: price.value, fromOn: fromOn.value, reason: values.reason }
  const outcome = await web.inWork(request, (work) => proposePrice(work, proposal))
  if (!outcome.ok) return show(web, { request, reply }, { id, values, errors: [proposeWords[outcome.refusal.code]] })
  web.flash(reply, 'Sent to a second person')
  return reply.redirect(`/council/prices/${id}`, 303)
}

const DECIDED = {
  approved: 'Approved. The price is in the book',
  refused: 'Refused',
  withdrawn: 'Taken back',
} as const

async function decide(web: Web, { request, reply }: Exchange, followers: UpliftFollowers): Promise<FastifyReply> {
  const { changeId } = web.params(request, OneChange)
  const typed = web.parse(DecisionForm, request.body)
  const { rateLineId } = await web.read(request, (tx) => getChange(tx, changeId))
  const values = { kind: typed.kind ?? '', note: typed.note }
  const decision = decisionTyped(typed)
  if (!('kind' in decision)) return show(web, { request, reply }, { id: rateLineId, values, errors: decision })
  const outcome = await web.inWork(request, (work) =>
    decidePrice(work, { changeId, shownVersion: typed.version, decision }, followers),
  )
  if (!outcome.ok)
    return show(web, { request, reply }, { id: rateLineId, values, errors: [decideWords[outcome.refusal.code]] })
  web.flash(reply, DECIDED[outcome.value])
  return reply.redirect(`/council/prices/${rateLineId}`, 303)
}

type Shown = { readonly id: string; readonly values: Values; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { id, values, errors }: Shown): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const [found, changes] = await web.read(request, (tx) =>
    Promise.all([getRateLine(tx, id, today), listChangesOf(tx, id)]),
  )
  const page = (
    <RateLinePage
      {...found}
      changes={changes}
      today={today}
      mayChange={web.may(request, 'prices.change')}
      mayApprove={web.may(request, 'prices.approve')}
      accountId={web.visitor(request).accountId}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
