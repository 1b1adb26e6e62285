import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listUnattended } from '../../../store/administrators.ts'
import { listQueue, type ContactRequest, type QueuePage } from '../../../store/contact-requests.ts'
import { ContactRequestsPage } from './page.tsx'

const ROWS = 50
const UNATTENDED_ROWS = 50
const Query = z.object({
  status: z.enum(['requested', 'approved', 'refused', 'withdrawn']).default('requested'),
  at: z.iso.datetime().optional(),
  after: z.uuid().optional(),
})

export function mountContactRequests(app: FastifyInstance, web: Web): void {
  app.get('/contact-requests', { config: { permission: 'people.view' } }, async (request, reply) => {
    const { status, at, after } = web.parse(Query, request.query)
    const from = at === undefined || after === undefined ? undefined : { at, id: after }
    const today = londonToday(web.clock.now())
    const [found, unattended] = await web.read(request, (tx) =>
      Promise.all([listQueue(tx, { status, after: from, rows: ROWS + 1 }), listUnattended(tx, today, UNATTENDED_ROWS)]),
    )
    const page = (
      <ContactRequestsPage
        view={web.view(request)}
        status={status}
        requests={found.slice(0, ROWS)}
        next={found.length > ROWS ? nextPage(found[ROWS - 1], status) : undefined}
        unattended={unattended}
      />
    )
    return web.html(reply, page)
  })
}

function nextPage(last: ContactRequest | undefined, status: QueuePage['status']): string | undefined {
  if (last === undefined) return undefined
  const query = new URLSearchParams({ status, at: last.requestedAt.toISOString(), after: last.id })
  return `/council/contact-requests?${query.toString()}`
}
