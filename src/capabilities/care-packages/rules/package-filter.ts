import { addDays, type LocalDate } from '../../../core/dates.ts'
import type { WarningCode } from './warnings.ts'

/** By what is true of the care today; what is warned about can be in any state. */
export const TABS = ['current', 'starting', 'ending', 'ended', 'warned'] as const
export type Tab = (typeof TABS)[number]

/** Where a page of the list begins: after this row. */
export type Cursor = { readonly day: LocalDate; readonly id: string }

/** What is searched for is found in every tab. */
export type Listing = Tab | 'found'

/** What a list can be cut to; drafts and what was cancelled are in none. */
export const FILTER_STATUSES = ['active', 'authorised', 'suspended'] as const
export type FilterStatus = (typeof FILTER_STATUSES)[number]

export type PackageFilter = {
  readonly tab: Listing
  readonly today: LocalDate
  /** Of the day that orders the list; both ends included. */
  readonly days: { readonly from: LocalDate | undefined; readonly to: LocalDate | undefined }
  /** Of one provider only, for whoever sees more than one. */
  readonly providerId?: string | undefined
  readonly serviceId: string | undefined
  readonly contractId?: string | undefined
  readonly status?: FilterStatus | undefined
  readonly search: string | undefined
  /** Only what one warning is about; of no say outside the tab of warnings. */
  readonly warning?: WarningCode | undefined
  readonly after: Cursor | undefined
  readonly rows: number
}

/** Care that ends within these days is "ending"; care that ended longer ago is history. */
export const NEAR_DAYS = 28
export const ROWS_PER_PAGE = 50

/** Newest care first; what is still to happen, soonest first; what is over, latest first. */
export function orderOf(tab: Listing) {
  switch (tab) {
    case 'found':
    case 'warned':
    case 'current':
      return { column: 'starts_on', direction: 'desc' } as const
    case 'starting':
      return { column: 'starts_on', direction: 'asc' } as const
    case 'ending':
      return { column: 'ends_on', direction: 'asc' } as const
    case 'ended':
      return { column: 'ends_on', direction: 'desc' } as const
  }
}

export function daysOf(tab: Listing, today: LocalDate, historical: boolean): PackageFilter['days'] {
  switch (tab) {
    case 'found':
    case 'warned':
      return { from: undefined, to: undefined }
    case 'current':
      return { from: undefined, to: today }
    case 'starting':
      return { from: addDays(today, 1), to: undefined }
    case 'ending':
      return { from: today, to: addDays(today, NEAR_DAYS) }
    case 'ended':
      return { from: historical ? undefined : addDays(today, -NEAR_DAYS), to: addDays(today, -1) }
  }
}
