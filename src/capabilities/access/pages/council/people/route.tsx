import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { gate, type Access } from '../../../commands/access.ts'
import { listAccountStates, listPeople, type Person } from '../../../store/people.ts'
import { PeoplePage } from './page.tsx'

const ROWS = 50
const Query = z.object({
  search: z.string().trim().max(100).default(''),
  asking: z.enum(['yes']).optional(),
  name: z.string().max(300).optional(),
  after: z.uuid().optional(),
})

export function mountPeople(app: FastifyInstance, web: Web, access: Access): void {
  app.get('/people', { config: { permission: 'people.view' } }, async (request, reply) => {
    const { search, asking, name, after } = web.parse(Query, request.query)
    const onlyAsking = asking === 'yes'
    const from = name === undefined || after === undefined ? undefined : { name, id: after }
    const found = await web.read(request, (tx) => listPeople(tx, { search, onlyAsking, after: from, rows: ROWS + 1 }))
    const shown = found.slice(0, ROWS)
    const states = await access.db.read(gate, (tx) =>
      listAccountStates(
        tx,
        shown.map(({ accountId }) => accountId),
        web.clock.now(),
      ),
    )
    const stateOf = new Map(states.map((state) => [state.id, state]))
    const page = (
      <PeoplePage
        view={web.view(request)}
        search={search}
        onlyAsking={onlyAsking}
        people={shown.map((person) => ({ person, state: stateOf.get(person.accountId) }))}
        today={londonToday(web.clock.now())}
        mayManage={web.may(request, 'people.manage')}
        next={found.length > ROWS ? nextPage(shown.at(-1), { search, asking }) : undefined}
      />
    )
    return web.html(reply, page)
  })
}

function nextPage(last: Person | undefined, { search, asking }: { search: string; asking: 'yes' | undefined }) {
  if (last === undefined) return undefined
  const query = new URLSearchParams({ search, name: last.name, after: last.membershipId })
  if (asking !== undefined) query.set('asking', asking)
  return `/council/people?${query.toString()}`
}
