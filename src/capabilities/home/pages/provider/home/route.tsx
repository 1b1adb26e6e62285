import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDay } from '../../../../../core/format.ts'
import { londonToday } from '../../../../../platform/clock.ts'
import type { Db } from '../../../../../platform/db/db.ts'
import type { Tx } from '../../../../../platform/db/tx.ts'
import type { Web } from '../../../../../platform/web/web.ts'
import { countColleagueTasks, countInvited } from '../../../../access/index.ts'
import { countWeeksToRecord } from '../../../../actuals/index.ts'
import { countAwaitingDecision } from '../../../../agreements/index.ts'
import { countWaitingForProvider } from '../../../../conversations/index.ts'
import { countNothingFollows } from '../../../../care-packages/index.ts'
import { countInvoicesToRaise } from '../../../../invoices/index.ts'
import { nextPayment, type NextPayment } from '../../../../payments/index.ts'
import type { Task } from '../../shared/tasks.tsx'
import { ProviderHomePage } from './page.tsx'
import { formatInstant } from '../../../../../platform/web/format-instant.ts'

export function mountProviderHome(app: FastifyInstance, web: Web, db: Db): void {
  app.get('/', { config: { permission: 'home.view' } }, async (request, reply) => {
    const gather = (tx: Tx) =>
      Promise.all([
        agreements(web, request, tx),
        weeks(web, request, tx),
        invoices(web, request, tx),
        messages(web, request, tx),
        payment(web, request, tx),
        people(web, request, tx),
        ending(web, request, tx),
      ])
    const [[decide, record, claim, answer, due, team, ends], invited] = await Promise.all([
      web.read(request, gather),
      invitations(web, request, db),
    ])
    const tasks = [...decide, ...record, ...claim, ...answer, ...ends, ...team, ...invited]
    const { name } = web.visitor(request)
    return web.html(reply, <ProviderHomePage name={name} tasks={tasks} view={web.view(request)} {...due} />)
  })
}

async function agreements(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'agreements.view')) return []
  const { count, soonestStart } = await countAwaitingDecision(tx)
  const hint = soonestStart === null ? undefined : `The first starts on ${formatDay(soonestStart)}`
  return [{ text: 'Decide on agreements', hint, href: '/provider/agreements', count, waiting: 'to decide' }]
}

async function weeks(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'actuals.view')) return []
  const now = web.clock.now()
  const { serviceWeeks, packageWeeks, late, soonestDeadline } = await countWeeksToRecord(tx, {
    today: londonToday(now),
    now,
  })
  const deadline = soonestDeadline === null ? [] : [`Confirm by ${formatInstant(soonestDeadline)}`]
  const care = packageWeeks === 0 ? [] : [`${counted(packageWeeks, 'package')} in ${counted(serviceWeeks, 'week')}`]
  const overdue = late === 0 ? [] : [`${String(late)} past the cut-off`]
  const hint = [...deadline, ...care, ...overdue].join('. ')
  return [
    {
      text: 'Record the care you delivered',
      hint: hint === '' ? undefined : hint,
      href: '/provider/actuals',
      count: serviceWeeks,
      waiting: 'to record',
      urgent: late > 0,
    },
  ]
}

async function invoices(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'invoices.view')) return []
  const count = await countInvoicesToRaise(tx, londonToday(web.clock.now()))
  return [
    {
      text: 'Raise invoices',
      hint: 'For periods with confirmed care',
      href: '/provider/invoices',
      count,
      waiting: 'to raise',
    },
  ]
}

async function messages(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'conversations.view')) return []
  const count = await countWaitingForProvider(tx)
  return [
    {
      text: 'Answer messages',
      hint: 'From the council’s teams',
      href: '/provider/messages',
      count,
      waiting: 'to answer',
    },
  ]
}

/** Shown while there is some: it is rare, and then it matters. */
async function ending(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'packages.view')) return []
  const count = await countNothingFollows(tx, { providerId: tx.providerId }, londonToday(web.clock.now()))
  if (count === 0) return []
  return [
    {
      text: 'Ask what follows care that ends',
      hint: 'It ends within 14 days and nothing follows',
      href: '/provider/packages?tab=ending',
      count,
      waiting: 'to ask about',
    },
  ]
}

async function people(web: Web, request: FastifyRequest, tx: Tx): Promise<Task[]> {
  if (!web.may(request, 'people.manage')) return []
  const { toConfirm, drafts, joining } = await countColleagueTasks(tx, londonToday(web.clock.now()))
  return [
    {
      text: 'Say who still works here',
      hint: 'Everybody is confirmed once a quarter',
      href: '/provider/people/check',
      count: toConfirm,
      waiting: 'to confirm',
    },
    ...(drafts === 0
      ? []
      : [{ text: 'Send requests for people', href: '/provider/people', count: drafts, waiting: 'begun, not sent' }]),
    ...(joining === 0
      ? []
      : [
          {
            text: 'Answer people who ask to join',
            href: '/provider/people/joining',
            count: joining,
            waiting: 'to answer',
          },
        ]),
  ]
}

/** Accounts are behind the gate, so this is asked beside the rest and not with it. */
async function invitations(web: Web, request: FastifyRequest, db: Db): Promise<Task[]> {
  const { scope } = web.visitor(request)
  if (!web.may(request, 'people.manage') || scope.role === 'portal_council') return []
  const at = { councilId: scope.councilId, providerId: scope.providerId, today: londonToday(web.clock.now()) }
  const count = await db.read({ role: 'portal_gate' }, (tx) => countInvited(tx, at))
  if (count === 0) return []
  const hint = 'A link works for 48 hours. Open the person to send another'
  return [
    { text: 'People who have not set up their account', hint, href: '/provider/people', count, waiting: 'invited' },
  ]
}

async function payment(web: Web, request: FastifyRequest, tx: Tx): Promise<{ nextPayment?: NextPayment | null }> {
  if (!web.may(request, 'payments.view')) return {}
  const isNarrow = web.visitor(request).scope.role === 'portal_provider_scoped'
  return { nextPayment: await nextPayment(tx, { today: londonToday(web.clock.now()), isNarrow }) }
}

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`
}
