import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'

/** One week that a period could claim for one package, as it stands. */
export type ClaimableWeek = {
  readonly packageId: string
  readonly packageReference: string
  readonly personId: string
  readonly personName: string
  readonly personReference: string
  readonly unit: string
  readonly weekStart: LocalDate
  readonly status: 'draft' | 'confirmed' | 'held' | null
  readonly heldCode: string | null
  readonly actual: Quantity | null
  readonly comment: string | null
  /** Its care is agreed, or its contract does not ask for that. */
  readonly signed: boolean
  /** The invoice that claims it already, or that it was paid without one. */
  readonly taken: boolean
  readonly invoiceId: string | null
  readonly invoiceReference: string | null
  /** Of what is recorded; 0 where nothing is. */
  readonly version: number
  /** Where the council was asked about the line. */
  readonly conversationId: string | null
  /** The last day on which it can be recorded. */
  readonly recordableUntil: LocalDate
  readonly diedOn: LocalDate | null
}

/** Why a week is not part of an invoice made now. None of them stops the others. */
export type Standing =
  | 'ready'
  | 'taken'
  | 'not-recorded'
  | 'not-confirmed'
  | 'held'
  | 'not-agreed'
  | 'not-over'
  | 'parked'
  | 'too-old'
  | 'no-care'

export function standingOf(week: ClaimableWeek, today: LocalDate): Standing {
  if (week.taken) return 'taken'
  if (!week.signed) return 'not-agreed'
  if (week.status === 'confirmed') return 'ready'
  if (week.status === 'held') return 'held'
  if (addDays(week.weekStart, 7) > today) return 'not-over'
  return shutStanding(week, today) ?? (week.status === 'draft' ? 'not-confirmed' : 'not-recorded')
}

/** Nothing that its provider could do on their own. */
function shutStanding({ conversationId, diedOn, weekStart, recordableUntil }: ClaimableWeek, today: LocalDate) {
  if (diedOn !== null && diedOn < weekStart) return 'no-care'
  if (recordableUntil < today) return 'too-old'
  return conversationId === null ? undefined : 'parked'
}

export type Readiness = {
  /** Named one by one: each can be dealt with, and none holds back the rest. */
  readonly stopping: readonly { readonly week: ClaimableWeek; readonly standing: Stopping }[]
  /** Lines about which the council was asked: they wait, and nothing waits for them. */
  readonly parked: readonly ClaimableWeek[]
  readonly ready: number
  /** Ready weeks in which nothing was delivered: lines of £0.00. */
  readonly zero: number
  readonly taken: number
  readonly notOver: number
  /** The invoices that claim the weeks that are taken. */
  readonly claimedBy: readonly { readonly id: string; readonly reference: string }[]
}
export type Stopping = Extract<Standing, 'not-recorded' | 'not-confirmed' | 'held' | 'not-agreed' | 'too-old'>

/** Weeks keep their order, which is by people's names. */
export function readinessOf(weeks: readonly ClaimableWeek[], today: LocalDate): Readiness {
  const judged = weeks.map((week) => ({ week, standing: standingOf(week, today) }))
  const count = (standing: Standing) => judged.filter((one) => one.standing === standing).length
  const claims = weeks.flatMap(({ invoiceId, invoiceReference }) =>
    invoiceId === null || invoiceReference === null ? [] : [[invoiceId, invoiceReference] as const],
  )
  return {
    stopping: judged.flatMap(({ week, standing }) => (stops(standing) ? [{ week, standing }] : [])),
    parked: judged.flatMap(({ week, standing }) => (standing === 'parked' ? [week] : [])),
    ready: count('ready'),
    zero: judged.filter(({ week, standing }) => standing === 'ready' && week.actual === 0n).length,
    taken: count('taken'),
    notOver: count('not-over'),
    claimedBy: [...new Map(claims)].map(([id, reference]) => ({ id, reference })),
  }
}

function stops(standing: Standing): standing is Stopping {
  return ['not-recorded', 'not-confirmed', 'held', 'not-agreed', 'too-old'].includes(standing)
}
