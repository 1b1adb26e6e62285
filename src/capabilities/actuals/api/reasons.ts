import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { localDate } from '../../../core/dates.ts'
import { londonToday } from '../../../platform/clock.ts'
import { mountOperation, readQuery, type Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import { listReasonsFor } from '../store/reasons.ts'

const Query = z.object({ day: z.iso.date().optional().describe('Today unless told') })

export const listReasonsOperation: Operation = {
  id: 'listReasons',
  method: 'GET',
  path: '/reasons',
  permission: 'actuals.view',
  about: 'Actuals',
  summary: 'List the reasons of the council',
  description:
    'The codes that may explain care that differs from the plan on a day. None where the council has no list: then a comment is needed.',
  query: Query,
  answer: z.object({ reasons: z.array(z.object({ code: z.string(), label: z.string() })) }),
  refusals: [],
  example: { path: '/reasons', answer: { reasons: [{ code: 'hospital', label: 'Hospital' }] } },
}

export function mountApiReasons(app: FastifyInstance, web: Web): void {
  mountOperation(app, listReasonsOperation, async (request, reply) => {
    const { day } = readQuery(Query, request)
    const asked = day === undefined ? londonToday(web.clock.now()) : localDate(day)
    const reasons = await web.read(request, (tx) => listReasonsFor(tx, asked))
    return reply.send({ reasons })
  })
}
