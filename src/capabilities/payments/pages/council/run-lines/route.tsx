import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { localDate } from '../../../../../core/dates.ts'
import { NotFound } from '../../../../../core/errors.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listRunLines } from '../../../store/run-preview.ts'
import { findRunOf, getPeriod } from '../../../store/runs.ts'
import { RunLinesPage } from './page.tsx'

const Params = z.object({ periodId: z.uuid() })
const Query = z.object({
  provider: z.uuid().optional(),
  after: z
    .string()
    .regex(/^[0-9a-f-]{36}_\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
    .optional(),
})

export function mountRunLines(app: FastifyInstance, web: Web): void {
  app.get('/payments/:periodId/lines', { config: { permission: 'runs.view' } }, async (request, reply) => {
    const { periodId } = web.params(request, Params)
    const { provider, after } = web.parse(Query, request.query)
    const [providerId, fromOn, id] = after?.split('_') ?? []
    const place =
      providerId === undefined || fromOn === undefined || id === undefined
        ? undefined
        : { providerId, fromOn: localDate(fromOn), id }
    const { period, run, lines } = await web.read(request, async (tx) => {
      const [period, run] = await Promise.all([getPeriod(tx, periodId), findRunOf(tx, periodId)])
      if (run === undefined) throw new NotFound('run')
      return { period, run, lines: await listRunLines(tx, { runId: run.id, providerId: provider, after: place }) }
    })
    const view = web.view(request)
    return web.html(reply, <RunLinesPage period={period} run={run} lines={lines} providerId={provider} view={view} />)
  })
}
