import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { findEarlierRemittance } from '../../../store/remittances.ts'
import { loadRemittance } from '../../shared/load-remittance.ts'
import { ComparisonPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

/** Why this payment is not what the last one was. */
export function mountComparison(app: FastifyInstance, web: Web): void {
  app.get('/remittances/:id/comparison', { config: { permission: 'payments.view' } }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const isNarrow = web.isNarrow(request)
    const { now, before } = await web.read(request, async (tx) => {
      const [current, earlierId] = await Promise.all([
        loadRemittance(tx, id, { isNarrow }),
        findEarlierRemittance(tx, id),
      ])
      return { now: current, before: await loadEarlier(tx, earlierId, isNarrow) }
    })
    const opensCare = web.may(request, 'packages.view')
    return web.html(reply, <ComparisonPage {...{ now, before, opensCare }} view={web.view(request)} />)
  })
}

async function loadEarlier(tx: Tx, id: string | undefined, isNarrow: boolean) {
  return id === undefined ? undefined : loadRemittance(tx, id, { isNarrow })
}
