import { z } from 'zod'
import { Paging, type Operation } from '../../../platform/web/api.ts'
import { lateRefusal } from './late.ts'
import { ApiWeek, EntryBody } from './week-shape.ts'

const WeekStart = z.string().describe('The first day of the week, YYYY-MM-DD, on the weekday of the council')
export const ServiceWeek = z.object({ serviceId: z.uuid(), weekStart: WeekStart })
export const OneWeek = z.object({ packageId: z.uuid(), weekStart: WeekStart })
export const WeeksQuery = z.object({ cursor: Paging.cursor })

export const exampleWeek: z.infer<typeof ApiWeek> = {
  packageId: '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
  packageReference: 'CP-10234',
  serviceId: '0199c1f0-7a2b-7c3d-8e4f-000000000001',
  weekStart: '2026-11-16',
  unit: 'hour',
  planned: '14',
  version: 1,
  status: 'confirmed',
  actual: '13',
  frustrated: '0',
  missed: '1',
  extra: '0',
  visits: 13,
  comment: 'Carer ill on Tuesday, no cover found',
  reason: 'carer-not-available',
  recordedBy: 'Rosters (API)',
  recordedAt: '2026-11-23T08:12:04.000Z',
  notes: [],
}

export const listWeeksOperation: Operation = {
  id: 'listWeeks',
  method: 'GET',
  path: '/services/{serviceId}/weeks/{weekStart}',
  permission: 'actuals.view',
  about: 'Actuals',
  summary: 'List one week of a service',
  description: 'Every package of the service that could have care in the week: its plan, and what is recorded.',
  params: ServiceWeek,
  query: WeeksQuery,
  answer: z.object({ weeks: z.array(ApiWeek), next: z.string().nullable() }),
  refusals: [],
  example: {
    path: '/services/0199c1f0-7a2b-7c3d-8e4f-000000000001/weeks/2026-11-16',
    answer: { weeks: [exampleWeek], next: null },
  },
}

export const getWeekOperation: Operation = {
  id: 'getWeek',
  method: 'GET',
  path: '/packages/{packageId}/weeks/{weekStart}',
  permission: 'actuals.view',
  about: 'Actuals',
  summary: 'Read the actuals of one package in one week',
  description: 'The plan of the week and what is recorded, with the version that a change must be based on.',
  params: OneWeek,
  answer: ApiWeek,
  versioned: true,
  refusals: [],
  example: { path: '/packages/0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f/weeks/2026-11-16', answer: exampleWeek },
}

export const putWeekOperation: Operation = {
  id: 'putWeek',
  method: 'PUT',
  path: '/packages/{packageId}/weeks/{weekStart}',
  permission: 'actuals.record',
  about: 'Actuals',
  summary: 'Record the actuals of one package in one week',
  description:
    'Says the whole week. What is not sent is nothing: no frustrated, missed or extra care. The same week sent again changes nothing.',
  params: OneWeek,
  body: EntryBody,
  answer: ApiWeek,
  versioned: true,
  refusals: [
    {
      status: 409,
      code: 'R03, R07, R08, R09, R10, R27, R29, R45',
      when: 'The week cannot be recorded, whatever is sent',
    },
    { status: 412, code: 'R06', when: 'Somebody else recorded the week since: read it again' },
    { status: 422, code: 'R20 to R28', when: 'Other figures or words are needed' },
    lateRefusal,
  ],
  example: {
    path: '/packages/0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f/weeks/2026-11-16',
    body: { missed: '1:00', visits: 13, comment: 'Carer ill on Tuesday, no cover found' },
    answer: exampleWeek,
  },
}
