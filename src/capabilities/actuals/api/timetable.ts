import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { quantityText } from '../../../core/decimal.ts'
import { done } from '../../../core/outcome.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { etagOf, mountOperation, readBody, versionOf, type Operation } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { recordVisits, type VisitsRefusal } from '../commands/record-visits.ts'
import { sayingWhyLate } from '../commands/saying-why-late.ts'
import { isLateFault } from '../pages/shared/late-reason.tsx'
import type { Later } from '../pages/shared/later.ts'
import { readSentVisits, type SentVisitFault } from '../rules/sent-timetable.ts'
import type { SheetRow } from '../rules/sheet-row.ts'
import { asPlanned, OUTCOMES, plannedMinutes, plannedVisits, type SaidVisit } from '../rules/timetable.ts'
import type { PackageWeek } from '../rules/week.ts'
import { findWeekVisits, listTimetable } from '../store/timetable.ts'
import { LateMembers, lateOf, lateProblem, lateRefusal } from './late.ts'
import { OneWeek } from './week-operations.ts'
import { EntryBody } from './week-shape.ts'
import { askedWeek, getPlace, getRow, weekRefusal } from './weeks.ts'

const Time = z.string().max(5).describe('HH:MM, London time')
const Carers = z.int().min(1).max(4)
const OfPlan = z.object({ day: z.iso.date(), startsAt: Time })

const TimetableBody = z
  .object({
    visits: z
      .array(
        z.object({
          planned: OfPlan.nullable().default(null).describe('Which planned visit; null for one that was added'),
          outcome: z
            .enum(OUTCOMES)
            .default('delivered')
            .describe('An added visit is on top of the plan; frustrated, it counts as extra and as frustrated'),
          day: z.iso.date().optional().describe('Of an added visit; of a planned one where it moved within the week'),
          startsAt: Time.optional().describe('As planned unless told'),
          endsAt: Time.optional().describe('As planned unless told; on the next day where it is not after the start'),
          carers: Carers.optional().describe('As planned unless told; 1 of an added visit'),
        }),
      )
      .max(200)
      .default([])
      .describe('What differs: a planned visit that is not named was delivered as planned'),
    comment: EntryBody.shape.comment,
    reason: EntryBody.shape.reason,
    intent: z.enum(['draft', 'confirm', 'undo']).default('confirm'),
    ...LateMembers,
  })
  .meta({ id: 'TimetableSent' })

