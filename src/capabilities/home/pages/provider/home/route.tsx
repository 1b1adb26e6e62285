import type { FastifyInstance, FastifyRequest } from 'fastify'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Db } from '../../../../../platform/db/db.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { countInvited } from '../../../../access/index.ts'
import { nextPayment, type NextPayment } from '../../../../payments/index.ts'
import { listProviderTasks } from '../../shared/provider-tasks.ts'
import type { Task } from '../../shared/tasks.tsx'
import { ProviderHomePage } from './page.tsx'

export function mountProviderHome(app: FastifyInstance, web: Web, db: Db): void {
  app.get('/', { config: { permission: 'home.view' } }, async (request, reply) => {
    const looking = { may: (permission: `${string}.${string}`) => web.may(request, permission), now: web.clock.now() }
    const [[tasks, due], invited] = await Promise.all([
      web.read(request, (tx) => Promise.all([listProviderTasks(tx, looking), payment(web, request, tx)])),
      invitations(web, request, db),
    ])
    const { name } = web.visitor(request)
    return web.html(
      reply,
      <ProviderHomePage name={name} tasks={[...tasks, ...invited]} view={web.view(request)} {...due} />,
    )
  })
}

/** Accounts are behind the gate, so this is asked beside the rest and not with it. */
async function invitations(web: Web, request: FastifyRequest, db: Db): Promise<Task[]> {
  const { scope } = web.visitor(request)
  if (!web.may(request, 'people.manage') || scope.role === 'portal_council') return []
  const at = { councilId: scope.councilId, providerId: scope.providerId, today: londonToday(web.clock.now()) }
  const count = await db.read({ role: 'portal_gate' }, (tx) => countInvited(tx, at))
  if (count === 0) return []
  const hint = 'A link works for 48 hours. Open the person to send another'
  return [
    {
      kind: 'help-invited',
      text: 'People who have not set up their account',
      hint,
      href: '/provider/people',
      count,
      waiting: 'invited',
    },
  ]
}

async function payment(web: Web, request: FastifyRequest, tx: Tx): Promise<{ nextPayment?: NextPayment | null }> {
  if (!web.may(request, 'payments.view')) return {}
  const isNarrow = web.isNarrow(request)
  return { nextPayment: await nextPayment(tx, { today: londonToday(web.clock.now()), isNarrow }) }
}
