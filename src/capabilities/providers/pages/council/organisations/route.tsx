import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { countQueue } from '../../../store/changes.ts'
import { listOrganisations } from '../../../store/organisation.ts'
import { OrganisationsPage } from './page.tsx'

const ROWS = 50
const Query = z.object({
  q: z.string().trim().max(100).default(''),
  afterName: z.string().max(500).optional(),
  afterId: z.uuid().optional(),
})

export function mountOrganisations(app: FastifyInstance, web: Web): void {
  app.get('/organisations', { config: { permission: 'organisation.view' } }, async (request, reply) => {
    const { q, afterName, afterId } = web.parse(Query, request.query)
    const after = afterName === undefined || afterId === undefined ? undefined : { name: afterName, id: afterId }
    const [rows, waiting] = await web.read(request, (tx) =>
      Promise.all([listOrganisations(tx, { words: q, after, rows: ROWS }), countQueue(tx)]),
    )
    const shown = rows.slice(0, ROWS)
    const last = rows.length > ROWS ? shown.at(-1) : undefined
    const next = last && new URLSearchParams({ q, afterName: last.tradingName, afterId: last.id })
    const page = (
      <OrganisationsPage
        organisations={shown}
        words={q}
        waiting={waiting}
        nextHref={next && `/council/organisations?${next.toString()}`}
        view={web.view(request)}
      />
    )
    return web.html(reply, page)
  })
}
