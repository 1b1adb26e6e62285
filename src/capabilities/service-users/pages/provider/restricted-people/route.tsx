import type { FastifyInstance } from 'fastify'
import type { Web } from '../../../../../platform/web/web.ts'
import { listKnown } from '../../../store/need-to-know.ts'
import { listServedRestricted } from '../../../store/restricted.ts'
import { RestrictedPeoplePage } from './page.tsx'

export function mountRestrictedPeople(app: FastifyInstance, web: Web): void {
  app.get('/restricted-people', { config: { permission: 'restricted.view' } }, async (request, reply) => {
    const asker = { accountId: web.visitor(request).accountId, now: web.clock.now() }
    const [people, known] = await web.read(request, (tx) =>
      Promise.all([listServedRestricted(tx), listKnown(tx, { providerId: tx.providerId }, asker)]),
    )
    return web.html(reply, <RestrictedPeoplePage people={people} known={known} view={web.view(request)} />)
  })
}
