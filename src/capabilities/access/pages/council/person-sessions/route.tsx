import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { endSessionsOfPerson } from '../../../commands/end-sessions.ts'
import { hasEnded, LONGEST_IDLE_SECONDS } from '../../../rules/session-limits.ts'
import { listSessionsAt } from '../../../store/open-sessions.ts'
import { getPlace } from '../../../store/places.ts'
import { StartedEntry } from '../../shared/started-entry.ts'
import { PersonSessionsPage } from './page.tsx'

const config = { permission: 'people.manage' } as const
const Params = z.object({ id: z.uuid() })

export function mountPersonSessions(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people/:id/sessions', { config }, (request, reply) => show(web, access, { request, reply, errors: [] }))
  app.post('/people/:id/sessions', { config }, async (request, reply) => {
    const { id: membershipId } = web.params(request, Params)
    const { started: startedAt } = web.parse(StartedEntry, request.body)
    const outcome = await web.inWork(request, (work) => endSessionsOfPerson(work, { membershipId, startedAt }))
    if (!outcome.ok) {
      const errors = [{ field: 'sessions', text: 'This is over already: nothing was left to sign out' }]
      return show(web, access, { request, reply, errors })
    }
    web.flash(reply, 'Signed out')
    return reply.redirect(`/council/people/${membershipId}/sessions`, 303)
  })
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly errors: readonly FieldError[]
}

async function show(web: Web, access: Access, { request, reply, errors }: Showing): Promise<FastifyReply> {
  const { id } = web.params(request, Params)
  const { person, councilId } = await web.read(request, async (tx) => ({
    person: await getPlace(tx, id),
    councilId: tx.councilId,
  }))
  const sessions = await access.db.read(gate, (tx) => listSessionsAt(tx, { accountId: person.accountId, councilId }))
  const now = access.clock.now()
  const idleMinutes = LONGEST_IDLE_SECONDS / 60
  const page = (
    <PersonSessionsPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      person={person}
      sessions={sessions.filter((session) => !hasEnded({ ...session, idleMinutes }, now))}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
