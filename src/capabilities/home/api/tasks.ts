import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { penceText } from '../../../core/decimal.ts'
import { mountOperation, type Operation } from '../../../platform/web/api.ts'
import type { Web } from '../../../platform/web/web.ts'
import { listProviderTasks } from '../pages/shared/provider-tasks.ts'
import type { Task } from '../pages/shared/tasks.tsx'

const TaskShape = z
  .object({
    kind: z.string().describe('Stays the same when the words change'),
    text: z.string(),
    hint: z.string().nullable(),
    count: z.int().describe('How many wait; tasks of which none waits are not in the list'),
    waiting: z.string().describe('What the count counts, in words'),
    urgent: z.boolean(),
    due: z
      .object({ at: z.iso.datetime().nullable(), day: z.iso.date().nullable() })
      .nullable()
      .describe('A moment, or a day; null where nothing happens by itself'),
    atStake: z
      .string()
      .regex(/^\d+\.\d{2}$/)
      .nullable()
      .describe('Pounds that are not paid while it waits, before they are priced exactly; null where no money is'),
    atStakeEvery: z
      .enum(['week'])
      .nullable()
      .describe('Where `atStake` is so much for each week of what waits; null where it is one sum, or there is none'),
    link: z.string().describe('Where somebody does it, below the address of the portal'),
  })
  .meta({ id: 'Task' })

export const listTasksOperation: Operation = {
  id: 'listTasks',
  method: 'GET',
  path: '/tasks',
  permission: 'home.view',
  about: 'Tasks',
  summary: 'List what waits for your organisation',
  description:
    'The same list as on the home page: what, until when, how much money waits for it, and one link. It names no person.',
  answer: z.object({ tasks: z.array(TaskShape) }),
  refusals: [],
  example: {
    path: '/tasks',
    answer: {
      tasks: [
        {
          kind: 'record-weeks',
          text: 'Record the care you delivered',
          hint: 'Confirm by 25 November 2026 at 5pm. 40 packages in 3 weeks',
          count: 3,
          waiting: 'to record',
          urgent: false,
          due: { at: '2026-11-25T17:00:00.000Z', day: null },
          atStake: '11760.00',
          atStakeEvery: null,
          link: '/provider/actuals',
        },
      ],
    },
  },
}

/** A key that may read tasks is shown what waits, and no person or account behind it. */
const seen: ReadonlySet<string> = new Set([
  'agreements.view',
  'actuals.view',
  'invoices.view',
  'conversations.view',
  'packages.view',
  'documents.view',
])

export function mountApiTasks(app: FastifyInstance, web: Web): void {
  mountOperation(app, listTasksOperation, async (request, reply) => {
    const looking = { may: (permission: string) => seen.has(permission), now: web.clock.now() }
    const tasks = await web.read(request, (tx) => listProviderTasks(tx, looking))
    return reply.send({ tasks: tasks.filter(({ count }) => count > 0).map(taskOf) })
  })
}

function taskOf({ kind = 'other', text, hint, count, waiting, urgent, due, stake, stakeEvery, href }: Task) {
  return {
    ...{ kind, text, count, waiting },
    hint: hint ?? null,
    urgent: urgent ?? false,
    due: due === undefined ? null : dueOf(due),
    atStake: stake === undefined ? null : penceText(stake),
    atStakeEvery: stakeEvery ?? null,
    link: href,
  } satisfies z.infer<typeof TaskShape>
}

function dueOf(due: NonNullable<Task['due']>) {
  return 'at' in due ? { at: due.at.toISOString(), day: null } : { at: null, day: due.day }
}
