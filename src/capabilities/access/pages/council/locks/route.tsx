import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { FieldError } from '../../../../../platform/web/forms.tsx'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { noteAlarmSeen } from '../../../commands/lock-alarm.ts'
import { listAlarms, listLocked } from '../../../store/lock-alarms.ts'
import { LocksPage } from './page.tsx'

const ALARMS = 20
const Params = z.object({ id: z.uuid() })

export function mountLocks(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people/locks', { config: { permission: 'people.view' } }, (request, reply) =>
    show(web, access, { request, reply, errors: [] }),
  )
  app.post(
    '/people/locks/:id/seen',
    { config: { permission: 'people.manage', stepUp: false } },
    async (request, reply) => {
      const { id } = web.params(request, Params)
      const outcome = await web.inWork(request, (work) => noteAlarmSeen(work, id))
      if (!outcome.ok) {
        const errors = [{ field: 'alarm', text: 'Somebody has looked at this already' }]
        return show(web, access, { request, reply, errors })
      }
      web.flash(reply, 'Noted. The next five locks in ten minutes are told again')
      return reply.redirect('/council/people/locks', 303)
    },
  )
}

type Showing = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly errors: readonly FieldError[]
}

async function show(web: Web, access: Access, { request, reply, errors }: Showing): Promise<FastifyReply> {
  const now = web.clock.now()
  const councilId = web.visitor(request).council.id
  const [alarms, locked] = await Promise.all([
    web.read(request, (tx) => listAlarms(tx, ALARMS)),
    access.db.read(gate, (tx) => listLocked(tx, { councilId, now, today: londonToday(now) })),
  ])
  const page = (
    <LocksPage
      view={web.view(request)}
      form={web.form(request, {}, errors)}
      alarms={alarms}
      locked={locked}
      mayManage={web.may(request, 'people.manage')}
    />
  )
  return web.html(reply, page, errors.length > 0 ? 422 : 200)
}
