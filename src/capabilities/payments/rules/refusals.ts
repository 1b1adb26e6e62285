import type { LocalDate } from '../../../core/dates.ts'
import { formatDay, formatQuantity } from '../../../core/format.ts'
import type { Quantity } from '../../../core/money.ts'

/** Why a week, a stay, visits or an absence are not priced. The codes are those of the actuals template, and public. */
export type PricingRefusal =
  | { readonly code: 'R03'; readonly weekStart: LocalDate }
  | { readonly code: 'R20'; readonly field: string; readonly above?: 'nought' }
  | { readonly code: 'R21'; readonly field: string; readonly places: number }
  | { readonly code: 'R21'; readonly field: 'unit'; readonly units: readonly string[] }
  | { readonly code: 'R22'; readonly stated: Quantity; readonly computed: Quantity }
  | { readonly code: 'R23'; readonly undelivered: Quantity; readonly planned: Quantity }
  | { readonly code: 'R26' }
  | { readonly code: 'R27'; readonly weekStart: LocalDate }
  | { readonly code: 'R27'; readonly day: LocalDate }
  | { readonly code: 'R28'; readonly hours: Quantity }
  | { readonly code: 'R42'; readonly from: LocalDate; readonly to: LocalDate }
  /** Moments of one absence, as they were written. */
  | { readonly code: 'R42'; readonly from: string; readonly back: string }
  | { readonly code: 'P01'; readonly day: LocalDate }

type DateRefusal = Extract<PricingRefusal, { code: 'R03' | 'R27' | 'R42' | 'P01' }>
type NumberRefusal = Exclude<PricingRefusal, DateRefusal>

/** The refusal as a sentence for files and the price checker; pages hold their own words. */
export function explainRefusal(refusal: PricingRefusal): string {
  const isOfDates = 'weekStart' in refusal || 'day' in refusal || 'from' in refusal
  return isOfDates ? explainDates(refusal) : explainNumbers(refusal)
}

function explainNumbers(refusal: NumberRefusal): string {
  switch (refusal.code) {
    case 'R20':
      return refusal.above === 'nought'
        ? `${refusal.field} must be more than 0`
        : `${refusal.field} must be a number that is not negative, such as 14 or 0.25`
    case 'R21':
      return 'units' in refusal
        ? `unit must be one of ${refusal.units.join(', ')}`
        : `${refusal.field} must have at most ${String(refusal.places)} decimal places`
    case 'R22':
      return `Actual is ${formatQuantity(refusal.stated)}, but planned less frustrated and missed plus extra is ${formatQuantity(refusal.computed)}`
    case 'R23':
      return `Frustrated and missed come to ${formatQuantity(refusal.undelivered)}, more than the ${formatQuantity(refusal.planned)} planned`
    case 'R26':
      return 'A comment must say why delivery differs from the plan'
    case 'R28':
      return `${formatQuantity(refusal.hours)} hours is more than the 168 hours in a week`
  }
}

function explainDates(refusal: DateRefusal): string {
  switch (refusal.code) {
    case 'R03':
      return `The week that starts on ${formatDay(refusal.weekStart)} is outside the dates of the package`
    case 'R27':
      return 'day' in refusal
        ? `The visit on ${formatDay(refusal.day)} has not happened yet`
        : `The week that starts on ${formatDay(refusal.weekStart)} has not begun`
    case 'R42':
      return 'back' in refusal
        ? `Back at ${refusal.back} is before out at ${refusal.from}`
        : `${formatDay(refusal.to)} is before ${formatDay(refusal.from)}`
    case 'P01':
      return `No price is in force on ${formatDay(refusal.day)}`
  }
}
