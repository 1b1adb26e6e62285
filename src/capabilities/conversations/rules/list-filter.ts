import type { LocalDate } from '../../../core/dates.ts'
import type { Team } from './conversation.ts'

export const ROWS_PER_PAGE = 50

export const PROVIDER_TABS = ['waiting-for-you', 'waiting-for-council', 'closed'] as const
export type ProviderTab = (typeof PROVIDER_TABS)[number]
export const COUNCIL_TABS = ['open', 'overdue', 'waiting', 'closed'] as const
export type CouncilTab = (typeof COUNCIL_TABS)[number]

/** Where a page of a list begins: after this row, as its ordering column and its id say. */
export type Cursor = { readonly at: string; readonly id: string }

export type ConversationFilter = {
  readonly state: 'awaiting-council' | 'awaiting-provider' | 'closed'
  readonly order: 'due' | 'oldest' | 'newest'
  readonly team: Team | undefined
  readonly dueBefore: LocalDate | undefined
  readonly after: Cursor | undefined
  readonly rows: number
}

type Where = Pick<ConversationFilter, 'state' | 'order' | 'dueBefore'>

/** What has waited longest comes first; what is over, latest first. */
export function providerFilter(tab: ProviderTab): Where {
  switch (tab) {
    case 'waiting-for-you':
      return { state: 'awaiting-provider', order: 'oldest', dueBefore: undefined }
    case 'waiting-for-council':
      return { state: 'awaiting-council', order: 'oldest', dueBefore: undefined }
    case 'closed':
      return { state: 'closed', order: 'newest', dueBefore: undefined }
  }
}

export function councilFilter(tab: CouncilTab, today: LocalDate): Where {
  switch (tab) {
    case 'open':
      return { state: 'awaiting-council', order: 'due', dueBefore: undefined }
    case 'overdue':
      return { state: 'awaiting-council', order: 'due', dueBefore: today }
    case 'waiting':
      return { state: 'awaiting-provider', order: 'oldest', dueBefore: undefined }
    case 'closed':
      return { state: 'closed', order: 'newest', dueBefore: undefined }
  }
}
