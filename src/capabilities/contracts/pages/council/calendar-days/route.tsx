import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../../../../core/dates.ts'
import { CALENDAR_KINDS } from '../../../../../core/visit-prices.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { decideCalendarDay, proposeCalendarDay } from '../../../commands/calendar-days.ts'
import type { DecideDayRefusal, ProposeDayRefusal } from '../../../rules/calendar-day.ts'
import { listCalendarDays } from '../../../store/calendar-days.ts'
import { dayTyped, type Values } from '../../shared/typed.ts'
import { CalendarDaysPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Box = z.string().max(20_000).default('')
const Form = z.object({
  'on-day': Box,
  'on-month': Box,
  'on-year': Box,
  kind: z.enum(CALENDAR_KINDS).optional(),
  name: Box,
})
const Decision = z.object({ kind: z.enum(['approve', 'remove']) })
const DAYS_BACK = 365

const proposeWords = {
  'not-to-come': { field: 'on-day', text: 'The day must be after today: what a past day was paid as stays' },
  'already-waiting': { field: 'on-day', text: 'That day waits for a second person already' },
  'name-missing': { field: 'name', text: 'Enter what the day is called' },
} satisfies Record<ProposeDayRefusal['code'], FieldError>
const decideWords = {
  'not-waiting': { field: 'main-content', text: 'Somebody decided about it in the meantime' },
  'same-person': { field: 'main-content', text: 'You said this day, so somebody else has to approve it' },
  'not-to-come': { field: 'main-content', text: 'The day has come already, so it stays as it was' },
} satisfies Record<DecideDayRefusal['code'], FieldError>

export function mountCalendarDays(app: FastifyInstance, web: Web): void {
  app.get('/calendar-days', { config: { permission: 'prices.view', drafts: true } }, (request, reply) =>
    show(web, { request, reply }, { values: {}, errors: [] }),
  )
  app.post('/calendar-days', { config: { permission: 'prices.change' } }, (request, reply) =>
    propose(web, { request, reply }),
  )
  const deciding = { permission: 'prices.approve', stepUp: 'approve a price' } as const
  app.post('/calendar-days/:id/decision', { config: deciding }, (request, reply) => decide(web, { request, reply }))
}

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function propose(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { kind, ...boxes } = web.parse(Form, request.body)
  const values = { ...boxes, kind: kind ?? '' }
  const day = dayTyped(values, 'on', 'the day')
  const errors: FieldError[] = [
    ...(day.ok ? [] : [day.refusal]),
    ...(kind === undefined ? [{ field: 'kind', text: 'Select what the day is' }] : []),
    ...(boxes.name.trim().length > 100 ? [{ field: 'name', text: 'The name must be 100 characters or fewer' }] : []),
  ]
  if (!day.ok || kind === undefined || errors.length > 0) return show(web, { request, reply }, { values, errors })
  const outcome = await web.inWork(request, (work) =>
    proposeCalendarDay(work, { day: day.value, kind, name: boxes.name }),
  )
  if (!outcome.ok) return show(web, { request, reply }, { values, errors: [proposeWords[outcome.refusal.code]] })
  web.flash(reply, 'Sent to a second person')
  return reply.redirect('/council/calendar-days', 303)
}

async function decide(web: Web, { request, reply }: Exchange): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { kind } = web.parse(Decision, request.body)
  const outcome = await web.inWork(request, (work) => decideCalendarDay(work, { id, kind }))
  if (!outcome.ok) return show(web, { request, reply }, { values: {}, errors: [decideWords[outcome.refusal.code]] })
  web.flash(reply, outcome.value === 'approved' ? 'Approved' : 'Taken away')
  return reply.redirect('/council/calendar-days', 303)
}

type Shown = { readonly values: Values; readonly errors: readonly FieldError[] }

async function show(web: Web, { request, reply }: Exchange, { values, errors }: Shown): Promise<FastifyReply> {
  const today = londonToday(web.clock.now())
  const days = await web.read(request, (tx) => listCalendarDays(tx, addDays(today, -DAYS_BACK)))
  const page = (
    <CalendarDaysPage
      {...{ days, today }}
      mayChange={web.may(request, 'prices.change')}
      mayApprove={web.may(request, 'prices.approve')}
      accountId={web.visitor(request).accountId}
      form={web.form(request, values, errors)}
      view={web.view(request)}
    />
  )
  return web.html(reply, page, errors.length === 0 ? 200 : 422)
}
