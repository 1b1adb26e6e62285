import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { askForVariation } from '../../../commands/vary-package.ts'
import { isAllTooLate, type AskedChange } from '../../../rules/variation.ts'
import { getVariedCare } from '../../../store/around-package.ts'
import { findAskWithin } from '../../../store/ask-within.ts'
import { getPackage } from '../../../store/package.ts'
import {
  begunFrom,
  faultWords,
  planNow,
  readAsked,
  VariationForm,
  type PlanShape,
  type Typed,
} from '../../shared/variation-form.ts'
import { AskPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Shown = z.object({ show: z.literal('effect').optional() })
const Reason = z.object({ reason: z.string().max(50_000).default('') })
const LONGEST_REASON = 2_000

/** Asks for another plan for a time or for good. A week that went over its plan links here with ?week=DAY&planned=UNITS. */
export function mountVariation(app: FastifyInstance, web: Web): void {
  const config = { permission: 'packages.change' } as const
  app.get('/packages/:id/variation', { config: { ...config, drafts: true } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const typed = web.parse(VariationForm, request.query)
    const { show: asks } = web.parse(Shown, request.query)
    if (asks === undefined) return show(web, request, reply, { id, typed, judge: false })
    return show(web, request, reply, { id, typed, judge: true })
  })
  app.post('/packages/:id/variation', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const typed = web.parse(VariationForm, request.body)
    const again = (errors: readonly FieldError[]) => show(web, request, reply, { id, typed, judge: true, errors })
    const { asked, shape } = await readSent(web, request, id, typed)
    const reason = web.parse(Reason, request.body).reason.replaceAll('\r\n', '\n').trim()
    const reasonFault = faultOfReason(reason)
    if (asked === undefined || reasonFault !== undefined) return again(reasonFault ?? [])

    const outcome = await web.inWork(request, (work) => askForVariation(work, { packageId: id, asked, reason }))
    if (!outcome.ok) {
      const { refusal } = outcome
      if (refusal.code === 'cannot-be-asked') return again(refusal.faults.map((fault) => faultWords(fault, shape)))
      return again([refusal.code === 'all-too-late' ? ALL_TOO_LATE : { field: 'reason', text: REFUSALS[refusal.code] }])
    }
    web.flash(reply, 'Sent to the council')
    return reply.redirect(`/provider/variations/${outcome.value.id}`, 303)
  })
}

const ALL_TOO_LATE = {
  field: 'last-day',
  text: 'The change was over before you ask for it, and it is too late to count. Write to the council instead',
}

const REFUSALS = {
  'one-waits': 'The council has not answered your last request for this package yet. Withdraw that one first',
  'not-active': 'This care is suspended, cancelled or over. Write to the council instead',
} as const

function faultOfReason(reason: string): readonly FieldError[] | undefined {
  if (reason === '') return [{ field: 'reason', text: 'Enter why it is needed' }]
  if (reason.length > LONGEST_REASON) return [{ field: 'reason', text: 'This must be 2,000 characters or fewer' }]
  return undefined
}

type Sent = { readonly asked: AskedChange | undefined; readonly shape: PlanShape }

async function readSent(web: Web, request: FastifyRequest, id: string, typed: Typed): Promise<Sent> {
  const care = await web.read(request, (tx) => getPackage(tx, { providerId: tx.providerId }, id))
  const now = planNow(care, londonToday(web.clock.now()))
  return { asked: readAsked(care, typed, now).asked, shape: now.shape }
}

type Shown = {
  readonly id: string
  readonly typed: Typed
  /** Whether what is typed was meant as complete. */
  readonly judge: boolean
  readonly errors?: readonly FieldError[]
}

async function show(web: Web, request: FastifyRequest, reply: FastifyReply, { id, typed, judge, errors = [] }: Shown) {
  const today = londonToday(web.clock.now())
  const [{ care, byVisits }, within] = await web.read(request, (tx) =>
    Promise.all([
      getVariedCare(tx, { providerId: tx.providerId }, { packageId: id, fromOn: today }),
      findAskWithin(tx, today),
    ]),
  )
  const asking = { askedOn: today, within }
  const now = planNow(care, today)
  const read = judge ? readAsked(care, typed, now) : { asked: undefined, errors: [] }
  const isTooLate = read.asked !== undefined && errors.length === 0 && isAllTooLate(care, read.asked, asking)
  const faults = [...read.errors, ...errors, ...(isTooLate ? [ALL_TOO_LATE] : [])]
  const form = web.form(request, judge ? typed : begunFrom(typed, now), faults)
  return web.html(
    reply,
    <AskPage
      {...{ care, byVisits, asking, form }}
      now={now}
      asked={isTooLate ? undefined : read.asked}
      view={web.view(request)}
    />,
    faults.length > 0 ? 422 : 200,
  )
}
