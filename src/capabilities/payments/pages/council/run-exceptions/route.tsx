import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../../../core/errors.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { EXCEPTION_CODES } from '../../../rules/exceptions.ts'
import { listExceptions } from '../../../store/run-preview.ts'
import { findRunOf, getPeriod } from '../../../store/runs.ts'
import { RunExceptionsPage } from './page.tsx'

const Params = z.object({ periodId: z.uuid() })
const Query = z.object({
  code: z.enum(EXCEPTION_CODES),
  severity: z.enum(['stops', 'confirm', 'information']),
  after: z.uuid().optional(),
})

export function mountRunExceptions(app: FastifyInstance, web: Web): void {
  app.get('/payments/:periodId/exceptions', { config: { permission: 'runs.view' } }, async (request, reply) => {
    const { periodId } = web.params(request, Params)
    const { code, severity, after } = web.parse(Query, request.query)
    const { period, rows } = await web.read(request, async (tx) => {
      const [period, run] = await Promise.all([getPeriod(tx, periodId), findRunOf(tx, periodId)])
      if (run === undefined) throw new NotFound('run')
      return { period, rows: await listExceptions(tx, { runId: run.id, code, severity, after }) }
    })
    const page = <RunExceptionsPage {...{ period, code, severity, rows }} view={web.view(request)} />
    return web.html(reply, page)
  })
}
