import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { LocalDate } from '../../../core/dates.ts'
import { quantityText, rateText } from '../../../core/decimal.ts'
import { londonToday } from '../../../platform/clock.ts'
import { mountOperation, pageOf, Paging, readCursor, readQuery, type Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import { nearestDay, unitCostOn, type TopUp } from '../rules/unit-cost.ts'
import { listApiPackages, type ApiPackageRow } from '../store/api-packages.ts'
import { listTopUps } from '../store/top-ups.ts'

const Query = z.object({
  ...Paging,
  serviceId: z.uuid().optional().describe('Of one service only'),
  reference: z.string().max(60).optional().describe('The one with this reference, the council’s or your own'),
})
const Package = z
  .object({
    id: z.uuid(),
    reference: z.string().describe('The council’s name for the package, as on remittances'),
    ownReference: z.string().describe('Your own name for it; empty where you gave none'),
    status: z.enum(['authorised', 'active', 'suspended', 'ended']),
    service: z.object({ id: z.uuid(), name: z.string() }),
    contract: z.string(),
    person: z.object({ reference: z.string(), name: z.string() }),
    serviceLevel: z.string(),
    unit: z.enum(['hour', 'session', 'day', 'night', 'week']),
    startsOn: z.iso.date(),
    lastDay: z.iso.date().nullable().describe('The last day of care; null while none is set'),
    recordableFrom: z.iso.date().nullable().describe('Null while its agreement waits'),
    plannedPerWeek: z
      .string()
      .nullable()
      .describe('Of the plan in force today, or on the day of care nearest to it, in units'),
    price: z.string().nullable().describe('Of a unit on the same day, in pounds with four decimals; null without one'),
    unitCost: z
      .string()
      .nullable()
      .describe(
        'Of a unit on the same day, as Client Level Data has it: with what the person contributes, without a third party’s top-up and without nursing care',
      ),
  })
  .meta({ id: 'Package' })

export const listPackagesOperation: Operation = {
  id: 'listPackages',
  method: 'GET',
  path: '/packages',
  permission: 'packages.view',
  about: 'Care',
  summary: 'List care packages',
  description:
    'Everything commissioned from you that the key reaches, so that your system can match its own schedules to it. Read page after page with the cursor until `next` is null.',
  query: Query,
  answer: z.object({ packages: z.array(Package), next: z.string().nullable() }),
  refusals: [],
  example: {
    path: '/packages?limit=1',
    answer: {
      packages: [
        {
          id: '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
          reference: 'CP-10234',
          ownReference: 'RO-77',
          status: 'active',
          service: { id: '0199c1f0-7a2b-7c3d-8e4f-000000000001', name: 'Elm House Home Care' },
          contract: 'HC-2025-014',
          person: { reference: 'P-4711', name: 'Edith Marsh' },
          serviceLevel: 'Standard',
          unit: 'hour',
          startsOn: '2025-04-07',
          lastDay: null,
          recordableFrom: '2025-04-07',
          plannedPerWeek: '14',
          price: '22.1000',
          unitCost: '22.1000',
        },
      ],
      next: 'WyIwMTk5YzFmMCJd',
    },
  },
}

export function mountApiPackages(app: FastifyInstance, web: Web): void {
  mountOperation(app, listPackagesOperation, async (request, reply) => {
    const { limit, cursor, serviceId, reference } = readQuery(Query, request)
    const after = readCursor(z.tuple([z.uuid()]), cursor)?.[0]
    const today = londonToday(web.clock.now())
    const { rows, next, topUps } = await web.read(request, async (tx) => {
      const found = await listApiPackages(tx, { serviceId, reference, after, limit, today })
      const page = pageOf(found, limit, ({ id }) => [id])
      const ids = page.rows.map(({ id }) => id)
      return { ...page, topUps: await listTopUps(tx, { providerId: tx.providerId }, ids) }
    })
    return reply.send({ packages: rows.map((row) => packageOf(row, topUps.get(row.id) ?? [], today)), next })
  })
}

function packageOf(row: ApiPackageRow, topUps: readonly TopUp[], today: LocalDate): z.infer<typeof Package> {
  const { id, reference, ownReference, status, serviceLevel, startsOn, lastDay, recordableFrom, planned, price } = row
  const unit = Package.shape.unit.parse(row.unit)
  const day = nearestDay({ startsOn, endsOn: lastDay }, today)
  return {
    ...{ id, reference, ownReference },
    status: Package.shape.status.parse(status),
    service: { id: row.serviceId, name: row.serviceName },
    contract: row.contractNumber,
    person: { reference: row.personReference, name: `${row.givenName} ${row.familyName}` },
    serviceLevel,
    unit,
    ...{ startsOn, lastDay, recordableFrom },
    plannedPerWeek: planned === null ? null : quantityText(planned),
    price: price === null ? null : rateText(price),
    unitCost: price === null ? null : rateText(unitCostOn({ unit, price }, topUps, day)),
  }
}
