import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { penceText, quantityText } from '../../../core/decimal.ts'
import { sumPence } from '../../../core/money.ts'
import { kindInFiles, payerOf, PAYERS } from '../../../core/payers.ts'
import { mountOperation, pageOf, Paging, readCursor, readQuery, type Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import { loadRemittance } from '../pages/shared/load-remittance.ts'
import {
  listRemittances,
  listRemittanceShares,
  type Remittance,
  type RemittanceLine,
  type RemittanceShare,
  type RemittanceTotals,
} from '../store/remittances.ts'

const Money = z.string().regex(/^-?\d+\.\d{2}$/)
const Totals = z.object({
  recovered: Money.describe('Taken back from this payment'),
  carried: Money.describe('Left to take back from the next'),
  paid: Money.describe('What reaches the bank'),
})
const RemittanceShape = z
  .object({
    id: z.uuid(),
    reference: z.string().describe('Also on the bank statement'),
    paidOn: z.iso.date(),
    period: z.object({ name: z.string(), startsOn: z.iso.date(), endsOn: z.iso.date().describe('The day after') }),
    lineCount: z.int(),
    lines: Money.describe('The sum of the lines that the key reaches'),
    totals: Totals.nullable().describe('Null for a key of one service, which does not see the whole payment'),
  })
  .meta({ id: 'Remittance' })
const Line = z
  .object({
    id: z.uuid(),
    kind: z.enum(['care', 'stay', 'adjustment']),
    from: z.iso.date(),
    to: z.iso.date().describe('Its last day'),
    serviceId: z.uuid(),
    packageId: z.uuid(),
    packageReference: z.string(),
    person: z.object({ reference: z.string(), name: z.string() }),
    quantity: z.string(),
    unit: z.string(),
    price: z.string().describe('Of one unit, in pounds; of one week for a stay'),
    amount: Money,
    invoiceReference: z.string().nullable(),
    payer: z
      .enum(PAYERS)
      .nullable()
      .optional()
      .describe('Who bears this part of the price in the council’s place; null for a line of care or its correction'),
  })
  .meta({ id: 'RemittanceLine' })
/** `remittance-1`, as docs/formats/remittance-v1.md has it. */
export const WholeRemittance = RemittanceShape.extend({ format: z.literal('remittance-1'), items: z.array(Line) }).meta(
  {
    id: 'WholeRemittance',
  },
)
const Query = z.object({ ...Paging })
const One = z.object({ remittanceId: z.uuid() })

const exampleRemittance: z.infer<typeof RemittanceShape> = {
  id: '0199c1f0-7a2b-7c3d-8e4f-00000000aaaa',
  reference: 'REM-000412',
  paidOn: '2026-12-04',
  period: { name: 'Period 8', startsOn: '2026-10-26', endsOn: '2026-11-23' },
  lineCount: 1,
  lines: '294.00',
  totals: { recovered: '0.00', carried: '0.00', paid: '294.00' },
}

export const listRemittancesOperation: Operation = {
  id: 'listRemittances',
  method: 'GET',
  path: '/remittances',
  permission: 'payments.view',
  about: 'Money',
  summary: 'List remittances',
  description: 'What was paid, or is on its way to the bank, newest first.',
  query: Query,
  answer: z.object({ remittances: z.array(RemittanceShape), next: z.string().nullable() }),
  refusals: [],
  example: { path: '/remittances', answer: { remittances: [exampleRemittance], next: null } },
}

export const getRemittanceOperation: Operation = {
  id: 'getRemittance',
  method: 'GET',
  path: '/remittances/{remittanceId}',
  permission: 'payments.view',
  about: 'Money',
  summary: 'Read one remittance with its lines',
  description: 'Each line names its package and week; the amounts add up to the sum of the lines, to the penny.',
  params: One,
  answer: WholeRemittance,
  refusals: [],
  example: {
    path: '/remittances/0199c1f0-7a2b-7c3d-8e4f-00000000aaaa',
    answer: {
      format: 'remittance-1',
      ...exampleRemittance,
      items: [
        {
          id: '0199c1f0-7a2b-7c3d-8e4f-00000000bbbb',
          kind: 'care',
          from: '2026-11-16',
          to: '2026-11-22',
          serviceId: '0199c1f0-7a2b-7c3d-8e4f-000000000001',
          packageId: '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
          packageReference: 'CP-10234',
          person: { reference: 'P-4711', name: 'Edith Marsh' },
          quantity: '14',
          unit: 'hour',
          price: '21.0000',
          amount: '294.00',
          invoiceReference: null,
          payer: null,
        },
      ],
    },
  },
}

export function mountApiRemittances(app: FastifyInstance, web: Web): void {
  mountOperation(app, listRemittancesOperation, async (request, reply) => {
    const { limit, cursor } = readQuery(Query, request)
    const place = readCursor(z.tuple([z.iso.date(), z.uuid()]), cursor)
    const page = { after: place && { day: place[0], id: place[1] }, rows: limit }
    const isNarrow = web.isNarrow(request)
    const found = await web.read(request, (tx): Promise<readonly (Remittance | RemittanceShare)[]> =>
      isNarrow ? listRemittanceShares(tx, page) : listRemittances(tx, page),
    )
    const { rows, next } = pageOf(found, limit, ({ paidOn, id }) => [paidOn, id])
    return reply.send({ remittances: rows.map((row) => remittanceOf(row, 'paid' in row ? row : undefined)), next })
  })

  mountOperation(app, getRemittanceOperation, async (request, reply) => {
    const { remittanceId } = web.params(request, One)
    const isNarrow = web.isNarrow(request)
    const { remittance, totals, lines } = await web.read(request, (tx) =>
      loadRemittance(tx, remittanceId, { isNarrow }),
    )
    const sums = { lineCount: lines.length, lines: sumPence(lines.map(({ amount }) => amount)) }
    return reply.send({
      format: 'remittance-1',
      ...remittanceOf({ ...remittance, ...sums }, totals),
      items: lines.map(lineOf),
    })
  })
}

function remittanceOf(row: RemittanceShare, totals: RemittanceTotals | undefined): z.infer<typeof RemittanceShape> {
  const { id, reference, paidOn, periodName, periodFrom, periodUntil, lineCount, lines } = row
  return {
    ...{ id, reference, paidOn, lineCount },
    period: { name: periodName, startsOn: periodFrom, endsOn: periodUntil },
    lines: penceText(lines),
    totals: totals === undefined ? null : totalsOf(totals),
  }
}

function totalsOf({ recovered, carried, paid }: RemittanceTotals) {
  return { recovered: penceText(recovered), carried: penceText(carried), paid: penceText(paid) }
}

function lineOf(line: RemittanceLine): z.infer<typeof Line> {
  const { id, kind, serviceId, packageId, packageReference, unit, price, invoiceReference } = line
  return {
    ...{ id, serviceId, packageId, packageReference, unit, price, invoiceReference },
    ...{ kind: kindInFiles(kind), payer: payerOf(kind) },
    from: line.coversFrom,
    to: line.toOn,
    person: { reference: line.personReference, name: line.personName },
    quantity: quantityText(line.quantity),
    amount: penceText(line.amount),
  }
}
