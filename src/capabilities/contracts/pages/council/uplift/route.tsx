import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays, isAfter } from '../../../../../core/dates.ts'
import { PAID_AHEAD_DAYS } from '../../../../../core/paid-again.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import type { UpliftFollowers } from '../../../commands/followers.ts'
import { addUpliftRule, dropUpliftRule } from '../../../commands/draft-uplift.ts'
import { decideUplift, simulate, submitUplift, undoUplift } from '../../../commands/uplift.ts'
import { listAskedForMore } from '../../../store/asked-for-more.ts'
import { listUpliftBlocks } from '../../../store/raise-blocks.ts'
import {
  findFirstDay,
  findRenewal,
  getUplift,
  listOutcomes,
  listProviderTotals,
  listUpliftLines,
  listUpliftRules,
} from '../../../store/uplifts.ts'
import { listRenewalsByHand } from '../../../store/renewals-by-hand.ts'
import type { Values } from '../../shared/typed.ts'
import { UpliftPage } from './page.tsx'
import { RuleForm, ruleTyped } from './rule-typed.ts'
import { decideWords, ruleWords, submitWords, undoWords } from './words.ts'

const Params = z.object({ id: z.uuid() })
const OneRule = z.object({ id: z.uuid(), position: z.coerce.number().int().min(1).max(50) })
const Version = z.coerce.number().int().positive()
const Long = z.string().max(20_000).default('')
const SubmitForm = z.object({ version: Version, outliersSeen: Long, outliersReason: Long })
const DecideForm = z.object({ version: Version, kind: z.enum(['approve', 'refuse']).optional(), note: Long })
const UndoForm = z.object({ version: Version, undoReason: Long })
const SHOWN = 200

export function mountUplift(app: FastifyInstance, web: Web, followers: UpliftFollowers): void {
  const changing = { permission: 'prices.change' } as const
  const deciding = { permission: 'prices.approve', stepUp: 'apply an uplift' } as const
  app.get('/uplifts/:id', { config: { permission: 'prices.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { values: {}, errors: [] }),
  )
  app.post('/uplifts/:id/rules', { config: changing }, (request, reply) => addRule(web, { request, reply }))
  app.post('/uplifts/:id/rules/:position/removal', { config: changing }, async (request, reply) => {
    const { id: upliftId, position } = web.params(request, OneRule)
    await web.inWork(request, (work) => dropUpliftRule(work, { upliftId, position }))
    return reply.redirect(`/council/uplifts/${upliftId}`, 303)
  })
  app.post('/uplifts/:id/simulation', { config: changing }, async (request, reply) => {
    const { id } = web.params(request, Params)
    await web.inWork(request, (work) => simulate(work, id))
    return reply.redirect(`/council/uplifts/${id}`, 303)
  })
  app.post('/uplifts/:id/submission', { config: changing }, (request, reply) => submit(web, { request, reply }))
  app.post('/uplifts/:id/decision', { config: deciding }, (request, reply) =>
    decide(web, { request, reply }, followers),
  )
  app.post('/uplifts/:id/undoing', { config: deciding }, (request, reply) => undo(web, { request, reply }, followers))
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function addRule(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const values = web.parse(RuleForm, request.body)
  const typed = ruleTyped(values)
  if ('errors' in typed) return show(web, { request, reply }, { values, errors: typed.errors })
  const outcome = await web.inWork(request, (work) => addUpliftRule(work, id, typed))
  if (!outcome.ok) return show(web, { request, reply }, { values, errors: [ruleWords[outcome.refusal.code]] })
  return reply.redirect(`/council/uplifts/${id}`, 303)
}

async function submit(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { version, outliersSeen, outliersReason } = web.parse(SubmitForm, request.body)
  const values = { outliersSeen, outliersReason }
  if (outliersReason.length > 2_000)
    return show(web, { request, reply }, { values, errors: [submitWords['outliers-reason-too-long']] })
  const seen = /^\d{1,6}$/u.test(outliersSeen.trim()) ? Number(outliersSeen) : undefined
  const outcome = await web.inWork(request, (work) =>
    submitUplift(work, { upliftId: id, shownVersion: version, outliersSeen: seen, outliersReason }),
  )
  if (!outcome.ok) return show(web, { request, reply }, { values, errors: [submitWords[outcome.refusal.code]] })
  web.flash(reply, 'Sent to a second person')
  return reply.redirect(`/council/uplifts/${id}`, 303)
}

async function decide(web: Web, { request, reply }: Exchange, followers: UpliftFollowers): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { version, kind, note } = web.parse(DecideForm, request.body)
  const values = { kind: kind ?? '', note }
  const errors: FieldError[] = [
    ...(kind === undefined ? [{ field: 'kind', text: 'Select whether you approve it' }] : []),
    ...(note.length > 2_000 ? [{ field: 'note', text: 'Why must be 2,000 characters or fewer' }] : []),
  ]
  if (kind === undefined || errors.length > 0) return show(web, { request, reply }, { values, errors })
  const outcome = await web.inWork(request, (work) =>
    decideUplift(work, { upliftId: id, shownVersion: version, decision: { kind, note } }, followers),
  )
  if (!outcome.ok) return show(web, { request, reply }, { values, errors: [decideWords[outcome.refusal.code]] })
  web.flash(reply, outcome.value === 'applied' ? 'Applied. Every provider gets its letter' : 'Refused')
  return reply.redirect(`/council/uplifts/${id}`, 303)
}

async function undo(web: Web, { request, reply }: Exchange, followers: UpliftFollowers): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { version, undoReason } = web.parse(UndoForm, request.body)
  const values = { undoReason }
  if (undoReason.length > 2_000)
    return show(web, { request, reply }, { values, errors: [undoWords['reason-too-long']] })
  const outcome = await web.inWork(request, (work) =>
    undoUplift(work, { upliftId: id, shownVersion: version, reason: undoReason }, followers),
  )
  if (!outcome.ok) return show(web, { request, reply }, { values, errors: [undoWords[outcome.refusal.code]] })
  web.flash(reply, 'Undone. Every price stands as it stood')
  return reply.redirect(`/council/uplifts/${id}`, 303)
}

type Shown = { readonly values: Values; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const [uplift, rules, outcomes, providers, lines, renewal, firstOn, byHand, blocks, asked] = await web.read(
    request,
    (tx) =>
      Promise.all([
        getUplift(tx, id),
        listUpliftRules(tx, id),
        listOutcomes(tx, id),
        listProviderTotals(tx, id),
        listUpliftLines(tx, id, { most: SHOWN }),
        findRenewal(tx, id),
        findFirstDay(tx, id),
        listRenewalsByHand(tx, id),
        listUpliftBlocks(tx, id, { providerId: undefined }),
        web.may(request, 'conversations.view') ? listAskedForMore(tx, id) : undefined,
      ]),
  )
  const page = (
    <UpliftPage
      {...{ uplift, rules, outcomes, providers, lines, blocks, renewal, byHand, asked }}
      mayOpen={web.may(request, 'agreements.view')}
      mayReach={firstOn !== null && !isAfter(firstOn, addDays(londonToday(web.clock.now()), PAID_AHEAD_DAYS))}
      mayChange={web.may(request, 'prices.change')}
      mayApprove={web.may(request, 'prices.approve')}
      accountId={web.visitor(request).accountId}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
