import type { CareUnit } from '../../../core/care-units.ts'
import type { NightsTier } from '../../../core/absence-tiers.ts'
import type { LocalDate } from '../../../core/dates.ts'
import type { Pence, Quantity, Rate } from '../../../core/money.ts'
import type { EndReason, NightsAfter } from '../../../core/nights-after.ts'

export type PackageStatus = 'draft' | 'authorised' | 'active' | 'suspended' | 'ended' | 'cancelled'
export type Cause = 'new' | 'social-work-decision' | 'annual-uplift' | 'correction'
export type PaymentTerms = 'actual' | 'planned'
export type Recording = 'weekly' | 'timetabled' | 'visits' | 'none'

/** A commissioned service for one person, with everything that was ever planned and priced for it. */
export type Package = {
  readonly id: string
  readonly reference: string
  readonly ownReference: string
  readonly serviceLevel: string
  readonly unit: CareUnit
  readonly status: PackageStatus
  readonly startsOn: LocalDate
  /** Last day of care. */
  readonly endsOn: LocalDate | null
  /** Why it ended then, where the contract may pay nights after it. */
  readonly endReason: EndReason | null
  readonly recordableFrom: LocalDate | null
  readonly currentVersion: number
  readonly provider: {
    readonly id: string
    readonly reference: string
    readonly name: string
    readonly status: 'active' | 'ended'
  }
  readonly service: { readonly id: string; readonly reference: string; readonly name: string; readonly sector: string }
  readonly contract: {
    readonly id: string
    readonly number: string
    readonly title: string
    readonly startsOn: LocalDate
    readonly endsOn: LocalDate | null
  }
  readonly person: Person
  readonly versions: readonly PackageVersion[]
  readonly timetable: readonly TimetableEntry[]
  readonly rates: readonly RateRow[]
  readonly terms: readonly ContractTerms[]
}

export type Person = {
  readonly id: string
  /** The name is then a mask, and what identifies the person is left out. */
  readonly restricted: boolean
  readonly reference: string
  readonly nhsNumber: string | null
  readonly givenName: string
  readonly familyName: string
  readonly bornOn: LocalDate | null
  readonly diedOn: LocalDate | null
}

/** Days from `from` up to, and not including, `until`; null means that no end is known. */
export type OpenRange = { readonly from: LocalDate; readonly until: LocalDate | null }

export type PackageVersion = OpenRange & {
  readonly version: number
  readonly planned: Quantity
  /** Monday to Sunday. */
  readonly plannedByDay: readonly Quantity[] | null
  readonly rateLineId: string
  readonly cause: Cause
  /** For a time: the lasting plan comes back after its last day. */
  readonly temporary: boolean
}
export type TimetableEntry = {
  readonly version: number
  readonly weekday: number
  /** 'HH:MM' */
  readonly startsAt: string
  readonly minutes: number
  readonly carers: number
}
export type RateRow = OpenRange & { readonly rateLineId: string; readonly price: Rate }
export type ContractTerms = OpenRange &
  NightsAfter & {
    readonly paymentTerms: PaymentTerms
    readonly recording: Recording
    readonly frustratedPercent: number
    readonly signGate: boolean
    /** What is paid of nights away; none: all of them. */
    readonly absenceTiers: readonly NightsTier[]
  }

/** Care that is planned and priced in one way for some days. */
export type PriceStep = OpenRange & {
  readonly version: number
  readonly cause: Cause
  readonly planned: Quantity
  readonly price: Rate
  readonly weekly: Pence
}
