import type { LocalDate } from './dates.ts'
import type { Pence, Quantity } from './money.ts'

/** Days of one package that were paid, and what they would come to by something that nobody has decided yet. */
export type PaidLine = {
  readonly from: LocalDate
  /** The last of the days. */
  readonly to: LocalDate
  readonly paid: Pence
  readonly due: Pence
  /** How it is worked out, a sentence a step. */
  readonly why: readonly string[]
}

/** A week that was recorded by another plan. It stays as it was recorded until its provider records it anew. */
export type WeekOfPlan = {
  readonly weekStart: LocalDate
  readonly planned: Quantity
  readonly plannedAfter: Quantity
  readonly delivered: Quantity
  /** Null while no line stands for it. */
  readonly paid: Pence | null
  /** Null where the plan alone does not say it. */
  readonly anew: Pence | null
  readonly happens: string
}

export type PaidAgain = {
  /** What the next payment would post by itself: only where the sum is another one. */
  readonly lines: readonly PaidLine[]
  /** Only those whose plan is another one. */
  readonly weeks: readonly WeekOfPlan[]
  /** False while no payment calendar has a period that is still to be paid. */
  readonly hasPeriod: boolean
}
