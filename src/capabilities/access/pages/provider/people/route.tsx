import type { FastifyInstance } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { listColleagueGrants, listColleagues } from '../../../store/colleagues.ts'
import { listAccountStates } from '../../../store/people.ts'
import { formatInstant } from '../../open/instant.ts'
import { ColleaguesPage } from './page.tsx'

export function mountColleagues(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people', { config: { permission: 'people.view' } }, async (request, reply) => {
    const today = londonToday(web.clock.now())
    const [people, grants] = await web.read(request, (tx) =>
      Promise.all([listColleagues(tx, today), listColleagueGrants(tx, today)]),
    )
    const states = await access.db.read(gate, (tx) =>
      listAccountStates(
        tx,
        people.map(({ accountId }) => accountId),
      ),
    )
    const seen = new Map(states.map(({ id, lastSignedInAt }) => [id, lastSignedInAt]))
    const granted = Map.groupBy(grants, ({ membershipId }) => membershipId)
    const shown = people.map((person) => {
      const at = seen.get(person.accountId)
      return { person, grants: granted.get(person.membershipId) ?? [], seen: at ? formatInstant(at) : 'Never' }
    })
    return web.html(reply, <ColleaguesPage view={web.view(request)} people={shown} />)
  })
}
