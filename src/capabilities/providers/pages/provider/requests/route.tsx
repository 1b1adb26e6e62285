import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { listChanges } from '../../../store/changes.ts'
import { InstantCursor, pageOf } from '../../shared/cursor.ts'
import { RequestsPage } from './page.tsx'

const Query = z.object({ after: InstantCursor.optional() })
const ROWS = 50

export function mountRequests(app: FastifyInstance, web: Web): void {
  app.get('/organisation/requests', { config: { permission: 'organisation.view' } }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const rows = await web.read(request, (tx) => listChanges(tx, tx.providerId, { after, rows: ROWS }))
    const { shown, next } = pageOf(rows, ROWS)
    return web.html(reply, <RequestsPage changes={shown} next={next} view={web.view(request)} />)
  })
}
