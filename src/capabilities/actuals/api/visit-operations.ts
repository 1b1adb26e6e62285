import { z } from 'zod'
import { Paging, type Operation } from '../../../platform/web/api.ts'
import { UnmovedWeeks } from './upload-operations.ts'

const MOST_VISITS = 1_000
const Time = z.string().max(8).describe('HH:MM, London time')
const Minutes = z.int().min(0).max(1_500)

/** One carer's record of one visit; a double-handed visit is two of them. */
export const SentVisit = z
  .object({
    reference: z.string().min(1).max(100).describe('The visit in your system: the same again is the same record'),
    clientRef: z.string().max(100).describe('The council’s reference of the person'),
    packageReference: z
      .string()
      .max(60)
      .default('')
      .describe('The care package; without it the one whose planned visit begins nearest'),
    day: z.string().max(10).describe('YYYY-MM-DD, on which the visit began'),
    plannedStart: Time.optional(),
    plannedMinutes: Minutes.optional(),
    claimedStart: Time.optional().describe('May be left out where a start was logged'),
    claimedMinutes: Minutes.optional(),
    actualStart: Time.optional().describe('As it was logged'),
    actualEnd: Time.optional().describe('On the next day where it is before the start; 16 hours at most'),
    actualMinutes: Minutes.optional().describe('Where no end was logged'),
    carerRef: z.string().max(60).default(''),
    secondary: z.boolean().default(false).describe('The second carer of a double-handed visit'),
    status: z.enum(['delivered', 'frustrated', 'missed', 'cancelled', 'extra']).default('delivered'),
    capture: z.enum(['app', 'nfc', 'phone', 'manual']).default('app'),
    exceptionCode: z.string().max(60).default('').describe('Needed for a manual capture'),
    comment: z.string().max(2_000).default(''),
  })
  .meta({ id: 'SentVisit' })

export const VisitsBody = z
  .object({
    dryRun: z.boolean().default(false).describe('Judge every visit and record nothing'),
    confirmed: z
      .array(z.string().max(10))
      .max(20)
      .default([])
      .describe('Codes of warnings that somebody has looked at'),
    reason: z.string().max(2_000).default('').describe('What they say about them'),
    visits: z.array(SentVisit).min(1).max(MOST_VISITS),
  })
  .meta({ id: 'Visits' })

export const VisitResult = z
  .object({
    row: z.int().describe('Its place in what was sent, from 0'),
    reference: z.string(),
    result: z.enum(['new', 'changed', 'saved', 'unchanged', 'refused', 'to-confirm', 'left-out']),
    codes: z.array(z.string()),
    message: z.string().describe('Why it was refused, waits, or is on no care package'),
  })
  .meta({ id: 'VisitResult' })

export const ApiVisit = z
  .object({
    reference: z.string(),
    clientRef: z.string(),
    packageId: z.uuid().nullable().describe('Null while it is on no care package'),
    carerRef: z.string(),
    secondary: z.boolean(),
    day: z.iso.date(),
    plannedStart: z.string().nullable(),
    plannedMinutes: z.int().nullable(),
    claimedStart: z.string(),
    claimedMinutes: z.int(),
    actualStart: z.string().nullable(),
    actualEnd: z.string().nullable(),
    loggedMinutes: z.int(),
    paidMinutes: z.int().nullable().describe('As the contract rounds it'),
    status: SentVisit.shape.status.unwrap(),
    capture: SentVisit.shape.capture.unwrap(),
    exceptionCode: z.string(),
    comment: z.string(),
    state: z.enum(['allocated', 'unallocated', 'declined']),
    why: z.string().nullable().describe('Why it is on no care package'),
    receivedAt: z.iso.datetime(),
    uploadId: z.uuid().nullable().describe('What brought it: undo that to take it back'),
    version: z.int(),
  })
  .meta({ id: 'Visit' })

export const VisitsQuery = z.object({
  ...Paging,
  from: z.iso.date().describe('The first day'),
  to: z.iso.date().describe('The last day, at most 366 days on'),
})
export const OneVisit = z.object({ reference: z.string().min(1).max(100).describe('Your own name for it') })

const sent = {
  reference: 'V-20261116-0801',
  clientRef: 'P-4711',
  day: '2026-11-16',
  claimedStart: '08:00',
  claimedMinutes: 30,
  actualStart: '08:02',
  actualEnd: '08:31',
  carerRef: 'C-12',
}
export const exampleVisit: z.infer<typeof ApiVisit> = {
  ...sent,
  packageId: '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
  secondary: false,
  plannedStart: null,
  plannedMinutes: null,
  loggedMinutes: 29,
  paidMinutes: 30,
  status: 'delivered',
  capture: 'app',
  exceptionCode: '',
  comment: '',
  state: 'allocated',
  why: null,
  receivedAt: '2026-11-16T20:00:00.000Z',
  uploadId: '0199c1f0-7a2b-7c3d-8e4f-00000000eeee',
  version: 1,
}

export const postVisitsOperation: Operation = {
  id: 'recordVisits',
  method: 'POST',
  path: '/visits',
  permission: 'actuals.record',
  about: 'Visits',
  summary: 'Record visits',
  description:
    'Up to 1,000 records. Each is judged by itself as a row of a file is, with the same codes: good ones are saved and make a draft of their week, and every other one says why not. The same reference again amends the record. Send status cancelled to take one back, or undo the whole under `uploadId`.',
  body: VisitsBody,
  answer: z.object({
    dryRun: z.boolean(),
    uploadId: z.uuid().describe('These visits as a file: read, download or undo it under /uploads'),
    saved: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    toConfirm: z.int(),
    visits: z.array(VisitResult),
    unmovedWeeks: UnmovedWeeks,
  }),
  refusals: [
    {
      status: 409,
      code: 'over-threshold',
      when: 'More of them are refused than the council accepts: nothing was saved',
    },
    { status: 422, code: 'F05', when: 'Nothing of them can be taken' },
  ],
  example: {
    path: '/visits',
    body: { visits: [sent] },
    answer: {
      dryRun: false,
      uploadId: '0199c1f0-7a2b-7c3d-8e4f-00000000eeee',
      saved: 1,
      unchanged: 0,
      refused: 0,
      toConfirm: 0,
      visits: [{ row: 0, reference: sent.reference, result: 'saved', codes: [], message: '' }],
      unmovedWeeks: [],
    },
  },
}
export const listVisitsOperation: Operation = {
  id: 'listVisits',
  method: 'GET',
  path: '/visits',
  permission: 'actuals.view',
  about: 'Visits',
  summary: 'List visits of some days',
  description: 'As they stand, by day and carer, with what is paid of each and why one is on no care package.',
  query: VisitsQuery,
  answer: z.object({ visits: z.array(ApiVisit), next: z.string().nullable() }),
  refusals: [],
  example: { path: '/visits?from=2026-11-16&to=2026-11-22', answer: { visits: [exampleVisit], next: null } },
}
export const getVisitOperation: Operation = {
  id: 'getVisit',
  method: 'GET',
  path: '/visits/{reference}',
  permission: 'actuals.view',
  about: 'Visits',
  summary: 'Read one visit',
  description: 'By your own reference, as it stands.',
  params: OneVisit,
  answer: ApiVisit,
  refusals: [],
  example: { path: '/visits/V-20261116-0801', answer: exampleVisit },
}