const Visit = z.object({
  planned: OfPlan.extend({ endsAt: Time, minutes: z.int(), carers: Carers }).nullable(),
  outcome: z.enum(OUTCOMES),
  day: z.iso.date(),
  startsAt: Time,
  endsAt: Time,
  carers: Carers,
})
const Timetable = z
  .object({
    packageId: z.uuid(),
    packageReference: z.string(),
    weekStart: z.iso.date(),
    version: z.int().describe('0 while nothing is recorded; the number in the ETag'),
    status: z.enum(['not-recorded', 'draft', 'confirmed', 'held']),
    planned: z.string().describe('What is commissioned for this week, in hours'),
    actual: z.string().nullable(),
    complete: z.boolean().describe('False where the timetable is not what is commissioned: ask the council'),
    visits: z.array(Visit),
    comment: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Timetable' })

const path = '/packages/{packageId}/weeks/{weekStart}/visits'
const address = '/packages/0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f/weeks/2026-11-16/visits'
const planned = { day: '2026-11-16', startsAt: '08:00', endsAt: '08:30', minutes: 30, carers: 1 }
const example: z.infer<typeof Timetable> = {
  ...{ packageId: '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f', packageReference: 'CP-10234', weekStart: '2026-11-16' },
  ...{ version: 1, status: 'confirmed', planned: '0.5', actual: '0', complete: true },
  visits: [{ planned, outcome: 'frustrated', day: planned.day, startsAt: '08:00', endsAt: '08:30', carers: 1 }],
  ...{ comment: 'At a hospital appointment', reason: null },
}
const common = { path, about: 'Visits', params: OneWeek, answer: Timetable, versioned: true } as const

export const getTimetableOperation: Operation = {
  ...common,
  id: 'getTimetable',
  method: 'GET',
  permission: 'actuals.view',
  summary: 'Read the visits of one timetabled week',
  description: 'Every planned visit of the week and what became of it. Not there for packages without a timetable.',
  refusals: [],
  example: { path: address, answer: example },
}
export const putTimetableOperation: Operation = {
  ...common,
  id: 'putTimetable',
  method: 'PUT',
  permission: 'actuals.record',
  summary: 'Record one timetabled week visit by visit',
  description:
    'Says the whole week: what differs from the timetable, and visits that were added. A visit that was missed and one that was added in its place go together: nothing is missed and nothing extra. What the visits add up to is judged like any other week.',
  body: TimetableBody,
  refusals: [
    { status: 409, code: 'plan-changed', when: 'The timetable is not what is commissioned, or has changed' },
    { status: 409, code: 'R03, R07, R08, R09, R10, R27, R29', when: 'The week cannot be recorded' },
    { status: 412, code: 'R06', when: 'Somebody else recorded the week since: read it again' },
    { status: 422, code: 'body-wrong, R20 to R28', when: 'Other visits or words are needed' },
    lateRefusal,
  ],
  example: {
    path: address,
    body: {
      visits: [{ planned: { day: '2026-11-16', startsAt: '08:00' }, outcome: 'frustrated' }],
      comment: 'At a hospital appointment',
    },
    answer: example,
  },
}

export function mountApiTimetable(app: FastifyInstance, web: Web, later: Later): void {
  mountOperation(app, getTimetableOperation, async (request, reply) => {
    const asked = askedWeek(web, request)
    const week = timetableOf(await web.read(request, (tx) => readTimetable(tx, asked)))
    return reply.header('etag', etagOf(week.version)).send(week)
  })

  mountOperation(app, putTimetableOperation, async (request: FastifyRequest, reply) => {
    const asked = askedWeek(web, request)
    const basedOn = versionOf(request)
    const { visits: sent, comment, reason, intent, ...late } = readBody(TimetableBody, request)
    const { row, planned: plan } = await web.read(request, (tx) => readTimetable(tx, asked))
    const read = readSentVisits(plan, sent, asked.weekStart)
    if (!read.ok) throw misread(read.refusal.faults)
    const { serviceId } = row
    const said = { ...asked, serviceId, basedOn, visits: read.value, comment, reason, intent, source: 'api' as const }
    const outcome = await web.inWork(request, async (work) => {
      await getPlace(work.tx, asked.packageId)
      const recorded = await sayingWhyLate(work, { serviceId, weekStart: asked.weekStart, late: lateOf(late) }, () =>
        recordVisits(work, said, later.listTaken),
      )
      return recorded.ok ? done(timetableOf(await readTimetable(work.tx, asked))) : recorded
    })
    if (!outcome.ok) throw isLateFault(outcome.refusal) ? lateProblem(outcome.refusal) : refusalOf(outcome.refusal)
    return reply.header('etag', etagOf(outcome.value.version)).send(outcome.value)
  })
}

type Read = Awaited<ReturnType<typeof readTimetable>>

async function readTimetable(tx: Tx, asked: PackageWeek) {
  const row = await getRow(tx, asked)
  if (row.recording !== 'timetabled') throw notTimetabled()
  const [entries, recorded] = await Promise.all([listTimetable(tx, asked), findWeekVisits(tx, asked)])
  return { row, planned: plannedVisits(entries, row.plan, asked.weekStart), recorded: recorded?.visits }
}

function timetableOf({ row, planned: plan, recorded }: Read): z.infer<typeof Timetable> {
  const { packageId, reference, weekStart, standing, planned: commissioned } = row
  return {
    ...{ packageId, packageReference: reference, weekStart, version: standing?.version ?? 0 },
    status: standing?.status ?? 'not-recorded',
    planned: quantityText(commissioned),
    actual: standing === undefined ? null : quantityText(standing.actual),
    complete: plannedMinutes(plan) === commissioned,
    visits: (recorded ?? plan.map(asPlanned)).map(visitOf),
    ...wordsOf(standing),
  }
}

function wordsOf(standing: SheetRow['standing']) {
  return { comment: standing?.entry.comment ?? '', reason: standing?.entry.reason ?? null }
}

function visitOf({ planned: plan, outcome, day, startsAt, endsAt, carers }: SaidVisit): z.infer<typeof Visit> {
  return { planned: plan === undefined ? null : { ...plan }, outcome, day, startsAt, endsAt, carers }
}

const words: Readonly<Record<SentVisitFault['code'], string>> = {
  'no-such-visit': 'No visit is planned then. Read the week, or send it as an added visit',
  'named-twice': 'An earlier one in what was sent is about the same planned visit',
  'not-a-time': 'Send a time of day, like 08:30',
  'no-length': 'Send an end that is not the start',
  'other-week': 'Send a day of this week',
  incomplete: 'An added visit needs its day, its start and its end',
}

function misread(faults: readonly SentVisitFault[]): ApiProblem {
  const code = 'body-wrong'
  return new ApiProblem({
    status: 422,
    code,
    title: 'Some visits cannot be read',
    faults: faults.map((fault) => ({
      code,
      pointer: `/visits/${String(fault.at)}/${fault.member}`,
      text: words[fault.code],
    })),
  })
}

function notTimetabled(): ApiProblem {
  const title = 'The contract is not recorded by timetable in this week. Use putWeek, or recordVisits'
  return new ApiProblem({ status: 404, code: 'not-found', title })
}

function refusalOf(refusal: VisitsRefusal): Error {
  if (refusal.code === 'not-timetabled') return notTimetabled()
  if (refusal.code === 'plan-changed') {
    const title = 'The timetable has changed, or is not what is commissioned. Read the week again'
    return new ApiProblem({ status: 409, code: 'plan-changed', title })
  }
  return weekRefusal(
    refusal.faults.map(({ fault }) => fault),
    'hour',
  )
}
