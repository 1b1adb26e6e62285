import { formatDay } from '../../../core/format.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { happenedFaults, payEffect, type Happened, type HappenedFault, type QuoteAbsence } from '../rules/life-event.ts'
import {
  getLifeEvent,
  listEnding,
  lockWaitingEvent,
  recordConversation,
  recordEnds,
  recordEventDone,
  recordLifeEvent,
  type EndedCare,
  type LifeEvent,
} from '../store/life-events.ts'
import { getPackage } from '../store/package.ts'
import { lockPackages } from '../store/recordable.ts'
import { tellOfEnds } from './tell-of-ends.ts'

/** Opens a conversation with the council's brokerage, and answers with its id. Conversations are a later capability. */
export type OpenConversation = (
  work: Work,
  wanted: {
    readonly key: string
    readonly type: 'death' | 'hospital-admission' | 'package-review'
    readonly about: { readonly type: 'package'; readonly id: string }
    readonly title: string
    readonly text: string
  },
) => Promise<string>

export type TellWays = { readonly quoteAbsence: QuoteAbsence; readonly openConversation: OpenConversation }
export type TellLifeEvent = { readonly packageId: string; readonly happened: Happened; readonly details: string }
export type TellRefusal = { readonly code: 'cannot-be'; readonly faults: readonly HappenedFault[] }

const TYPES = { hospital: 'hospital-admission', death: 'death', moved: 'package-review' } as const
const TITLES = { hospital: 'In hospital', death: 'Death', moved: 'Moved away' } as const

/** Told once: it is the message to brokerage and its task in one, with the effect on pay as it was shown. */
export async function tellLifeEvent(
  work: Work,
  { packageId, happened, details }: TellLifeEvent,
  { quoteAbsence, openConversation }: TellWays,
): Promise<Outcome<{ conversationId: string }, TellRefusal>> {
  const care = await getPackage(work.tx, { providerId: work.tx.providerId }, packageId)
  const faults = happenedFaults(care, happened, work.today)
  if (faults.length > 0) return refused({ code: 'cannot-be', faults })

  const { kind, happenedOn, backOn } = happened
  const effect = payEffect(care, happened, quoteAbsence)
  const by = { accountId: work.accountId, name: work.actor.name, at: work.now }
  const id = await recordLifeEvent(work.tx, care, { ...happened, details, effect }, by)
  const back = backOn === null ? [] : [`Back on: ${backOn}`]
  const conversationId = await openConversation(work, {
    key: `life-event:${id}`,
    type: TYPES[kind],
    about: { type: 'package', id: packageId },
    title: `${TITLES[kind]}: package ${care.reference}`,
    text: [`${TITLES[kind]}, ${happenedOn}`, ...back, ...(details === '' ? [] : ['', details]), '', ...effect].join(
      '\n',
    ),
  })
  await recordConversation(work.tx, id, conversationId)
  await work.audit('life-event.told', { type: 'life-event', id }, { package: care.reference, kind, happenedOn, backOn })
  return done({ conversationId })
}

export type SettleLifeEvent = { readonly id: string; readonly rowVersion: number; readonly outcome: 'ended' | 'noted' }

/** What waits for a signature about care that ended is withdrawn. Agreements are a later capability. */
export type WithdrawForEnded = {
  /** Before the packages are locked: whoever signs holds the agreement first, and the care after it. */
  readonly lock: (work: Work, packageIds: readonly string[]) => Promise<void>
  readonly withdraw: (
    work: Work,
    ended: { readonly packageIds: readonly string[]; readonly reason: string },
  ) => Promise<number>
}

export type SettleRefusal = { readonly code: 'changed' | 'nothing-ends' | 'ends-already' }

/**
 * After a death all of the person's care ends on that day, whoever delivers it; after a move this package does. Where all
 * of it ends by then already, nothing is settled.
 */
export async function settleLifeEvent(
  work: Work,
  { id, rowVersion, outcome }: SettleLifeEvent,
  withdrawForEnded: WithdrawForEnded,
): Promise<Outcome<{ ended: readonly string[] }, SettleRefusal>> {
  const event = await getLifeEvent(work.tx, id)
  if (outcome === 'ended' && event.kind === 'hospital') return refused({ code: 'nothing-ends' })
  if (!(await lockWaitingEvent(work.tx, { id, rowVersion }))) return refused({ code: 'changed' })
  const ended = outcome === 'ended' ? await endsOf(work, event, withdrawForEnded) : []
  if (outcome === 'ended' && ended.length === 0) return refused({ code: 'ends-already' })
  const by = { accountId: work.accountId, name: work.actor.name, at: work.now }
  await recordEventDone(work.tx, { id, rowVersion, outcome, by })
  const references = ended.map(({ reference }) => reference)
  const packageIds = ended.map((one) => one.id)
  const reason = `The person’s care ended on ${formatDay(event.happenedOn)}.`
  const withdrawn = await withdrawForEnded.withdraw(work, { packageIds, reason })
  await work.audit('life-event.settled', { type: 'life-event', id }, { outcome, ended: references, withdrawn })
  await tellOfEnds(work, ended)
  return done({ ended: references })
}

async function endsOf(work: Work, event: LifeEvent, { lock }: WithdrawForEnded): Promise<readonly EndedCare[]> {
  const { kind, personId, happenedOn: lastDay } = event
  const packageId = kind === 'death' ? undefined : event.packageId
  const ending = { personId, packageId, lastDay, why: kind === 'hospital' ? null : kind }
  const packageIds = await listEnding(work.tx, ending)
  await lock(work, packageIds)
  await lockPackages(work.tx, { providerId: undefined }, packageIds)
  return recordEnds(work.tx, ending)
}
