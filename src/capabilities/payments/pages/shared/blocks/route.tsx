import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Permission } from '../../../../../platform/web/visitor.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { blockPeriods } from '../../../rules/block-period.ts'
import { getBlock, listBlocks, listBlockSlices } from '../../../store/blocks.ts'
import { BlockPage, BlocksPage } from './page.tsx'

const Params = z.object({ contractId: z.uuid() })
type Side = { readonly face: 'provider' | 'council'; readonly permission: Permission }

export const blocksOfProvider: Side = { face: 'provider', permission: 'payments.view' }
export const blocksOfCouncil: Side = { face: 'council', permission: 'prices.view' }

/** What was bought in advance, used and not used: the same figures on both faces. */
export function mountBlocks(app: FastifyInstance, web: Web, { face, permission }: Side): void {
  const base = `/${face}/blocks`
  const reachOf = (tx: Tx) => ({ providerId: face === 'council' ? undefined : tx.providerId })
  app.get('/blocks', { config: { permission } }, async (request, reply) => {
    const today = londonToday(web.clock.now())
    const blocks = await web.read(request, (tx) => listBlocks(tx, reachOf(tx), today))
    return web.html(reply, <BlocksPage base={base} blocks={blocks} view={web.view(request)} />)
  })
  app.get('/blocks/:contractId', { config: { permission } }, async (request, reply) => {
    const which = { ...web.params(request, Params), today: londonToday(web.clock.now()) }
    const [block, slices] = await web.read(request, (tx) =>
      Promise.all([getBlock(tx, reachOf(tx), which), listBlockSlices(tx, which, reachOf(tx))]),
    )
    const view = web.view(request)
    return web.html(reply, <BlockPage base={base} block={block} periods={blockPeriods(slices)} view={view} />)
  })
}
