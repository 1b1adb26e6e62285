import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { stopBatch } from '../../../commands/publish-batch.ts'
import { countFollowing, listBatches, listRefusedItems, type Batch, type Following } from '../../../store/batches.ts'
import { BatchesPage, OneBatchPage } from './page.tsx'

const Params = z.object({ id: z.uuid() })
const EVERY_SECONDS = '5'
/** Papers follow in the background; where no compiler is installed they never come. */
const PATIENCE_MS = 600_000

function isUnderWay({ publishAt, finishedAt, cancelledAt }: Batch, { papers, toPrint }: Following, now: Date): boolean {
  if (cancelledAt !== null) return false
  if (finishedAt === null) return publishAt <= now
  return papers < toPrint && now.getTime() - finishedAt.getTime() < PATIENCE_MS
}

/** How far batches are, and what was left out and why. */
export function mountBatches(app: FastifyInstance, web: Web): void {
  const config = { permission: 'agreements.publish' } as const
  app.get('/agreements/batches', { config }, async (request, reply) => {
    const batches = await web.read(request, (tx) => listBatches(tx))
    return web.html(reply, <BatchesPage batches={batches} view={web.view(request)} />)
  })
  app.get('/agreements/batches/:id', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [[batch], refused, following] = await web.read(request, (tx) =>
      Promise.all([listBatches(tx, { id }), listRefusedItems(tx, id), countFollowing(tx, id)]),
    )
    if (batch === undefined) throw new NotFound('batch')
    if (isUnderWay(batch, following, web.clock.now())) reply.header('refresh', EVERY_SECONDS)
    return web.html(
      reply,
      <OneBatchPage {...{ batch, following, refused }} form={web.form(request)} view={web.view(request)} />,
    )
  })
  app.post('/agreements/batches/:id/stop', { config }, async (request, reply) => {
    const { id } = web.params(request, Params)
    const [batch] = await web.read(request, (tx) => listBatches(tx, { id }))
    if (batch === undefined) throw new NotFound('batch')
    const outcome = await web.inWork(request, (work) => stopBatch(work, id))
    web.flash(reply, outcome.ok ? 'Stopped. What is not published yet stays a draft' : 'It had already ended')
    return reply.redirect(`/council/agreements/batches/${id}`, 303)
  })
}
