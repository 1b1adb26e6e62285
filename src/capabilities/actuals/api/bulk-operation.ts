import { z } from 'zod'
import type { Operation } from '../../../platform/web/api.ts'
import { EntryBody } from './week-shape.ts'

const MOST_ROWS = 1_000

export const BulkBody = z
  .object({
    dryRun: z.boolean().default(false).describe('Judge every row, answer as if saved, and change nothing'),
    rows: z
      .array(
        EntryBody.extend({
          packageId: z.uuid(),
          weekStart: z.string().max(10).describe('The first day of the week, YYYY-MM-DD'),
          version: z.int().min(0).max(999_999_999).default(0).describe('The version this is based on; 0 for none'),
        }),
      )
      .min(1)
      .max(MOST_ROWS),
  })
  .meta({ id: 'Bulk' })

const Fault = z.object({ code: z.string(), pointer: z.string(), text: z.string() })
const RowResult = z
  .object({
    row: z.int().describe('Its place in what was sent, from 0'),
    packageId: z.uuid(),
    weekStart: z.string(),
    result: z.enum(['saved', 'unchanged', 'refused']),
    version: z.int().describe('The version that stands; with dryRun the one that would'),
    status: z.enum(['draft', 'confirmed', 'held']).nullable(),
    faults: z.array(Fault).readonly().describe('Why it was refused'),
    notes: z
      .array(z.object({ code: z.string(), text: z.string() }))
      .readonly()
      .describe('Why it is held'),
  })
  .meta({ id: 'RowResult' })
export type RowResult = Readonly<z.infer<typeof RowResult>>

const exampleRow = {
  packageId: '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
  weekStart: '2026-11-16',
}

export const recordActualsOperation: Operation = {
  id: 'recordActuals',
  method: 'POST',
  path: '/actuals',
  permission: 'actuals.record',
  about: 'Actuals',
  summary: 'Record the actuals of many packages and weeks',
  description:
    'Up to 1,000 rows of any services and weeks. Each is judged by itself with the codes of files: good rows are saved, and every refused row says why. Send dryRun first to see what would happen.',
  body: BulkBody,
  answer: z.object({
    dryRun: z.boolean(),
    saved: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    held: z.int(),
    rows: z.array(RowResult),
  }),
  refusals: [{ status: 409, code: 'overtaken', when: 'Others record the same weeks at this moment: send it again' }],
  example: {
    path: '/actuals',
    body: { dryRun: true, rows: [{ ...exampleRow, missed: '1' }] },
    answer: {
      dryRun: true,
      saved: 0,
      unchanged: 0,
      refused: 1,
      held: 0,
      rows: [
        {
          row: 0,
          ...exampleRow,
          result: 'refused',
          version: 0,
          status: null,
          faults: [
            {
              code: 'R26',
              pointer: '/rows/0/comment',
              text: 'Enter a comment saying why delivery differed from the plan',
            },
          ],
          notes: [],
        },
      ],
    },
  },
}
