import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDay } from '../../../../../core/format.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { countPeopleTasks, countUnseenAlarms } from '../../../../access/index.ts'
import { countHeld } from '../../../../actuals/index.ts'
import { countWaitingPrices } from '../../../../contracts/index.ts'
import { countWaitingForCouncil } from '../../../../conversations/index.ts'
import { countToDecide, sumToDecide } from '../../../../invoices/index.ts'
import { countRunsToRelease, sumToRelease } from '../../../../payments/index.ts'
import { countWaitingChanges } from '../../../../providers/index.ts'
import type { Task } from '../../shared/tasks.tsx'
import { listCareTasks } from './care-tasks.ts'
import { countedTask, type Counted } from './counted.ts'
import { CouncilHomePage } from './page.tsx'

export function mountCouncilHome(app: FastifyInstance, web: Web): void {
  app.get('/', { config: { permission: 'home.view' } }, async (request, reply) => {
    const tasks = await web.read(request, async (tx) =>
      (
        await Promise.all([
          listCareTasks(web, request, tx),
          countedTask({ web, request, tx }, prices),
          countedTask({ web, request, tx }, heldWeeks),
          invoices(web, request, tx),
          runs(web, request, tx),
          messages(web, request, tx),
          people(web, request, tx),
          countedTask({ web, request, tx }, organisations),
          locks(web, request, tx),
        ])
      ).flat(),
    )
    const { name, council } = web.visitor(request)
    return web.html(
      reply,
      <CouncilHomePage name={name} council={council.name} tasks={tasks} view={web.view(request)} />,
    )
  })
}

const prices: Counted = {
  may: ['prices.approve'],
  count: countWaitingPrices,
  text: 'Decide on prices and contracts',
  hint: 'Prices, terms, contracts and uplifts that a colleague has said',
  href: '/council/price-changes',
  waiting: 'to decide',
}
const heldWeeks: Counted = {
  may: ['actuals.decide'],
  count: countHeld,
  text: 'Decide on held weeks',
  hint: 'More was delivered than the contract allows without asking',
  href: '/council/actuals/held',
  waiting: 'held',
}
const organisations: Counted = {
  may: ['organisation.decide'],
  count: countWaitingChanges,
  text: 'Decide on changes of organisations’ details',
  href: '/council/organisation-changes',
  waiting: 'to decide',
}

async function people(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'people.manage')) return []
  const { requests, asking, administrators } = await countPeopleTasks(tx)
  return [
    {
      text: 'Decide on requests for access',
      hint: 'Providers ask for new contacts and other permissions',
      href: '/council/contact-requests',
      count: requests,
      waiting: 'to decide',
    },
    {
      text: 'Help people to sign in',
      hint: 'They forgot a password or code, or miss a permission',
      href: '/council/people?asking=yes',
      count: asking,
      waiting: 'to help',
    },
    {
      text: 'Name a second portal administrator',
      hint: 'So that somebody can help people when the only one is away',
      href: '/council/staff',
      count: administrators > 1 ? 0 : 1,
      waiting: 'missing',
    },
  ]
}

async function invoices(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'invoices.view')) return []
  const [count, { stake, dueOn }] = await Promise.all([countToDecide(tx), sumToDecide(tx)])
  const first = dueOn === null ? [] : [`The first is due on ${formatDay(dueOn)}`]
  return [
    {
      text: 'Decide on invoices',
      hint: ['The law allows 30 days from receipt', ...first].join('. '),
      stake,
      href: '/council/invoices',
      count,
      waiting: 'to decide',
    },
  ]
}

async function runs(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'runs.view')) return []
  const [count, { stake, paidOn }] = await Promise.all([countRunsToRelease(tx), sumToRelease(tx)])
  const first = paidOn === null ? [] : [`The first is to be paid on ${formatDay(paidOn)}`]
  return [
    {
      text: 'Release payment runs',
      hint: ['Nobody releases what they prepared', ...first].join('. '),
      stake,
      href: '/council/payments',
      count,
      waiting: 'to release',
    },
  ]
}

/** Shown while there is one: nobody need read every day that nobody is guessing. */
async function locks(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'people.manage')) return []
  const count = await countUnseenAlarms(tx)
  if (count === 0) return []
  return [
    {
      text: 'Look at accounts that were locked',
      hint: 'Five within ten minutes: somebody may be guessing passwords',
      href: '/council/people/locks',
      count,
      waiting: 'to look at',
      urgent: true,
    },
  ]
}

async function messages(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'conversations.view')) return []
  const { waiting, overdue } = await countWaitingForCouncil(
    tx,
    web.visitor(request).accountId,
    londonToday(web.clock.now()),
  )
  const hint = overdue === 0 ? undefined : `${String(overdue)} overdue`
  return [
    {
      text: 'Answer messages',
      hint,
      href: '/council/messages',
      count: waiting,
      waiting: 'to answer',
      urgent: overdue > 0,
    },
  ]
}
