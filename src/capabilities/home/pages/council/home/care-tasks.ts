import type { FastifyRequest } from 'fastify'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import { countForStaff, countSheetsToConfirm, countUnagreedCare } from '../../../../agreements/index.ts'
import {
  countMissingCare,
  countReleasesAsked,
  countWaitingEvents,
  countWaitingPayers,
  countWaitingPriceRequests,
  countWaitingVariations,
  countWarnings,
} from '../../../../care-packages/index.ts'
import type { Task } from '../../shared/tasks.tsx'
import { countedTask, type Counted } from './counted.ts'

/** What waits for staff about care and its agreements, in the order in which it is shown. */
export async function listCareTasks(web: Web, request: FastifyRequest, tx: Tx): Promise<readonly Task[]> {
  const reader = { web, request, tx }
  const found = await Promise.all([
    agreements(web, request, tx),
    countedTask(reader, signedSheets),
    countedTask(reader, missingCare),
    careChanges(web, request, tx),
    countedTask(reader, payers),
    countedTask(reader, ownPrices),
    warned(web, request, tx),
  ])
  return found.flat()
}

const missingCare: Counted = {
  may: ['agreements.publish'],
  count: countMissingCare,
  text: 'Place care that has no package',
  href: '/council/missing-care',
  waiting: 'to place',
  urgent: true,
}
const signedSheets: Counted = {
  may: ['agreements.publish'],
  count: countSheetsToConfirm,
  text: 'Confirm signed sheets',
  hint: 'Agreements that providers have signed on paper: they are agreed once somebody has looked',
  href: '/council/agreements?status=to-confirm',
  waiting: 'to confirm',
}
const payers: Counted = {
  may: ['payers.approve'],
  count: countWaitingPayers,
  text: 'Decide on who pays what of a stay',
  hint: 'Contributions, top-ups and nursing care that a colleague has said',
  href: '/council/payer-changes',
  waiting: 'to decide',
}
/** Of single packages: the prices of the book and of contracts are elsewhere. */
const ownPrices: Counted = {
  may: ['prices.approve', 'packages.view'],
  count: countWaitingPriceRequests,
  text: 'Decide on prices of single care packages',
  hint: 'Another price than the book’s, that a colleague has asked for',
  href: '/council/price-requests',
  waiting: 'to decide',
}

async function agreements(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'agreements.view')) return []
  const [{ drafts, rejected, overdue }, unagreed] = await Promise.all([
    countForStaff(tx, londonToday(web.clock.now())),
    countUnagreedCare(tx),
  ])
  return [
    {
      text: 'Draft agreements for care that has none',
      hint: 'Nothing of it can be recorded or paid until its agreement is agreed',
      href: '/council/agreements/needed',
      count: unagreed,
      waiting: 'to draft',
    },
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

async function careChanges(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'packages.decide')) return []
  const [asked, happened, held] = await Promise.all([
    countWaitingVariations(tx),
    countWaitingEvents(tx),
    countReleasesAsked(tx),
  ])
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
    ...(held === 0
      ? []
      : [
          {
            text: 'Answer who asks for the release of suspended care',
            hint: 'Each care package says why it is suspended, and what the provider has done since',
            href: '/council/packages?status=suspended',
            count: held,
            waiting: 'asked for',
            urgent: true,
          },
        ]),
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
