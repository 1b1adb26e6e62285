import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import { mountTable } from '../../../../../platform/web/table-file.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import type { RepricedTotal } from '../../../rules/repriced.ts'
import {
  getProposedUplift,
  listRepricedByUplift,
  listRepricedTotals,
  type AskedUplift,
} from '../../../store/preview-uplift.ts'
import { EFFECT_COLUMNS, effectCells } from '../price-effect/file.ts'
import { MOST_LINES, UpliftEffectPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const Query = z.object({ provider: z.uuid().optional() })
const path = '/uplifts/:id/effect'
const permission = 'prices.view'

/** Before a second person approves an uplift that looks back: what it does to all that was paid, in sum and line by line. */
export function mountUpliftEffect(app: FastifyInstance, web: Web): void {
  app.get(path, { config: { permission } }, async (request, reply) => {
    const { provider } = web.parse(Query, request.query)
    const { asked, totals } = await effectOf(web, request)
    const isFew = totals.reduce((total, { lines }) => total + lines, 0) <= MOST_LINES
    const which = provider === undefined ? asked : { ...asked, providerId: provider }
    const lines =
      provider === undefined && !isFew
        ? []
        : await web.read(request, (tx) => listRepricedByUplift(tx, { ...which, most: MOST_LINES }))
    const shown = { uplift: asked.uplift, totals, lines, provider }
    return web.html(reply, <UpliftEffectPage {...shown} view={web.view(request)} />)
  })
  mountTable(app, {
    ...{ path, permission },
    read: async (request) => {
      const { asked, totals } = await effectOf(web, request)
      const rows = linesOf(web, request, { asked, totals })
      return { name: `uplift-${asked.uplift.firstOn ?? ''}`, title: 'Differences', columns: EFFECT_COLUMNS, rows }
    },
  })
}

async function effectOf(web: Web, request: FastifyRequest) {
  const { id } = web.params(request, Params)
  const at = web.clock.now()
  const today = londonToday(at)
  return web.read(request, async (tx) => {
    const asked: AskedUplift = { uplift: await getProposedUplift(tx, id, today), today, at }
    return { asked, totals: await listRepricedTotals(tx, asked) }
  })
}

/** More than a year of one provider's weeks and stays. */
const MOST_OF_ONE = 100_000
type Found = { readonly asked: AskedUplift; readonly totals: readonly RepricedTotal[] }

/** One provider after the other, so that the lines of a county are never in memory at once. */
async function* linesOf(web: Web, request: FastifyRequest, { asked, totals }: Found) {
  for (const providerId of new Set(totals.map((one) => one.providerId))) {
    const lines = await web.read(request, (tx) => listRepricedByUplift(tx, { ...asked, providerId, most: MOST_OF_ONE }))
    yield lines.map(effectCells)
  }
}
