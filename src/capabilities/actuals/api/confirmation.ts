import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { londonToday } from '../../../platform/clock.ts'
import { done } from '../../../core/outcome.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import {
  cursorOf,
  mountOperation,
  Paging,
  readBody,
  readCursor,
  readQuery,
  type Operation,
} from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import { confirmAllAsPlanned } from '../commands/confirm-all-as-planned.ts'
import { sayingWhyLate } from '../commands/saying-why-late.ts'
import { weekFrom, type AskedServiceWeek } from '../pages/shared/asked-week.ts'
import type { Later } from '../pages/shared/later.ts'
import type { Line } from '../pages/shared/lines.ts'
import { linesOf, readSheetRows } from '../pages/shared/read-lines.ts'
import { whyLeft } from '../pages/shared/why-left.ts'
import { countReady, listNotReady } from '../store/as-planned.ts'
import { isWaitingLate } from '../store/late.ts'
import { getService } from '../store/sheet.ts'
import { LateMembers, lateOf, lateProblem, lateRefusal } from './late.ts'
import { ServiceWeek } from './week-operations.ts'

const Query = z.object({ ...Paging })
const LeftWeek = z
  .object({
    packageId: z.uuid(),
    packageReference: z.string(),
    code: z.string().describe('`recorded`, or the code of what stops it'),
    why: z.string(),
    next: z.string().describe('Who has to do what'),
  })
  .meta({ id: 'LeftWeek' })
const Left = {
  left: z.array(LeftWeek).describe('What stays as it is, and why, by the name of the person'),
  next: z.string().nullable(),
}

const path = '/services/{serviceId}/weeks/{weekStart}/confirmation'
const common = { path, about: 'Actuals', permission: 'actuals.record', params: ServiceWeek } as const
const ConfirmBody = z.object(LateMembers).prefault({}).meta({ id: 'Confirmation' })
const late = z.boolean().describe('Whether the deadline of what waits has passed: confirmAsPlanned then needs a reason')
const address = '/services/0199c1f0-7a2b-7c3d-8e4f-000000000001/weeks/2026-11-16/confirmation'
const left: readonly z.infer<typeof LeftWeek>[] = [
  {
    packageId: '0199c1f0-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
    packageReference: 'CP-10234',
    code: 'R07',
    why: 'Its agreement has not been agreed yet',
    next: 'Someone at your organisation must agree it, under Agreements',
  },
]

export const getConfirmationOperation: Operation = {
  ...common,
  id: 'getConfirmation',
  method: 'GET',
  summary: 'See what would be confirmed as planned',
  description: 'How many weeks of the service are open, unrecorded and complete as they are planned, and what is not.',
  query: Query,
  answer: z.object({ ready: z.int().describe('How many would be confirmed'), late, ...Left }),
  refusals: [],
  example: { path: address, answer: { ready: 59, late: false, left: [...left], next: null } },
}
export const confirmAsPlannedOperation: Operation = {
  ...common,
  id: 'confirmAsPlanned',
  method: 'POST',
  summary: 'Confirm a week of a service as planned',
  description:
    'Everything that is open, unrecorded and complete as it is planned. What is left is answered with the reason; read getConfirmation for more pages of it.',
  body: ConfirmBody,
  answer: z.object({ confirmed: z.int(), ...Left }),
  refusals: [lateRefusal],
  example: { path: address, answer: { confirmed: 59, left: [...left], next: null } },
}

export function mountApiConfirmation(app: FastifyInstance, web: Web, later: Later): void {
  mountOperation(app, getConfirmationOperation, async (request, reply) => {
    const { serviceId, weekStart } = web.params(request, ServiceWeek)
    const asked = { serviceId, weekStart: weekFrom(web, request, weekStart) }
    const { limit, cursor } = readQuery(Query, request)
    const after = readCursor(z.tuple([z.uuid()]), cursor)?.[0]
    const now = web.clock.now()
    const answer = await web.read(request, async (tx) => {
      const [, ready, isLate, leftOver] = await Promise.all([
        getService(tx, serviceId),
        countReady(tx, { ...asked, today: londonToday(now) }),
        isWaitingLate(tx, asked, now),
        listLeft(tx, asked, { now, limit, after, later }),
      ])
      return { ready, late: isLate, ...leftOver }
    })
    return reply.send(answer)
  })

  mountOperation(app, confirmAsPlannedOperation, async (request, reply) => {
    const { serviceId, weekStart } = web.params(request, ServiceWeek)
    const asked = { serviceId, weekStart: weekFrom(web, request, weekStart) }
    const why = lateOf(readBody(ConfirmBody, request))
    const outcome = await web.inWork(request, async (work) => {
      await getService(work.tx, serviceId)
      const before = await listLeft(work.tx, asked, {
        now: work.now,
        limit: Query.parse({}).limit,
        after: undefined,
        later,
      })
      const confirmed = await sayingWhyLate(work, { ...asked, late: why }, () =>
        confirmAllAsPlanned(work, { ...asked, source: 'api' }),
      )
      return confirmed.ok ? done({ ...confirmed.value, ...before }) : confirmed
    })
    if (!outcome.ok) throw lateProblem(outcome.refusal)
    return reply.send(outcome.value)
  })
}

type Listing = {
  readonly now: Date
  readonly limit: number
  readonly after: string | undefined
  readonly later: Later
}

async function listLeft(tx: Tx, week: AskedServiceWeek, { now, limit, after, later }: Listing) {
  const today = londonToday(now)
  const found = await listNotReady(tx, { ...week, today }, { limit: limit + 1, after })
  const packageIds = found.slice(0, limit)
  const last = packageIds.at(-1)
  const sheet = packageIds.length === 0 ? undefined : await readSheetRows(tx, week, { packageIds }, later)
  return {
    left: sheet === undefined ? [] : linesOf(sheet, { today, now }, later).map(leftOf),
    next: found.length > limit && last !== undefined ? cursorOf([last]) : null,
  }
}

function leftOf(line: Line): z.infer<typeof LeftWeek> {
  return { packageId: line.row.packageId, packageReference: line.row.reference, ...whyLeft(line) }
}
