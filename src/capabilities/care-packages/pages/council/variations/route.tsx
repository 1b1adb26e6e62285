import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { decideVariation, type DecideRefusal, type DraftAgreement } from '../../../commands/vary-package.ts'
import { hasOverfullDay, type PlannedVisit } from '../../../rules/care-plan.ts'
import { effectOf } from '../../../rules/variation.ts'
import { getVariedCare } from '../../../store/around-package.ts'
import { counted, getVariation, listVariations, type Variation } from '../../../store/variations.ts'
import { boxesOfPlan, fitsRows, OVERFULL_DAY, planBoxes, readPlan } from '../../shared/plan-form.ts'
import { After, pageOf, partAfter } from '../../shared/next-page.ts'
import { VariationPage, VariationsPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ all: z.literal('yes').optional() })
const Form = z.object({
  version: z.coerce.number().int().min(1).max(1_000_000),
  decision: z.string().max(20).default(''),
  answer: z.string().max(50_000).default(''),
  /** Said where the visits stood beside the decision, to be changed. */
  timetable: z.literal('shown').optional(),
})
const Boxes = z.object(planBoxes)
const everyone = { providerId: undefined }

const REFUSALS: Readonly<Record<DecideRefusal['code'], string>> = {
  changed: 'This request was answered or withdrawn in the meantime. Nothing was changed',
  'another-change':
    'Another change of this package is already decided for these days. Refuse this request, or ask for other days',
  'cannot-be-asked': 'The package has changed since this was asked: it no longer fits. Refuse it and say why',
  'already-drafted':
    'An agreement about this package is drafted and not published yet. Publish or withdraw that one first',
}

export function mountVariations(app: FastifyInstance, web: Web, draftAgreement: DraftAgreement): void {
  app.get('/variations', { config: { permission: 'packages.view' } }, async (request, reply) => {
    const waiting = web.parse(Query, request.query).all === undefined
    const { after } = web.parse(After, request.query)
    const found = await web.read(request, (tx) => listVariations(tx, everyone, { waiting, ...partAfter(after) }))
    const page = pageOf(found, '/council/variations', waiting ? {} : { all: 'yes' })
    const today = londonToday(web.clock.now())
    return web.html(reply, <VariationsPage {...page} waiting={waiting} today={today} view={web.view(request)} />)
  })
  app.get('/variations/:id', { config: { permission: 'packages.view', drafts: true } }, (request, reply) =>
    show(web, request, reply, { values: {}, errors: [] }),
  )
  app.post('/variations/:id/decision', { config: { permission: 'packages.decide' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const { version: rowVersion, decision, answer: written, timetable } = web.parse(Form, request.body)
    const boxes = web.parse(Boxes, request.body)
    const answer = written.replaceAll('\r\n', '\n').trim()
    const again = (errors: readonly FieldError[]) =>
      show(web, request, reply, { values: { ...boxes, decision, answer: written }, errors })
    const fault = faultOf(decision, answer)
    if (fault !== undefined) return again([fault])
    const other = await readOther(web, request, { boxes, isAsked: timetable === 'shown' && decision === 'accept' })
    if (other.errors.length > 0) return again(other.errors)

    const outcome = await web.inWork(request, (work) =>
      decideVariation(work, {
        id,
        rowVersion,
        answer,
        ...(decision === 'accept' ? { decision, draftAgreement, visits: other.visits } : { decision: 'refuse' }),
      }),
    )
    if (!outcome.ok && outcome.refusal.code === 'changed') {
      web.flash(reply, REFUSALS.changed)
      return reply.redirect(`/council/variations/${id}`, 303)
    }
    if (!outcome.ok) return again([{ field: 'decision', text: REFUSALS[outcome.refusal.code] }])
    web.flash(reply, decision === 'accept' ? 'Accepted. Publish the agreement next' : 'Refused')
    const { agreementId } = outcome.value
    return reply.redirect(
      agreementId === null ? `/council/variations/${id}` : `/council/agreements/${agreementId}`,
      303,
    )
  })
}

type Other = { readonly visits: readonly PlannedVisit[] | undefined; readonly errors: readonly FieldError[] }
type Sent = { readonly boxes: z.infer<typeof Boxes>; readonly isAsked: boolean }

/** The visits as the council would accept them. */
async function readOther(web: Web, request: FastifyRequest, { boxes, isAsked }: Sent): Promise<Other> {
  if (!isAsked) return { visits: undefined, errors: [] }
  const { id } = web.params(request, Params)
  const { unit } = await web.read(request, (tx) => getVariation(tx, everyone, id))
  const { plan, errors } = readPlan({ ...boxes, planned: '0' }, { kind: 'timetable', unit })
  if (plan !== undefined && plan.visits.length === 0)
    return { visits: undefined, errors: [{ field: 'v1-at', text: 'Enter the visits that you accept, or refuse' }] }
  if (plan !== undefined && hasOverfullDay(plan, unit))
    return { visits: undefined, errors: [{ field: 'v1-at', text: OVERFULL_DAY }] }
  return { visits: plan?.visits, errors }
}

function faultOf(decision: string, answer: string): FieldError | undefined {
  if (decision !== 'accept' && decision !== 'refuse')
    return { field: 'decision', text: 'Select whether you accept or refuse it' }
  if (decision === 'refuse' && answer === '') return { field: 'answer', text: 'Enter why you refuse it' }
  return answer.length > 2_000 ? { field: 'answer', text: 'This must be 2,000 characters or fewer' } : undefined
}

type Shown = { readonly values: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] }

/** The form begins with what was asked for. */
function boxesOfVisits({ planned, visits = [] }: Variation): Readonly<Record<string, string>> {
  return visits.length === 0 || !fitsRows(visits) ? {} : boxesOfPlan({ planned, plannedByDay: null, visits })
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { values, errors }: Shown) {
  const { id } = web.params(request, Params)
  const { variation, care, byVisits } = await web.read(request, async (tx) => {
    const found = await getVariation(tx, everyone, id)
    return { variation: found, ...(await getVariedCare(tx, everyone, found)) }
  })
  return web.html(
    reply,
    <VariationPage
      variation={variation}
      effect={effectOf(care, counted(variation))}
      byVisits={byVisits}
      today={londonToday(web.clock.now())}
      may={{ decide: web.may(request, 'packages.decide'), seeDraft: web.may(request, 'agreements.view') }}
      form={web.form(request, { ...boxesOfVisits(variation), ...values }, errors)}
      view={web.view(request)}
    />,
    errors.length > 0 ? 422 : 200,
  )
}
