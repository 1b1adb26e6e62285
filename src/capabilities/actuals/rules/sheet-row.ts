import type { LocalDate } from '../../../core/dates.ts'
import type { Quantity } from '../../../core/money.ts'
import type { Rounding } from '../../../core/visit-minutes.ts'
import type { TimedVisit } from '../../../core/visit-times.ts'
import type { Plan } from './planned.ts'
import type { RecordedDay } from './quote.ts'
import type { Recordability } from './recordable.ts'
import type { Entry, RecordingRule } from './week.ts'

/** Weekly amounts, a timetable to tick, or visits as call monitoring logged them. */
export type Recording = 'weekly' | 'timetabled' | 'visits' | 'none'
export type WeekStatus = 'draft' | 'confirmed' | 'held'
export type HeldCode = 'H01' | 'H02' | 'H03' | 'H04'

/** What has been recorded, as it stands now, and who said so. */
export type StandingWeek = {
  readonly version: number
  readonly status: WeekStatus
  readonly heldCode: HeldCode | null
  /** As it was planned when the week was recorded. */
  readonly planned: Quantity
  readonly actual: Quantity
  readonly entry: Entry
  readonly recordedName: string
  readonly recordedAt: Date
  /** On which days it fell, first day of the week first, where it was recorded visit by visit. */
  readonly byDay?: readonly RecordedDay[] | undefined
  /** When its visits were, where it was recorded visit by visit. */
  readonly times?: readonly TimedVisit[] | undefined
  /** Why the council gave it back; null once it was recorded again. */
  readonly returnedReason?: string | null
}

/** One package in one week: everything that the sheet shows of it and that a decision about it needs. */
export type SheetRow = {
  readonly packageId: string
  readonly serviceId: string
  readonly contractId: string
  readonly reference: string
  readonly personName: string
  readonly serviceLevel: string
  readonly status: Recordability['status']
  readonly agreed: boolean
  readonly awaits: Recordability['awaits']
  readonly diedOn: LocalDate | null
  readonly submitBy: Date | null
  /** It opened after the last moment of its period: the one here is its own. */
  readonly isBackdated: boolean
  /** Reported to be in hospital on some day of the week, since this day. */
  readonly awaySince?: LocalDate | undefined
  readonly weekStart: LocalDate
  readonly plan: Plan
  readonly planned: Quantity
  readonly rule: RecordingRule
  readonly recording: Recording
  readonly rounding: Rounding
  readonly standing: StandingWeek | undefined
}

export function recordabilityOf({ plan, ...row }: SheetRow): Recordability {
  const { weekStart, status, agreed, awaits, diedOn, rule } = row
  return { weekStart, status, agreed, awaits, diedOn, rule, startsOn: plan.startsOn, endsOn: plan.endsOn }
}
