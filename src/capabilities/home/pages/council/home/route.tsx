import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { countPeopleTasks, countUnseenAlarms } from '../../../../access/index.ts'
import { countHeld } from '../../../../actuals/index.ts'
import {
  countMissingCare,
  countWaitingEvents,
  countWaitingPayers,
  countWaitingVariations,
  countWarnings,
} from '../../../../care-packages/index.ts'
import { countWaitingPrices } from '../../../../contracts/index.ts'
import { countForStaff } from '../../../../agreements/index.ts'
import { countWaitingForCouncil } from '../../../../conversations/index.ts'
import { countToDecide } from '../../../../invoices/index.ts'
import { countRunsToRelease } from '../../../../payments/index.ts'
import { countWaitingChanges } from '../../../../providers/index.ts'
import type { Task } from '../../shared/tasks.tsx'
import { CouncilHomePage } from './page.tsx'

export function mountCouncilHome(app: FastifyInstance, web: Web): void {
  app.get('/', { config: { permission: 'home.view' } }, async (request, reply) => {
    const tasks = await web.read(request, async (tx) =>
      (
        await Promise.all([
          agreements(web, request, tx),
          missingCare(web, request, tx),
          careChanges(web, request, tx),
          payers(web, request, tx),
          prices(web, request, tx),
          warned(web, request, tx),
          heldWeeks(web, request, tx),
          invoices(web, request, tx),
          runs(web, request, tx),
          messages(web, request, tx),
          people(web, request, tx),
          organisations(web, request, tx),
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

async function agreements(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'agreements.view')) return []
  const { drafts, rejected, overdue } = await countForStaff(tx, londonToday(web.clock.now()))
  return [
    {
      text: 'Publish agreements that are ready',
      href: '/council/agreements?status=draft',
      count: drafts,
      waiting: 'to publish',
    },
    {
      text: 'Put right what providers rejected',
      href: '/council/agreements?status=rejected',
      count: rejected,
      waiting: 'rejected',
      urgent: true,
    },
    {
      text: 'Follow up care that started unsigned',
      href: '/council/agreements/tracker?only=started',
      count: overdue,
      waiting: 'unsigned',
      urgent: true,
    },
  ]
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

async function organisations(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'organisation.decide')) return []
  const count = await countWaitingChanges(tx)
  return [
    {
      text: 'Decide on changes of organisations’ details',
      href: '/council/organisation-changes',
      count,
      waiting: 'to decide',
    },
  ]
}

async function missingCare(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'agreements.publish')) return []
  const count = await countMissingCare(tx)
  return [
    { text: 'Place care that has no package', href: '/council/missing-care', count, waiting: 'to place', urgent: true },
  ]
}

async function careChanges(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'packages.decide')) return []
  const [asked, happened] = await Promise.all([countWaitingVariations(tx), countWaitingEvents(tx)])
  return [
    {
      text: 'Act on what happened to people',
      hint: 'Hospital, death, moved away: told by providers',
      href: '/council/life-events',
      count: happened,
      waiting: 'to act on',
      urgent: happened > 0,
    },
    {
      text: 'Decide on changes of care',
      hint: 'Providers ask for more or fewer hours, for a time or for good',
      href: '/council/variations',
      count: asked,
      waiting: 'to decide',
    },
  ]
}

async function warned(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'packages.decide')) return []
  const { packages } = await countWarnings(tx, {}, londonToday(web.clock.now()))
  return [
    {
      text: 'Look at care that does not fit together',
      hint: 'It ends and nothing follows, leaves a gap, overlaps, or is above its plan again and again',
      href: '/council/packages?tab=warned',
      count: packages,
      waiting: 'to look at',
    },
  ]
}

async function payers(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'payers.approve')) return []
  const count = await countWaitingPayers(tx)
  return [
    {
      text: 'Decide on who pays what of a stay',
      hint: 'Contributions, top-ups and nursing care that a colleague has said',
      href: '/council/payer-changes',
      count,
      waiting: 'to decide',
    },
  ]
}

async function prices(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'prices.approve')) return []
  const count = await countWaitingPrices(tx)
  return [
    {
      text: 'Decide on prices and contracts',
      hint: 'Prices, terms, contracts and uplifts that a colleague has said',
      href: '/council/price-changes',
      count,
      waiting: 'to decide',
    },
  ]
}

async function heldWeeks(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'actuals.decide')) return []
  const count = await countHeld(tx)
  return [
    {
      text: 'Decide on held weeks',
      hint: 'More was delivered than the contract allows without asking',
      href: '/council/actuals/held',
      count,
      waiting: 'held',
    },
  ]
}

async function invoices(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'invoices.view')) return []
  const count = await countToDecide(tx)
  return [
    {
      text: 'Decide on invoices',
      hint: 'The law allows 30 days from receipt',
      href: '/council/invoices',
      count,
      waiting: 'to decide',
    },
  ]
}

async function runs(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'runs.view')) return []
  const count = await countRunsToRelease(tx)
  return [
    {
      text: 'Release payment runs',
      hint: 'Nobody releases what they prepared',
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
