import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { tellLifeEvent, type TellWays } from '../../../commands/life-events.ts'
import { happenedFaults, LIFE_EVENTS, payEffect, type Happened } from '../../../rules/life-event.ts'
import { getPackage } from '../../../store/package.ts'
import { mayReadThread } from '../../../store/thread.ts'
import { HAPPENED_FAULTS } from '../../shared/life-event-words.ts'
import { isLeftEmpty, typedDay } from '../../shared/typed-day.ts'
import { LifeEventPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const text = z.string().max(200).default('')
const Form = z.object({
  show: z.literal('effect').optional(),
  kind: text,
  ...{ 'on-day': text, 'on-month': text, 'on-year': text, 'back-day': text, 'back-month': text, 'back-year': text },
  details: z.string().max(50_000).default(''),
})
type Form = z.infer<typeof Form>

export function mountLifeEvent(app: FastifyInstance, web: Web, ways: TellWays): void {
  const config = { permission: 'packages.change' } as const
  app.get('/packages/:id/event', { config: { ...config, drafts: true } }, (request, reply) => {
    const form = web.parse(Form, request.query)
    return show({ web, request, reply, ways }, { form, judge: form.show !== undefined })
  })
  app.post('/packages/:id/event', { config }, async (request, reply) => {
    const { id: packageId } = web.params(request, Params)
    const form = web.parse(Form, request.body)
    const again = (errors?: readonly FieldError[]) =>
      show({ web, request, reply, ways }, { form, judge: true, ...(errors === undefined ? {} : { errors }) })
    const { happened } = readHappened(form)
    const details = form.details.replaceAll('\r\n', '\n').trim()
    if (details.length > 2_000) return again([{ field: 'details', text: 'This must be 2,000 characters or fewer' }])
    if (happened === undefined) return again()
    const outcome = await web.inWork(request, (work) => tellLifeEvent(work, { packageId, happened, details }, ways))
    if (!outcome.ok) return again()
    web.flash(reply, 'Sent to the council')
    const { conversationId } = outcome.value
    const isOpen = await web.read(request, (tx) => mayReadThread(tx, conversationId))
    return reply.redirect(isOpen ? `/provider/messages/${conversationId}` : `/provider/packages/${packageId}`, 303)
  })
}

type Read = { readonly happened: Happened | undefined; readonly errors: readonly FieldError[] }

function readHappened(form: Form): Read {
  const kind = LIFE_EVENTS.find((one) => one === form.kind)
  const happenedOn = typedDay(form, 'on')
  const hasNoReturn = kind !== 'hospital' || isLeftEmpty(form, 'back')
  const backOn = hasNoReturn ? null : typedDay(form, 'back')
  const errors = [
    ...(kind === undefined ? [{ field: 'kind', text: 'Select what happened' }] : []),
    ...(happenedOn === undefined ? [{ field: 'on-day', text: 'Enter the day, like 27 3 2026' }] : []),
    ...(backOn === undefined
      ? [{ field: 'back-day', text: 'Enter a real day, like 30 3 2026, or leave it empty' }]
      : []),
  ]
  if (kind === undefined || happenedOn === undefined || backOn === undefined) return { happened: undefined, errors }
  return { happened: { kind, happenedOn, backOn }, errors }
}

type Asked = {
  readonly web: Web
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly ways: TellWays
}
type Shown = { readonly form: Form; readonly judge: boolean; readonly errors?: readonly FieldError[] }

async function show({ web, request, reply, ways }: Asked, { form, judge, errors = [] }: Shown) {
  const { id } = web.params(request, Params)
  const care = await web.read(request, (tx) => getPackage(tx, { providerId: tx.providerId }, id))
  const read = judge ? readHappened(form) : { happened: undefined, errors: [] }
  const faults =
    read.happened === undefined
      ? []
      : happenedFaults(care, read.happened, londonToday(web.clock.now())).map((fault) => HAPPENED_FAULTS[fault])
  const all = [...read.errors, ...faults, ...errors]
  const effect =
    read.happened === undefined || faults.length > 0 ? undefined : payEffect(care, read.happened, ways.quoteAbsence)
  return web.html(
    reply,
    <LifeEventPage
      care={care}
      effect={effect}
      form={web.form(request, valuesOf(form), all)}
      view={web.view(request)}
    />,
    all.length > 0 ? 422 : 200,
  )
}

function valuesOf(form: Form): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      typeof value !== 'string' || name === 'show' ? [] : [[name, value]],
    ),
  )
}
