import { divideHalfAwayFromZero, rate, type Rate } from '../../../core/money.ts'
import { WHOLE } from '../../../core/percent.ts'
import { done, refused, type Outcome } from '../../../core/outcome.ts'

/** The amount is in ten-thousandths: of one per cent, or of a pound. */
export type UpliftChange = {
  readonly change: 'percent' | 'pounds' | 'price' | 'nothing'
  readonly amount: bigint
  /** No price goes above it; one that is above already stays as it is. */
  readonly cap: Rate | null
}

/** The new price, rounded once, half away from zero, to the step of the uplift. The same sum as the simulation's. */
export function upliftedPrice(old: Rate, { change, amount, cap }: UpliftChange, step: Rate): Rate {
  if (change === 'nothing') return old
  const raised = rounded(raisedBy(old, { change, amount }), step)
  if (cap === null || raised <= cap) return raised
  return old > cap ? old : cap
}

function raisedBy(old: Rate, { change, amount }: Pick<UpliftChange, 'change' | 'amount'>): Fraction {
  switch (change) {
    case 'percent':
      return { numerator: old * (WHOLE + amount), denominator: WHOLE }
    case 'pounds':
      return { numerator: old + amount, denominator: 1n }
    case 'price':
      return { numerator: amount, denominator: 1n }
    case 'nothing':
      return { numerator: old, denominator: 1n }
  }
}

/** A price that stands beside the line's own, of visits, goes up as the line does; rounded once. The same sum as `raised_prices`. */
export function raisedInProportion(
  price: Rate,
  { old, raised }: { readonly old: Rate; readonly raised: Rate },
  step: Rate,
): Rate {
  return rounded({ numerator: price * raised, denominator: old }, step)
}

type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

function rounded({ numerator, denominator }: Fraction, step: Rate): Rate {
  return rate(divideHalfAwayFromZero(numerator, denominator * step) * step)
}

/** Further from the old price than the limit, up or down; the limit is in ten-thousandths of one per cent. */
export function isOutlier(old: Rate, price: Rate, limit: bigint): boolean {
  const difference = price > old ? price - old : old - price
  return difference * WHOLE > old * limit
}

export type UpliftStatus = 'draft' | 'submitted' | 'applied' | 'refused' | 'undone'
type Simulated = {
  readonly status: UpliftStatus
  readonly version: number
  readonly simulated: boolean
  readonly changes: number
  readonly outliers: number
}
type Submitted = {
  readonly shownVersion: number
  /** How many lines outside the limit somebody has looked at, and why they are right. */
  readonly outliersSeen: number | undefined
  readonly outliersReason: string
}
export type SubmitRefusal =
  | { readonly code: 'not-a-draft' | 'changed-since' | 'not-simulated' | 'nothing-changes' | 'outliers-reason-missing' }
  | { readonly code: 'mostly-outliers' | 'outliers-not-seen'; readonly outliers: number; readonly changes: number }

/**
 * The gate before the second person. Few lines outside the limit may pass when they were counted and explained; when
 * they are the most, it is the uplift that is wrong: 40 typed for 4.
 */
export function submitUplift(uplift: Simulated, submitted: Submitted): Outcome<null, SubmitRefusal> {
  const { changes, outliers } = uplift
  if (uplift.status !== 'draft') return refused({ code: 'not-a-draft' })
  if (uplift.version !== submitted.shownVersion) return refused({ code: 'changed-since' })
  if (!uplift.simulated) return refused({ code: 'not-simulated' })
  if (changes === 0) return refused({ code: 'nothing-changes' })
  if (outliers * 2 > changes) return refused({ code: 'mostly-outliers', outliers, changes })
  if (outliers === 0) return done(null)
  if (submitted.outliersSeen !== outliers) return refused({ code: 'outliers-not-seen', outliers, changes })
  return submitted.outliersReason.trim() === '' ? refused({ code: 'outliers-reason-missing' }) : done(null)
}

type Waiting = {
  readonly status: UpliftStatus
  readonly version: number
  readonly createdBy: string
  readonly submittedBy: string | null
}
type Decider = { readonly by: string; readonly shownVersion: number }
export type ApproveRefusal = {
  readonly code: 'not-waiting' | 'changed-since' | 'same-person' | 'reason-missing' | 'prices-moved'
}

/** Whoever made it or sent it does not decide about it. */
export function decideUplift(
  uplift: Waiting,
  { kind, note }: { readonly kind: 'approve' | 'refuse'; readonly note: string },
  { by, shownVersion }: Decider,
): Outcome<'applied' | 'refused', ApproveRefusal> {
  if (uplift.status !== 'submitted') return refused({ code: 'not-waiting' })
  if (uplift.version !== shownVersion) return refused({ code: 'changed-since' })
  if (uplift.createdBy === by || uplift.submittedBy === by) return refused({ code: 'same-person' })
  if (kind === 'approve') return done('applied')
  return note.trim() === '' ? refused({ code: 'reason-missing' }) : done('refused')
}

type Applied = {
  readonly status: UpliftStatus
  readonly version: number
  readonly hasPayment: boolean
  readonly hasLaterPrice: boolean
}
export type UndoRefusal = {
  readonly code: 'not-applied' | 'changed-since' | 'already-paid' | 'prices-moved' | 'reason-missing'
}

/** All of it or nothing, and only while no payment line was made with any of its prices. */
export function undoUplift(
  uplift: Applied,
  { shownVersion, reason }: { readonly shownVersion: number; readonly reason: string },
): Outcome<null, UndoRefusal> {
  if (uplift.status !== 'applied') return refused({ code: 'not-applied' })
  if (uplift.version !== shownVersion) return refused({ code: 'changed-since' })
  if (uplift.hasPayment) return refused({ code: 'already-paid' })
  if (uplift.hasLaterPrice) return refused({ code: 'prices-moved' })
  return reason.trim() === '' ? refused({ code: 'reason-missing' }) : done(null)
}
