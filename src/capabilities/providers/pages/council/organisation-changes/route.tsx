import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Web } from '../../../../../platform/web/web.ts'
import { countQueue, listQueue } from '../../../store/changes.ts'
import { InstantCursor, pageOf } from '../../shared/cursor.ts'
import { QueuePage } from './page.tsx'

const Query = z.object({ after: InstantCursor.optional() })
const ROWS = 50

export function mountQueue(app: FastifyInstance, web: Web): void {
  app.get('/organisation-changes', { config: { permission: 'organisation.view' } }, async (request, reply) => {
    const { after } = web.parse(Query, request.query)
    const [rows, waiting] = await web.read(request, (tx) =>
      Promise.all([listQueue(tx, { after, rows: ROWS }), countQueue(tx)]),
    )
    const { shown, next } = pageOf(rows, ROWS)
    return web.html(reply, <QueuePage changes={shown} waiting={waiting} next={next} view={web.view(request)} />)
  })
}
