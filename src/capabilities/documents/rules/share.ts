import { addDays, isAfter, type LocalDate } from '../../../core/dates.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

/** Teams of a council that a document can be given to; staff who see documents anyway need no share. */
export const TEAMS = ['payments', 'payments-approver', 'procurement', 'portal-administration'] as const
export type Team = (typeof TEAMS)[number]
export const TEAM_NAMES: Readonly<Record<Team, string>> = {
  payments: 'Payments',
  'payments-approver': 'Payments approvers',
  procurement: 'Procurement',
  'portal-administration': 'Portal administration',
}

export const LONGEST_REASON = 500
/** A share is for a purpose that ends. Whoever needs it longer shares it again. */
export const MOST_DAYS = 366

export type ShareTyped = {
  readonly receiver: '' | 'team' | 'organisation'
  readonly team: string
  readonly organisation: string
  readonly untilOn: LocalDate | undefined
  readonly reason: string
  readonly marked: boolean
}
export type ShareFault =
  | 'receiver-missing'
  | 'team-missing'
  | 'organisation-missing'
  | 'until-missing'
  | 'until-past'
  | 'until-far'
  | 'reason-missing'
  | 'reason-too-long'
  | 'not-a-pdf'

export function faultsOfShare(typed: ShareTyped, kind: string, today: LocalDate): readonly ShareFault[] {
  const { receiver, team, organisation, untilOn, reason, marked } = typed
  return [
    ...only(receiver === '', 'receiver-missing'),
    ...only(receiver === 'team' && teamOf(team) === undefined, 'team-missing'),
    ...only(receiver === 'organisation' && organisation.trim() === '', 'organisation-missing'),
    ...only(untilOn === undefined, 'until-missing'),
    ...only(untilOn !== undefined && untilOn < today, 'until-past'),
    ...only(untilOn !== undefined && isAfter(untilOn, addDays(today, MOST_DAYS)), 'until-far'),
    ...only(reason.trim() === '', 'reason-missing'),
    ...only(reason.trim().length > LONGEST_REASON, 'reason-too-long'),
    ...only(marked && kind !== 'pdf', 'not-a-pdf'),
  ]
}

export function teamOf(typed: string): Team | undefined {
  return TEAMS.find((team) => team === typed)
}

type Standing = { readonly untilOn: LocalDate; readonly endedAt: Date | null }

/** Whoever had it yesterday has not got it today, once its day is over or somebody ended it. */
export function mayOpenShare({ untilOn, endedAt }: Standing, today: LocalDate): Outcome<null, { code: 'over' }> {
  return endedAt !== null || untilOn < today ? refused({ code: 'over' }) : done(null)
}

function only(wrong: boolean, fault: ShareFault): readonly ShareFault[] {
  return wrong ? [fault] : []
}
