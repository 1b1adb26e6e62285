import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../../core/errors.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { mountOperation, readBody, type Operation } from '../../../platform/web/api.ts'
import { ApiProblem } from '../../../platform/web/problem.ts'
import type { InSandbox } from '../../../platform/web/visitor.ts'
import type { Web } from '../../../platform/web/web.ts'
import { workRunner, type Actor, type Answer, type Work } from '../../../platform/work.ts'
import type { Access } from '../commands/access.ts'
import { moveSandbox, resetSandbox, type MoveRefusal } from '../commands/sandboxes.ts'
import { MOST_DAYS_AHEAD, MOST_RESETS_A_DAY, type ResetRefusal } from '../rules/sandboxes.ts'
import { lockSandbox } from '../store/sandboxes.ts'

const SandboxShape = z
  .object({
    id: z.uuid(),
    name: z.string(),
    state: z.enum(['filling', 'ready', 'failed', 'ended']).describe('While it is filling, its keys are answered 503'),
    generation: z.int().describe('One more after each reset'),
    daysAhead: z.int().describe('How far its clock is ahead of the real one'),
    now: z.iso.datetime().describe('What its clock shows'),
  })
  .meta({ id: 'Sandbox' })
const Clock = z
  .object({ daysAhead: z.int().min(-MOST_DAYS_AHEAD).max(MOST_DAYS_AHEAD).describe('0 for the real day') })
  .meta({ id: 'SandboxClock' })

const example: z.infer<typeof SandboxShape> = {
  id: '0199c1f0-7a2b-7c3d-8e4f-00000000dddd',
  name: 'Rosters 5',
  state: 'ready',
  generation: 2,
  daysAhead: 28,
  now: '2026-12-20T09:00:00.000Z',
}
const notASandbox = { status: 409, code: 'not-a-sandbox', when: 'The key is a live one: nothing of this happens there' }

const getOperation: Operation = {
  id: 'getSandbox',
  method: 'GET',
  path: '/sandbox',
  permission: 'signed-in',
  about: 'Sandbox',
  summary: 'Read which sandbox this is',
  description: 'Which sandbox the test key reaches, and which day its clock shows.',
  answer: SandboxShape,
  refusals: [notASandbox],
  example: { path: '/sandbox', answer: example },
}
const putClockOperation: Operation = {
  id: 'moveSandboxClock',
  method: 'PUT',
  path: '/sandbox/clock',
  permission: 'signed-in',
  about: 'Sandbox',
  summary: 'Travel in time inside the sandbox',
  description:
    'Everything that is asked with a test key of this sandbox happens on that day from now on: weeks open and close, deadlines pass. Nobody outside notices. Data keep the days on which they were made, so travel forward, and reset to start again.',
  body: Clock,
  answer: SandboxShape,
  refusals: [notASandbox],
  example: { path: '/sandbox/clock', body: { daysAhead: 28 }, answer: example },
}
const resetOperation: Operation = {
  id: 'resetSandbox',
  method: 'POST',
  path: '/sandbox/reset',
  permission: 'signed-in',
  about: 'Sandbox',
  summary: 'Fill the sandbox anew',
  description: `The same made-up people and packages again, with new ids, on the real day. It takes some seconds, in which its keys are answered 503. ${String(MOST_RESETS_A_DAY)} times a day at most.`,
  answer: SandboxShape,
  refusals: [notASandbox, { status: 429, code: 'too-often', when: 'It was reset as often as it may be on one day' }],
  example: {
    path: '/sandbox/reset',
    answer: { ...example, state: 'filling', generation: 3, daysAhead: 0, now: '2026-11-22T09:00:00.000Z' },
  },
}
export const sandboxOperations = [getOperation, putClockOperation, resetOperation]

/** Of the sandbox itself, which belongs to the council that the key was made at: the one thing that a test key does there. */
export function mountSandboxOperations(app: FastifyInstance, web: Web, access: Pick<Access, 'db' | 'clock'>): void {
  const outside = workRunner(access.db, access.clock)
  const answering = async (work: Work, id: string) => {
    const sandbox = await lockSandbox(work.tx, id, undefined)
    if (sandbox === undefined) throw new NotFound('sandbox')
    const { name, state, generation, daysAhead } = sandbox
    const now = new Date(work.now.getTime() + daysAhead * 86_400_000).toISOString()
    return { id, name, state, generation, daysAhead, now }
  }
  mountOperation(app, getOperation, async (request, reply) => {
    const { actor, sandbox } = reached(web, request)
    return reply.send(await outside.run(actor, (work) => answering(work, sandbox.id)))
  })
  mountOperation(app, putClockOperation, async (request, reply) => {
    const { actor, sandbox, repeat } = reached(web, request)
    const { daysAhead } = readBody(Clock, request)
    const moved = await outside.runOnce(actor, repeat, async (work) => {
      orProblem(await moveSandbox(work, { id: sandbox.id, daysAhead }))
      return answering(work, sandbox.id)
    })
    return reply.send(moved)
  })
  mountOperation(app, resetOperation, async (request, reply) => {
    const { actor, sandbox, repeat } = reached(web, request)
    const reset = await outside.runOnce(actor, repeat, async (work): Promise<Answer> => {
      orProblem(await resetSandbox(work, sandbox.id))
      return answering(work, sandbox.id)
    })
    return reply.send(reset)
  })
}

type Reached = {
  readonly sandbox: InSandbox
  /** The product itself, in the name of the key. */
  readonly actor: Actor
  readonly repeat: { readonly key: string; readonly body: unknown }
}

function reached(web: Web, request: FastifyRequest): Reached {
  const { sandbox, accountId, name } = web.visitor(request)
  if (sandbox === undefined)
    throw new ApiProblem({ status: 409, code: 'not-a-sandbox', title: 'The key is a live one. Use a test key' })
  const scope = { role: 'portal_council', councilId: sandbox.councilId, accountId } as const
  const repeat = { key: String(request.headers['idempotency-key']), body: [request.method, request.url, request.body] }
  return { sandbox, actor: { scope, name, face: 'system' }, repeat }
}

const titles: Readonly<
  Record<(ResetRefusal | MoveRefusal)['code'], { readonly status: number; readonly title: string }>
> = {
  filling: { status: 409, title: 'It is being filled already. Ask again in some seconds' },
  ended: { status: 409, title: 'It was closed' },
  'not-ready': { status: 409, title: 'It is being filled. Ask again in some seconds' },
  'too-far': { status: 422, title: 'The clock moves a year at most' },
  'too-often': { status: 429, title: 'It was reset as often as it may be on one day. Try tomorrow' },
}

/** Thrown, so that nothing of it stays and no key is used up. */
function orProblem(outcome: Outcome<unknown, ResetRefusal | MoveRefusal>): void {
  if (outcome.ok) return
  const { code } = outcome.refusal
  throw new ApiProblem({ code, ...titles[code] })
}
