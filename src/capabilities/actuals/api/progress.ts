import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { quantityText } from '../../../core/decimal.ts'
import { londonToday } from '../../../platform/clock.ts'
import { mountOperation, readQuery, type Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import { progressOf, waiting, type ServiceWeekCount } from '../rules/progress.ts'
import { listOlder, listProgress } from '../store/progress.ts'
import { listVersionsOf, type WeekVersion } from '../store/weeks.ts'
import { exampleWeek, OneWeek } from './week-operations.ts'
import { askedWeek, getPlace } from './weeks.ts'

const Query = z.object({ packageId: z.uuid().optional().describe('The weeks of this package alone') })

const ProgressWeek = z
  .object({
    serviceId: z.uuid(),
    serviceName: z.string(),
    weekStart: z.iso.date(),
    period: z.string().nullable().describe('The payment period that holds the first day'),
    dueAt: z.iso.datetime().nullable().describe('The last moment to confirm it with its period'),
    state: z
      .enum(['done', 'part', 'late', 'to-do', 'blocked', 'future'])
      .describe('`late`: the last moment has passed and something waits; it is then paid with a later period'),
    packages: z.int(),
    waiting: z.int().describe('Packages that you can still confirm: drafts and what is not recorded'),
    confirmed: z.int(),
    held: z.int(),
    drafts: z.int(),
    blocked: z.int().describe('Not recorded, and something stops it'),
    openedLate: z.int().describe('Of those that wait, how many were agreed after the last moment of the period'),
    closesOn: z.iso.date().nullable().describe('The last day on which care of this week can be recorded at all'),
  })
  .meta({ id: 'ProgressWeek' })

const exampleProgress = {
  serviceId: exampleWeek.serviceId,
  serviceName: 'Home support, north',
  weekStart: '2026-11-16',
  period: 'Period 9',
  dueAt: '2026-12-02T17:00:00.000Z',
  state: 'part' as const,
  ...{ packages: 43, waiting: 3, confirmed: 38, held: 1, drafts: 1, blocked: 1, openedLate: 0 },
  closesOn: '2027-02-14',
}

export const getProgressOperation: Operation = {
  id: 'getProgress',
  method: 'GET',
  path: '/progress',
  permission: 'actuals.view',
  about: 'Actuals',
  summary: 'Read how far each service is with its weeks',
  description:
    'Every service and week of the current period and the one before, counted in packages, and older weeks that can still be recorded. At most 2,000 and 20 of them.',
  query: Query,
  answer: z.object({ weeks: z.array(ProgressWeek), older: z.array(ProgressWeek) }),
  refusals: [],
  example: { path: '/progress', answer: { weeks: [exampleProgress], older: [] } },
}

const Version = z
  .object({
    version: z.int(),
    status: z.enum(['draft', 'confirmed', 'held']),
    planned: z.string().describe('What was commissioned when it was recorded, in units'),
    actual: z.string(),
    frustrated: z.string(),
    missed: z.string(),
    extra: z.string(),
    visits: z.int().nullable(),
    comment: z.string(),
    reason: z.string().nullable().describe('A code of listReasons'),
    returnedReason: z.string().nullable().describe('Why the council gave it back with this version'),
    source: z.enum(['screen', 'upload', 'api', 'monitoring', 'import', 'council']),
    recordedBy: z.string(),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'WeekVersion' })

export const listVersionsOperation: Operation = {
  id: 'listWeekVersions',
  method: 'GET',
  path: '/packages/{packageId}/weeks/{weekStart}/versions',
  permission: 'actuals.view',
  about: 'Actuals',
  summary: 'List every version of the actuals of one package in one week',
  description: 'What ever stood, the newest first, with who recorded it and how. At most the last 200.',
  params: OneWeek,
  answer: z.object({ versions: z.array(Version) }),
  refusals: [],
  example: {
    path: '/packages/0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f/weeks/2026-11-16/versions',
    answer: {
      versions: [
        {
          ...{ version: 1, status: 'confirmed', planned: '14', actual: '13', frustrated: '0', missed: '1', extra: '0' },
          ...{ visits: 13, comment: 'Carer ill on Tuesday, no cover found', reason: 'carer-not-available' },
          ...{ returnedReason: null, source: 'api', recordedBy: 'Rosters (API)' },
          recordedAt: '2026-11-23T08:12:04.000Z',
        },
      ],
    },
  },
}

/** The board of services and weeks, and the history of one week, as the pages have them. */
export function mountApiProgress(app: FastifyInstance, web: Web): void {
  mountOperation(app, getProgressOperation, async (request, reply) => {
    const { packageId } = readQuery(Query, request)
    const now = web.clock.now()
    const today = londonToday(now)
    const [weeks, older] = await web.read(request, (tx) =>
      Promise.all([
        listProgress(tx, today, packageId),
        listOlder(tx, today, packageId),
        packageId === undefined ? undefined : getPlace(tx, packageId),
      ]),
    )
    const shape = (week: ServiceWeekCount) => weekOf(week, { today, now })
    return reply.send({ weeks: weeks.map(shape), older: older.map(shape) })
  })

  mountOperation(app, listVersionsOperation, async (request, reply) => {
    const asked = askedWeek(web, request)
    const [versions] = await web.read(request, (tx) =>
      Promise.all([listVersionsOf(tx, asked), getPlace(tx, asked.packageId)]),
    )
    return reply.send({ versions: versions.map((version) => versionOf(version)) })
  })
}

function weekOf(week: ServiceWeekCount, moment: Parameters<typeof progressOf>[1]): z.infer<typeof ProgressWeek> {
  const { serviceId, serviceName, weekStart, packages, confirmed, held, drafts, blocked } = week
  return {
    ...{ serviceId, serviceName, weekStart },
    period: week.periodName ?? null,
    dueAt: week.submitBy?.toISOString() ?? null,
    state: progressOf(week, moment),
    ...{ packages, waiting: waiting(week), confirmed, held, drafts, blocked },
    openedLate: week.backdated ?? 0,
    closesOn: week.closesOn ?? null,
  }
}

function versionOf({ entry, recordedName, recordedAt, ...week }: WeekVersion) {
  const { version, status, source, returnedReason } = week
  const { frustrated, missed, extra, visits, comment, reason = null } = entry
  return {
    ...{ version, status, source, returnedReason, visits, comment, reason },
    planned: quantityText(week.planned),
    actual: quantityText(week.actual),
    frustrated: quantityText(frustrated),
    missed: quantityText(missed),
    extra: quantityText(extra),
    recordedBy: recordedName,
    recordedAt: recordedAt.toISOString(),
  }
}
