import { z } from 'zod'
import { Paging, type Operation } from '../../../platform/web/api.ts'

const Day = z.string().max(10).describe('YYYY-MM-DD')

export const AbsenceShape = z
  .object({
    id: z.uuid(),
    packageId: z.uuid(),
    packageReference: z.string(),
    serviceId: z.uuid(),
    cause: z.enum(['person', 'provider']),
    reason: z.string().nullable(),
    note: z.string(),
    firstDay: z.iso.date(),
    lastDay: z.iso.date().nullable().describe('Null while nobody is back'),
    state: z.enum(['open', 'ended', 'undone']),
    recordedBy: z.string(),
    recordedAt: z.iso.datetime(),
    version: z.int().describe('Send it back to end or undo it'),
  })
  .meta({ id: 'Absence' })

export const WholeAbsence = AbsenceShape.extend({
  weeks: z
    .array(
      z.object({
        weekStart: z.iso.date(),
        result: z
          .enum(['filled', 'own-figures', 'shut', 'cannot-be'])
          .describe('Filled as a draft; left, because somebody gave figures, the week is shut, or visits are logged'),
        absent: z.string().nullable().describe('What it comes to in units, as the week stands'),
        changed: z.boolean().describe('Somebody recorded the week again since'),
      }),
    )
    .describe('The 60 newest weeks that it touches and that have begun'),
}).meta({ id: 'WholeAbsence' })

export const AbsenceBody = z
  .object({
    packageId: z.uuid(),
    cause: z.enum(['person', 'provider']).describe('Who was not there: frustrated care, or missed care'),
    reason: z.string().max(40).nullable().default(null).describe('A code of listReasons, where the council has a list'),
    note: z.string().max(5_000).describe('What happened, at most 500 characters'),
    firstDay: Day.describe('YYYY-MM-DD, the first day without care'),
    lastDay: Day.nullable().default(null).describe('YYYY-MM-DD; null while nobody is back'),
  })
  .meta({ id: 'AbsenceSent' })
const version = z.int().positive().describe('Of the absence as it was read')
export const EndBody = z
  .object({ lastDay: Day.describe('The last day without care'), version })
  .meta({ id: 'EndAbsence' })
export const UndoBody = z.object({ version }).meta({ id: 'UndoAbsence' })
export const AbsenceParams = z.object({ absenceId: z.uuid() })
export const AbsencesQuery = z.object({ cursor: Paging.cursor })

const id = '0199c1f0-7a2b-7c3d-8e4f-00000000abcd'
const short: z.infer<typeof AbsenceShape> = {
  id,
  packageId: '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
  packageReference: 'CP-10234',
  serviceId: '0199c1f0-7a2b-7c3d-8e4f-000000000001',
  cause: 'person',
  reason: 'hospital',
  note: 'Taken to hospital on Monday morning',
  firstDay: '2026-11-16',
  lastDay: null,
  state: 'open',
  recordedBy: 'Rosters (API)',
  recordedAt: '2026-11-16T10:00:00.000Z',
  version: 1,
}
const whole: z.infer<typeof WholeAbsence> = {
  ...short,
  weeks: [{ weekStart: '2026-11-16', result: 'filled', absent: '14', changed: false }],
}
const common = { about: 'Absences', permission: 'actuals.record' } as const
const others = { status: 409, code: 'changed, not-open', when: 'Somebody changed or undid it since: read it again' }

export const listAbsencesOperation: Operation = {
  ...common,
  id: 'listAbsences',
  method: 'GET',
  path: '/absences',
  permission: 'actuals.view',
  summary: 'List absences',
  description: 'Newest first, fifty at a time: open ones, those that have ended, and those that were undone.',
  query: AbsencesQuery,
  answer: z.object({ absences: z.array(AbsenceShape), next: z.string().nullable() }),
  refusals: [],
  example: { path: '/absences', answer: { absences: [short], next: null } },
}
export const getAbsenceOperation: Operation = {
  ...common,
  id: 'getAbsence',
  method: 'GET',
  path: '/absences/{absenceId}',
  permission: 'actuals.view',
  summary: 'Read an absence with its weeks',
  description: 'What the absence comes to in each week, and which weeks it could not fill.',
  params: AbsenceParams,
  answer: WholeAbsence,
  refusals: [],
  example: { path: `/absences/${id}`, answer: whole },
}
export const sayAbsenceOperation: Operation = {
  ...common,
  id: 'recordAbsence',
  method: 'POST',
  path: '/absences',
  summary: 'Record an absence once, over any number of weeks',
  description:
    'Each week that has begun is filled as a draft by the plan of its days, and new weeks as they begin. Figures that somebody gave are not written over.',
  body: AbsenceBody,
  answer: WholeAbsence,
  refusals: [
    { status: 409, code: 'away-already', when: 'An absence of this package on these days is recorded already' },
    {
      status: 422,
      code: 'note-missing, note-long, in-the-future, too-long-ago, days-reversed, reason-unknown',
      when: 'Other days or words are needed',
    },
  ],
  example: {
    path: '/absences',
    body: {
      packageId: short.packageId,
      cause: 'person',
      reason: 'hospital',
      note: short.note,
      firstDay: '2026-11-16',
    },
    answer: whole,
  },
}
export const endAbsenceOperation: Operation = {
  ...common,
  id: 'endAbsence',
  method: 'POST',
  path: '/absences/{absenceId}/end',
  summary: 'End an absence',
  description: 'They are back: its weeks are counted anew up to the last day.',
  params: AbsenceParams,
  body: EndBody,
  answer: WholeAbsence,
  refusals: [others, { status: 422, code: 'days-reversed', when: 'The last day is before the first' }],
  example: {
    path: `/absences/${id}/end`,
    body: { lastDay: '2026-11-18', version: 1 },
    answer: { ...whole, lastDay: '2026-11-18', state: 'ended', version: 2 },
  },
}
export const undoAbsenceOperation: Operation = {
  ...common,
  id: 'undoAbsence',
  method: 'POST',
  path: '/absences/{absenceId}/undoing',
  summary: 'Undo an absence',
  description: 'Puts back what stood in each week, unless somebody has changed it since or it is closed.',
  params: AbsenceParams,
  body: UndoBody,
  answer: WholeAbsence,
  refusals: [others],
  example: { path: `/absences/${id}/undoing`, body: { version: 1 }, answer: { ...whole, state: 'undone', version: 2 } },
}
