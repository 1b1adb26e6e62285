import type { LocalDate } from './dates.ts'
import type { Pence, Quantity } from './money.ts'

/** A stay is paid before its nights, at most so many days: what begins sooner than that may change what was paid. */
export const PAID_AHEAD_DAYS = 62

/** Days of one package that come to another sum by something that nobody has decided yet. */
export type PaidLine = {
  readonly from: LocalDate
  /** The last of the days. */
  readonly to: LocalDate
  /** What was paid, or will be if nothing is decided. */
  readonly now: Pence
  readonly then: Pence
  /** How it is worked out then, a sentence a step. */
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
  /** What the next payment would hold otherwise. */
  readonly lines: readonly PaidLine[]
  /** Only those whose plan is another one. */
  readonly weeks: readonly WeekOfPlan[]
  /** False while no payment calendar has a period that is still to be paid. */
  readonly hasPeriod: boolean
}
