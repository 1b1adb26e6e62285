import type { LocalDate } from '../../../core/dates.ts'

export const TEAMS = ['brokerage', 'payments', 'portal-administration', 'procurement'] as const
export type Team = (typeof TEAMS)[number]

export const TEAM_NAMES: Readonly<Record<Team, string>> = {
  brokerage: 'Brokerage',
  payments: 'Payments',
  'portal-administration': 'Portal administration',
  procurement: 'Procurement',
}

export type State = 'awaiting-council' | 'awaiting-provider' | 'closed'
export type Side = 'provider' | 'council' | 'system'

export const OUTCOMES = ['resolved', 'change-made', 'no-change', 'elsewhere'] as const
export type ClosingOutcome = (typeof OUTCOMES)[number]

export const OUTCOME_NAMES: Readonly<Record<ClosingOutcome, string>> = {
  resolved: 'Question answered',
  'change-made': 'Change made',
  'no-change': 'No change needed',
  elsewhere: 'Dealt with elsewhere',
}

export type Conversation = {
  readonly id: string
  readonly providerId: string
  readonly serviceId: string | null
  readonly contractId: string | null
  readonly team: Team
  readonly targetDays: number
  readonly state: State
  readonly dueOn: LocalDate | null
  /** How many messages there are, which is the number of the last. */
  readonly messages: number
  readonly closedOn: LocalDate | null
  /** Restricted people whom it is about: nobody sees it who does not know them all. */
  readonly restrictedPeople: readonly string[]
}

/** Whose move it is, as both sides see it: the words on a page are chosen by face. */
export type Standing = 'council' | 'council-late' | 'provider' | 'closed'

export function standingOf({ state, dueOn }: Pick<Conversation, 'state' | 'dueOn'>, today: LocalDate): Standing {
  switch (state) {
    case 'closed':
      return 'closed'
    case 'awaiting-provider':
      return 'provider'
    case 'awaiting-council':
      return dueOn !== null && dueOn < today ? 'council-late' : 'council'
  }
}
