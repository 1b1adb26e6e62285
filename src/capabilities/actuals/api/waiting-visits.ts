import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../core/errors.ts'
import { done } from '../../../core/outcome.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import {
  mountOperation,
  pageOf,
  Paging,
  readBody,
  readCursor,
  readQuery,
  type Operation,
} from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { Web } from '../../../platform/web/web.ts'
import { placeAllOfPerson } from '../commands/match-again.ts'
import { placeVisit, type PlaceRefusal } from '../commands/place-visit.ts'
import type { Later } from '../pages/shared/later.ts'
import { placeWords } from '../pages/shared/visit-words.ts'
import type { Candidate } from '../rules/match-visit.ts'
import { findApiVisit, listApiVisitsOf, type ApiVisitRow } from '../store/api-visits.ts'
import { listCandidates, listWaiting, WAITING_PAGE } from '../store/visits.ts'
import { ApiVisit, exampleVisit, OneVisit } from './visit-operations.ts'
import { visitOf } from './visits.ts'

const Query = z.object({ cursor: Paging.cursor })
const WaitingVisit = ApiVisit.extend({
  candidates: z
    .array(z.object({ packageId: z.uuid(), packageReference: z.string(), serviceId: z.uuid() }))
    .describe('Care packages of this person that were in force on the day'),
}).meta({ id: 'WaitingVisit' })
const PlaceBody = z
  .object({
    packageId: z.uuid().nullable().describe('One of its candidates; null when it will not be claimed'),
    reason: z.string().max(5_000).default('').describe('Why it is not claimed'),
    amend: z.string().max(2_000).default('').describe('Why its week changes though it is closed'),
    version: z.int().positive().describe('Of the visit as it was read'),
  })
  .meta({ id: 'PlaceVisit' })

const waiting: z.infer<typeof ApiVisit> = {
  ...exampleVisit,
  ...{ packageId: null, paidMinutes: null, state: 'unallocated', why: 'several' },
}
const candidate = {
  packageId: '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
  packageReference: 'CP-10234',
  serviceId: '0199c1f0-7a2b-7c3d-8e4f-000000000001',
}

export const listWaitingVisitsOperation: Operation = {
  id: 'listWaitingVisits',
  method: 'GET',
  path: '/waiting-visits',
  permission: 'actuals.view',
  about: 'Visits',
  summary: 'List visits that are on no care package',
  description: 'The longest waiting first, fifty at a time, with the care packages that each may belong to.',
  query: Query,
  answer: z.object({ visits: z.array(WaitingVisit), next: z.string().nullable() }),
  refusals: [],
  example: { path: '/waiting-visits', answer: { visits: [{ ...waiting, candidates: [candidate] }], next: null } },
}
export const placeVisitOperation: Operation = {
  id: 'placeVisit',
  method: 'POST',
  path: '/visits/{reference}/placing',
  permission: 'actuals.record',
  about: 'Visits',
  summary: 'Say which care package a visit belongs to',
  description:
    'Or, with null, that it will not be claimed and why. A visit that is placed makes a draft of its week, and what is decided here stays when the visit is sent again.',
  params: OneVisit,
  body: PlaceBody,
  answer: ApiVisit,
  refusals: [
    { status: 409, code: 'decided', when: 'It is on a package, is not claimed, or has changed: read it again' },
    { status: 409, code: 'week-shut', when: 'Its week is closed: say in `amend` why it changes' },
    { status: 422, code: 'not-a-package, reason-missing', when: 'Another package or some words are needed' },
  ],
  example: {
    path: '/visits/V-20261116-0801/placing',
    body: { packageId: candidate.packageId, version: 1 },
    answer: { ...exampleVisit, version: 2 },
  },
}

const PlaceAllBody = z
  .object({
    packageId: z.uuid().describe('One of the candidates of the visit'),
    version: PlaceBody.shape.version,
  })
  .meta({ id: 'PlaceAllVisits' })
const PlacedAll = z
  .object({
    placed: z.int().describe('Visits that are on the care package now, the named one among them'),
    weeks: z.int().describe('Weeks that were drafted from them'),
    shut: z.int().describe('Weeks that they may not change: the file of the visits says why, and amends them'),
  })
  .meta({ id: 'PlacedVisits' })

