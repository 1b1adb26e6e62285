import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { listInvoicesById } from '../../../store/list.ts'
import { DecisionsPage } from './page.tsx'

const Result = z.enum(['approved', 'changed-since', 'not-submitted', 'reason-missing', 'reason-long'])
const Query = z.object({
  results: z
    .string()
    .max(5_000)
    .transform((text) => text.split(',').map((one) => one.split(':')))
    .pipe(z.array(z.tuple([z.uuid(), Result])).max(50)),
})

export function mountDecisions(app: FastifyInstance, web: Web): void {
  app.get('/invoices/decisions', { config: { permission: 'invoices.view' } }, async (request, reply) => {
    const { results } = web.parse(Query, request.query)
    const today = londonToday(web.clock.now())
    const resultOf = new Map(results)
    const invoices = await web.read(request, (tx) => listInvoicesById(tx, [...resultOf.keys()], today))
    const shown = invoices.flatMap((invoice) => {
      const result = resultOf.get(invoice.id)
      return result === undefined ? [] : [{ invoice, result }]
    })
    return web.html(reply, <DecisionsPage results={shown} today={today} view={web.view(request)} />)
  })
}
