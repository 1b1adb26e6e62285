import type { Team } from './conversation.ts'

/** What a message is about. The type picks the team, and how many working days it has to answer. */
export type MessageType = {
  readonly code: string
  readonly name: string
  readonly team: Team
  readonly targetDays: number
}

/** For a council that has not said otherwise; the seven types of Telford & Wrekin, and queries about invoices. */
export const defaultMessageTypes: readonly MessageType[] = [
  { code: 'brokerage', name: 'Brokerage message', team: 'brokerage', targetDays: 3 },
  { code: 'package-review', name: 'CPLI review', team: 'brokerage', targetDays: 5 },
  { code: 'death', name: 'Notification of death', team: 'brokerage', targetDays: 1 },
  { code: 'hospital-admission', name: 'Hospital admission', team: 'brokerage', targetDays: 1 },
  { code: 'payments', name: 'Payments message', team: 'payments', targetDays: 5 },
  { code: 'data-query', name: 'Portal – data query', team: 'portal-administration', targetDays: 2 },
  { code: 'provider-note', name: 'Provider note', team: 'procurement', targetDays: 5 },
  { code: 'invoice-query', name: 'Invoice query', team: 'payments', targetDays: 5 },
]

export function typesInUse(ofCouncil: readonly MessageType[]): readonly MessageType[] {
  return ofCouncil.length === 0 ? defaultMessageTypes : ofCouncil
}
