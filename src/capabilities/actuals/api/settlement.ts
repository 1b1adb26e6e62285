import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { done } from '../../../core/outcome.ts'
import { etagOf, mountOperation, readBody, versionOf, type Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import { sayingWhyLate } from '../commands/saying-why-late.ts'
import { settleWeek } from '../commands/settle-week.ts'
import { isLateFault } from '../pages/shared/late-reason.tsx'
import type { Later } from '../pages/shared/later.ts'
import { LateMembers, lateOf, lateProblem, lateRefusal } from './late.ts'
import { exampleWeek, OneWeek } from './week-operations.ts'
import { ApiWeek } from './week-shape.ts'
import { askedWeek, getPlace, readWeek, refuseRecordedByVisits, weekRefusal } from './weeks.ts'

const SettleBody = z
  .object({
    as: z.enum(['planned', 'nil']).describe('Delivered exactly as planned; or nothing delivered, all of it missed'),
    ...LateMembers,
  })
  .meta({ id: 'Settlement' })

export const settleWeekOperation: Operation = {
  id: 'settleWeek',
  method: 'POST',
  path: '/packages/{packageId}/weeks/{weekStart}/settlement',
  permission: 'actuals.record',
  about: 'Actuals',
  summary: 'Settle one week as planned or as nothing',
  description:
    'Ends a line that stops a claim: confirmed as it is planned, or with nothing delivered. What stood there stays in its history.',
  params: OneWeek,
  body: SettleBody,
  answer: ApiWeek,
  versioned: true,
  refusals: [
    { status: 409, code: 'R03, R07, R08, R09, R10, R27, R29, R45', when: 'The week cannot be recorded' },
    { status: 412, code: 'R06', when: 'Somebody else recorded the week since: read it again' },
    { status: 422, code: 'R25, R26', when: 'The contract asks for visits, or the council for a reason: use putWeek' },
    lateRefusal,
  ],
  example: {
    path: '/packages/0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f/weeks/2026-11-16/settlement',
    body: { as: 'planned' },
    answer: { ...exampleWeek, missed: '0', actual: '14', comment: '', reason: null },
  },
}

export function mountApiSettlement(app: FastifyInstance, web: Web, later: Later): void {
  mountOperation(app, settleWeekOperation, async (request, reply) => {
    const asked = askedWeek(web, request)
    const basedOn = versionOf(request)
    const { as, ...late } = readBody(SettleBody, request)
    const { serviceId, unit } = await web.read(request, async (tx) => {
      const place = await getPlace(tx, asked.packageId)
      await refuseRecordedByVisits(tx, asked)
      return place
    })
    const outcome = await web.inWork(request, async (work) => {
      const week = { ...asked, serviceId }
      const settled = await sayingWhyLate(work, { ...week, late: lateOf(late) }, () =>
        settleWeek(work, { ...week, as, basedOn, source: 'api' }, later.listTaken),
      )
      return settled.ok ? done(await readWeek(work.tx, asked, work.today)) : settled
    })
    if (!outcome.ok) {
      if (isLateFault(outcome.refusal)) throw lateProblem(outcome.refusal)
      const faults = outcome.refusal.faults.map(({ fault }) => fault)
      throw weekRefusal(faults, unit)
    }
    return reply.header('etag', etagOf(outcome.value.version)).send(outcome.value)
  })
}