export const placeAllVisitsOperation: Operation = {
  id: 'placeAllVisits',
  method: 'POST',
  path: '/visits/{reference}/placing/all',
  permission: 'actuals.record',
  about: 'Visits',
  summary: 'Put all waiting visits of a person on one care package',
  description:
    'The named visit and every other of the same person that waits, on the days on which the care package takes visits. What another provider made at the time is left to be decided one by one.',
  params: OneVisit,
  body: PlaceAllBody,
  answer: PlacedAll,
  refusals: [
    { status: 409, code: 'decided', when: 'The visit is on a package, is not claimed, or has changed: read it again' },
    { status: 422, code: 'not-a-package', when: 'Another package is needed' },
  ],
  example: {
    path: '/visits/V-20261116-0801/placing/all',
    body: { packageId: candidate.packageId, version: 1 },
    answer: { placed: 14, weeks: 2, shut: 0 },
  },
}

export function mountApiWaitingVisits(app: FastifyInstance, web: Web, later: Later): void {
  mountOperation(app, listWaitingVisitsOperation, async (request, reply) => {
    const after = readCursor(z.tuple([z.uuid()]), readQuery(Query, request).cursor)?.[0]
    const { rows, next, whole, candidates } = await web.read(request, async (tx) => {
      const page = pageOf(await listWaiting(tx, { providerId: tx.providerId }, after), WAITING_PAGE, ({ id }) => [id])
      return { ...page, ...(await beside(tx, page.rows)) }
    })
    const visits = rows.flatMap(({ id, clientRef }) => {
      const visit = whole.get(id)
      return visit === undefined
        ? []
        : [{ ...visitOf(visit), candidates: candidatesFor(visit, candidates.get(clientRef)) }]
    })
    return reply.send({ visits, next })
  })

  mountOperation(app, placeVisitOperation, async (request, reply) => {
    const { reference } = web.params(request, OneVisit)
    const { packageId, reason, amend, version } = readBody(PlaceBody, request)
    const decision = packageId === null ? { reason } : { packageId, amend }
    const outcome = await web.inWork(request, async (work) => {
      const { id } = await getVisit(work.tx, reference)
      const placed = await placeVisit(work, { id, version, ...decision }, later.listTaken)
      return placed.ok ? done(visitOf(await getVisit(work.tx, reference))) : placed
    })
    if (!outcome.ok) throw refusalOf(outcome.refusal)
    return reply.send(outcome.value)
  })

  mountOperation(app, placeAllVisitsOperation, async (request, reply) => {
    const { reference } = web.params(request, OneVisit)
    const { packageId, version } = readBody(PlaceAllBody, request)
    const outcome = await web.inWork(request, async (work) => {
      const { id } = await getVisit(work.tx, reference)
      return placeAllOfPerson(work, { id, version, packageId })
    })
    if (!outcome.ok) throw refusalOf(outcome.refusal)
    return reply.send(outcome.value)
  })
}

type Waiting = { readonly id: string; readonly clientRef: string }

async function beside(tx: Tx, rows: readonly Waiting[]) {
  const clientRefs = [...new Set(rows.map(({ clientRef }) => clientRef))]
  const [visits, found] = await Promise.all([
    listApiVisitsOf(
      tx,
      rows.map(({ id }) => id),
    ),
    listCandidates(tx, clientRefs),
  ])
  return {
    whole: new Map(visits.map((visit) => [visit.id, visit])),
    candidates: Map.groupBy(found, ({ clientRef }) => clientRef),
  }
}

function candidatesFor({ day }: ApiVisitRow, ofPerson: readonly Candidate[] = []) {
  return ofPerson
    .filter(({ from, until }) => from <= day && day < until)
    .map(({ packageId, reference, serviceId }) => ({ packageId, packageReference: reference, serviceId }))
}

async function getVisit(tx: Tx, reference: string): Promise<ApiVisitRow> {
  const visit = await findApiVisit(tx, reference)
  if (visit === undefined) throw new NotFound('visit')
  return visit
}

const pointers: Readonly<Partial<Record<PlaceRefusal['code'], string>>> = {
  'not-a-package': '/packageId',
  'reason-missing': '/reason',
}

function refusalOf({ code }: PlaceRefusal): ApiProblem {
  const text = placeWords[code]
  const pointer = pointers[code]
  if (pointer === undefined) return new ApiProblem({ status: 409, code, title: text })
  return new ApiProblem({ status: 422, code, title: text, faults: [{ code, pointer, text }] })
}
