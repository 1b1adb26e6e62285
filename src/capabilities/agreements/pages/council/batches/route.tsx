import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { stopBatch } from '../../../commands/publish-batch.ts'
import { listBatches, listRefusedItems } from '../../../store/batches.ts'
import { BatchesPage, OneBatchPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })

/** How far batches are, and what was left out and why. */
export function mountBatches(app: FastifyInstance, web: Web): void {
  const config = { permission: 'agreements.publish' } as const
  app.get('/agreements/batches', { config }, async (request, reply) => {
    const batches = await web.read(request, (tx) => listBatches(tx))
    return web.html(reply, <BatchesPage batches={batches} view={web.view(request)} />)
  })
  app.get('/agreements/batches/:id', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [[batch], refused] = await web.read(request, (tx) =>
      Promise.all([listBatches(tx, id), listRefusedItems(tx, id)]),
    )
    if (batch === undefined) throw new NotFound('batch')
    return web.html(
      reply,
      <OneBatchPage batch={batch} refused={refused} form={web.form(request)} view={web.view(request)} />,
    )
  })
  app.post('/agreements/batches/:id/stop', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [batch] = await web.read(request, (tx) => listBatches(tx, id))
    if (batch === undefined) throw new NotFound('batch')
    const outcome = await web.inWork(request, (work) => stopBatch(work, id))
    web.flash(reply, outcome.ok ? 'Stopped. What is not published yet stays a draft' : 'It had already ended')
    return reply.redirect(`/council/agreements/batches/${id}`, 303)
  })
}
