import { formatDay } from '../../../../core/format.ts'
import { londonToday } from '../../../../platform/clock.ts'
import type { Tx } from '../../../../platform/db/tx.ts'
import { formatInstant } from '../../../../platform/web/format-instant.ts'
import { countColleagueTasks } from '../../../access/index.ts'
import { countWeeksToRecord, sumAtStake } from '../../../actuals/index.ts'
import { countAwaitingDecision, sumAwaitingDecision } from '../../../agreements/index.ts'
import { countSuspendedForProvider, countWarnings } from '../../../care-packages/index.ts'
import { countWaitingForProvider } from '../../../conversations/index.ts'
import { countUnopened } from '../../../documents/index.ts'
import { countInvoicesToRaise, sumToRaise } from '../../../invoices/index.ts'
import type { Task } from './tasks.tsx'

/** What somebody may see, and when it is. */
export type Looking = { readonly may: (permission: `${string}.${string}`) => boolean; readonly now: Date }

/** What waits for a provider, for its home page and for its own systems: in the order in which it is shown. */
export async function listProviderTasks(tx: Tx, looking: Looking): Promise<readonly Task[]> {
  const found = await Promise.all([
    agreements(tx, looking),
    suspended(tx, looking),
    weeks(tx, looking),
    invoices(tx, looking),
    messages(tx, looking),
    documents(tx, looking),
    warned(tx, looking),
    people(tx, looking),
  ])
  return found.flat()
}

async function agreements(tx: Tx, { may }: Looking): Promise<Task[]> {
  if (!may('agreements.view')) return []
  const [{ count, soonestStart }, stake] = await Promise.all([countAwaitingDecision(tx), sumAwaitingDecision(tx)])
  const hint = soonestStart === null ? undefined : `The first starts on ${formatDay(soonestStart)}`
  return [
    {
      ...{ kind: 'decide-agreements', text: 'Decide on agreements', hint, href: '/provider/agreements', count },
      waiting: 'to decide',
      due: soonestStart === null ? undefined : { day: soonestStart },
      stake,
      stakeEvery: 'week',
    },
  ]
}

/** Shown while there is some: it is not paid, and the council does nothing before the provider does. */
async function suspended(tx: Tx, { may }: Looking): Promise<Task[]> {
  if (!may('packages.view')) return []
  const { count, since, packageId } = await countSuspendedForProvider(tx)
  if (count === 0 || since === null) return []
  return [
    {
      kind: 'move-suspended',
      text: 'Do what suspended care waits for',
      hint: `The council waits for you, since ${formatDay(since)}. Each care package says why, and asks for its release`,
      href: packageId === null ? '/provider/packages?status=suspended' : `/provider/packages/${packageId}`,
      count,
      waiting: 'suspended',
      urgent: true,
    },
  ]
}

async function weeks(tx: Tx, { may, now }: Looking): Promise<Task[]> {
  if (!may('actuals.view')) return []
  const today = londonToday(now)
  const [{ serviceWeeks, packageWeeks, late, soonestDeadline }, stake] = await Promise.all([
    countWeeksToRecord(tx, { today, now }),
    sumAtStake(tx, today),
  ])
  const deadline = soonestDeadline === null ? [] : [`Confirm by ${formatInstant(soonestDeadline)}`]
  const care = packageWeeks === 0 ? [] : [`${counted(packageWeeks, 'package')} in ${counted(serviceWeeks, 'week')}`]
  const overdue = late === 0 ? [] : [`${String(late)} past the cut-off`]
  const hint = [...deadline, ...care, ...overdue].join('. ')
  return [
    {
      kind: 'record-weeks',
      text: 'Record the care you delivered',
      hint: hint === '' ? undefined : hint,
      href: '/provider/actuals',
      count: serviceWeeks,
      waiting: 'to record',
      urgent: late > 0,
      due: soonestDeadline === null ? undefined : { at: soonestDeadline },
      stake,
    },
  ]
}

async function invoices(tx: Tx, { may, now }: Looking): Promise<Task[]> {
  if (!may('invoices.view')) return []
  const today = londonToday(now)
  const [count, stake] = await Promise.all([countInvoicesToRaise(tx, today), sumToRaise(tx, today)])
  return [
    {
      kind: 'raise-invoices',
      text: 'Raise invoices',
      hint: 'For periods with confirmed care',
      href: '/provider/invoices',
      count,
      waiting: 'to raise',
      stake,
    },
  ]
}

async function messages(tx: Tx, { may }: Looking): Promise<Task[]> {
  if (!may('conversations.view')) return []
  const count = await countWaitingForProvider(tx)
  return [
    {
      kind: 'answer-messages',
      text: 'Answer messages',
      hint: 'From the council’s teams',
      href: '/provider/messages',
      count,
      waiting: 'to answer',
    },
  ]
}

/** Shown while there are some. One that a colleague has opened waits for nobody. */
async function documents(tx: Tx, { may }: Looking): Promise<Task[]> {
  if (!may('documents.view')) return []
  const count = await countUnopened(tx)
  if (count === 0) return []
  return [
    {
      kind: 'read-documents',
      text: 'Read new care documents',
      hint: 'Care plans and reviews from the council that nobody in your organisation has opened',
      href: '/provider/documents?new=yes',
      count,
      waiting: 'unread',
    },
  ]
}

/** Shown while there is some: it is rare, and then it matters. */
async function warned(tx: Tx, { may, now }: Looking): Promise<Task[]> {
  if (!may('packages.view')) return []
  const { packages } = await countWarnings(tx, { providerId: tx.providerId }, londonToday(now))
  if (packages === 0) return []
  return [
    {
      kind: 'look-at-warnings',
      text: 'Look at care that does not fit together',
      hint: 'It ends and nothing follows, leaves a gap, overlaps, or is above its plan again and again',
      href: '/provider/packages?tab=warned',
      count: packages,
      waiting: 'to look at',
    },
  ]
}

async function people(tx: Tx, { may, now }: Looking): Promise<Task[]> {
  if (!may('people.manage')) return []
  const { toConfirm, drafts, joining } = await countColleagueTasks(tx, londonToday(now))
  return [
    {
      kind: 'confirm-people',
      text: 'Say who still works here',
      hint: 'Everybody is confirmed once a quarter',
      href: '/provider/people/check',
      count: toConfirm,
      waiting: 'to confirm',
    },
    ...(drafts === 0
      ? []
      : [
          {
            kind: 'send-requests',
            text: 'Send requests for people',
            href: '/provider/people',
            count: drafts,
            waiting: 'begun, not sent',
          },
        ]),
    ...(joining === 0
      ? []
      : [
          {
            kind: 'answer-joining',
            text: 'Answer people who ask to join',
            href: '/provider/people/joining',
            count: joining,
            waiting: 'to answer',
          },
        ]),
  ]
}

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`
}
