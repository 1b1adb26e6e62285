import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { mountOperation, pageOf, Paging, readCursor, readQuery, type Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import { listApiPeriods } from '../store/api-periods.ts'

const Query = z.object({ ...Paging })
const Period = z
  .object({
    id: z.uuid(),
    calendar: z.string().describe('Which of the council’s calendars; a contract follows one'),
    name: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date().describe('The day after'),
    submitBy: z.iso.datetime().nullable().describe('Until when confirmed weeks of it may be changed'),
    paidOn: z.iso.date().nullable(),
  })
  .meta({ id: 'Period' })

export const listPeriodsOperation: Operation = {
  id: 'listPeriods',
  method: 'GET',
  path: '/periods',
  permission: 'actuals.view',
  about: 'Actuals',
  summary: 'List payment periods',
  description: 'When each period begins, until when its weeks may be recorded, and when it is paid. Newest first.',
  query: Query,
  answer: z.object({ periods: z.array(Period), next: z.string().nullable() }),
  refusals: [],
  example: {
    path: '/periods?limit=1',
    answer: {
      periods: [
        {
          id: '0199c1f0-7a2b-7c3d-8e4f-00000000cccc',
          calendar: 'main',
          name: 'Period 8',
          startsOn: '2026-10-26',
          endsOn: '2026-11-23',
          submitBy: '2026-11-25T17:00:00.000Z',
          paidOn: '2026-12-04',
        },
      ],
      next: null,
    },
  },
}

export function mountApiPeriods(app: FastifyInstance, web: Web): void {
  mountOperation(app, listPeriodsOperation, async (request, reply) => {
    const { limit, cursor } = readQuery(Query, request)
    const place = readCursor(z.tuple([z.iso.date(), z.uuid()]), cursor)
    const after = place && { day: place[0], id: place[1] }
    const found = await web.read(request, (tx) => listApiPeriods(tx, { after, limit }))
    const { rows, next } = pageOf(found, limit, ({ startsOn, id }) => [startsOn, id])
    const periods = rows.map(({ submitBy, ...row }) => ({ ...row, submitBy: submitBy?.toISOString() ?? null }))
    return reply.send({ periods, next })
  })
}
