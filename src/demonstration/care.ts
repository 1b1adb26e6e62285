import type { LocalDate } from '../core/dates.ts'
import type { Line, Place } from './provider-rows.ts'
import type { Plan } from './sectors.ts'

/** What a package is there to show; most are ordinary. */
export type Story =
  'ordinary' | 'draft' | 'waiting' | 'wrong-price' | 'rejected' | 'over-plan' | 'uncleared' | 'hospital'

export type Dated = { readonly from: LocalDate; readonly plan: Plan; readonly cause: string }
export type Care = {
  readonly reference: string
  readonly place: Place
  readonly line: Line
  readonly person: string
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate | undefined
  readonly versions: readonly Dated[]
  readonly story: Story
}
