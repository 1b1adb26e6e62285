import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import {
  disablePerson,
  enablePerson,
  lockPerson,
  LONGEST_REASON,
  setLastDay,
  type StopRefusal,
} from '../../../commands/stop-person.ts'
import { getPerson, listAccountStates } from '../../../store/people.ts'
import { findStopped } from '../../../store/stopping.ts'
import { readDay, typedDay } from '../../shared/day-entry.ts'
import { PersonStopPage } from './page.tsx'

const config = { permission: 'people.manage' } as const
const Params = z.object({ id: z.uuid() })
const reason = z.string().max(5_000).default('')
const Stopping = z.object({ how: z.enum(['locking', 'disabling', '']).default(''), reason })
const Opening = z.object({ reason })
const Leaving = z.record(z.string(), z.unknown())

const words: Readonly<Record<StopRefusal['code'], FieldError>> = {
  yourself: { field: 'reason', text: 'Somebody else must do this for you' },
  'reason-missing': { field: 'reason', text: 'Enter why' },
  'reason-too-long': { field: 'reason', text: `Why must be ${String(LONGEST_REASON)} characters or fewer` },
  'locked-already': { field: 'reason', text: 'The council has locked or disabled this account already' },
  'disabled-already': { field: 'reason', text: 'This account is disabled already' },
  'works-elsewhere': {
    field: 'how',
    text: 'This person also works for another council. Lock the account, or end the place here',
  },
  'not-disabled': { field: 'reason', text: 'This account is not disabled: somebody may have opened it just now' },
  'ended-already': { field: 'last-day', text: 'This place has ended already' },
  'day-passed': { field: 'last-day', text: 'The last day must be today or later' },
}

export function mountPersonStop(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people/:id/stopping', { config }, (request, reply) => show(web, access, { request, reply }))
  app.post('/people/:id/stopping', { config }, async (request, reply) => {
    const { id: membershipId } = web.params(request, Params)
    const { how, reason } = web.parse(Stopping, request.body)
    const typed = { how, reason }
    const notChosen = { field: 'how', text: 'Select what should happen' }
    if (how === '') return show(web, access, { request, reply, typed, error: notChosen })
    const stop = how === 'locking' ? lockPerson : disablePerson
    const outcome = await web.inWork(request, (work) => stop(work, { membershipId, reason }))
    if (!outcome.ok) return show(web, access, { request, reply, typed, error: words[outcome.refusal.code] })
    web.flash(reply, how === 'locking' ? 'The account is locked' : 'The account is disabled')
    return reply.redirect(`/council/people/${membershipId}`, 303)
  })
  app.post('/people/:id/opening', { config }, async (request, reply) => {
    const { id: membershipId } = web.params(request, Params)
    const typed = web.parse(Opening, request.body)
    const outcome = await web.inWork(request, (work) => enablePerson(work, { membershipId, ...typed }))
    if (!outcome.ok) return show(web, access, { request, reply, typed, error: words[outcome.refusal.code] })
    web.flash(reply, 'The account is open again')
    return reply.redirect(`/council/people/${membershipId}`, 303)
  })
  app.post('/people/:id/last-day', { config }, async (request, reply) => {
    const { id: membershipId } = web.params(request, Params)
    const body = web.parse(Leaving, request.body)
    const typed = typedDay(body, 'last')
    const { day: lastDay, error } = readDay(body, 'last', 'the last day of work')
    if (lastDay === undefined) return show(web, access, { request, reply, typed, error })
    const { origin } = access
    const outcome = await web.inWork(request, (work) => setLastDay(work, { membershipId, lastDay, origin }))
    if (!outcome.ok) return show(web, access, { request, reply, typed, error: words[outcome.refusal.code] })
    web.flash(reply, 'The last day is set')
    return reply.redirect(`/council/people/${membershipId}`, 303)
  })
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly typed?: Readonly<Record<string, string>>
  readonly error?: FieldError | undefined
}

async function show(web: Web, access: Access, { request, reply, typed, error }: Showing): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { person, stopped } = await web.read(request, async (tx) => {
    const found = await getPerson(tx, id)
    return { person: found, stopped: await findStopped(tx, found.accountId) }
  })
  const [state] = await access.db.read(gate, (tx) => listAccountStates(tx, [person.accountId], web.clock.now()))
  const page = (
    <PersonStopPage
      view={web.view(request)}
      form={web.form(request, typed, error === undefined ? [] : [error])}
      person={person}
      state={state}
      stopped={stopped}
    />
  )
  return web.html(reply, page, error === undefined ? 200 : 422)
}
