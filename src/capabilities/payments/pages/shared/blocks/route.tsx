import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Permission } from '../../../../../platform/web/visitor.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { blockPeriods } from '../../../rules/block-period.ts'
import { getBlock, listBlockLines, listBlocks, listBlockSlices } from '../../../store/blocks.ts'
import { blockFile, blocksFile } from './file.ts'
import { BlockPage, BlocksPage } from './page.tsx'

const Params = z.object({ contractId: z.uuid() })
type Side = { readonly face: 'provider' | 'council'; readonly permission: Permission }

export const blocksOfProvider: Side = { face: 'provider', permission: 'payments.view' }
export const blocksOfCouncil: Side = { face: 'council', permission: 'prices.view' }

/** What was bought in advance, used and not used: the same figures on both faces. */
export function mountBlocks(app: FastifyInstance, web: Web, { face, permission }: Side): void {
  const base = `/${face}/blocks`
  const one = '/blocks/:contractId'
  app.get('/blocks', { config: { permission } }, async (request, reply) => {
    const blocks = await blocksOf(web, request, face)
    return web.html(reply, <BlocksPage base={base} blocks={blocks} view={web.view(request)} />)
  })
  app.get(one, { config: { permission } }, async (request, reply) => {
    const found = await blockOf(web, request, face)
    return web.html(reply, <BlockPage base={base} {...found} view={web.view(request)} />)
  })
  mountTable(app, {
    path: '/blocks',
    permission,
    read: async (request) => blocksFile(await blocksOf(web, request, face)),
  })
  mountTable(app, {
    path: one,
    permission,
    read: async (request) => {
      const { periods, lines } = await blockOf(web, request, face)
      return blockFile(periods, lines)
    },
  })
}

type By = { readonly face: Side['face']; readonly narrow: boolean }

function reachOf(tx: Tx, { face, narrow }: By) {
  return face === 'council' ? { providerId: undefined } : { providerId: tx.providerId, narrow }
}

function blocksOf(web: Web, request: FastifyRequest, face: Side['face']) {
  const today = londonToday(web.clock.now())
  const by = { face, narrow: web.isNarrow(request) }
  return web.read(request, (tx) => listBlocks(tx, reachOf(tx, by), today))
}

async function blockOf(web: Web, request: FastifyRequest, face: Side['face']) {
  const which = { ...web.params(request, Params), today: londonToday(web.clock.now()) }
  const by = { face, narrow: web.isNarrow(request) }
  const [block, slices, lines] = await web.read(request, (tx) => {
    const reach = reachOf(tx, by)
    return Promise.all([
      getBlock(tx, reach, which),
      listBlockSlices(tx, which, reach),
      listBlockLines(tx, which, reach),
    ])
  })
  return { block, periods: blockPeriods(slices), lines }
}
