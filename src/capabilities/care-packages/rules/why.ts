import { isAfter } from '../../../core/dates.ts'
import type { Cause, Package, PriceStep } from './package.ts'
import { priceSteps, upliftOf, type UpliftPrice } from './price-steps.ts'

/** Why care is planned and priced in another way from a day on. */
export type Why =
  | { readonly code: 'uplift'; readonly uplift: UpliftPrice }
  | { readonly code: 'plan'; readonly cause: Cause }
  | { readonly code: 'price' }
  /** What a third party pays begins, changes or ends; plan and price stay. */
  | { readonly code: 'top-up' }

type Priced = Pick<Package, 'startsOn' | 'endsOn' | 'versions' | 'rates'>

/** A new plan says its cause; a new price is an uplift, or one that the council decided for itself. */
export function whyOf(care: Priced, step: PriceStep, uplifts: readonly UpliftPrice[]): Why {
  const uplift = upliftOf(care, step, uplifts)
  if (uplift !== undefined) return { code: 'uplift', uplift }
  const whole = priceSteps(care).findLast(({ from }) => !isAfter(from, step.from))
  if (whole !== undefined && whole.from !== step.from) return { code: 'top-up' }
  const version = care.versions.find((one) => one.version === step.version)
  const isNewPlan = version === undefined || version.from === step.from || step.from === care.startsOn
  return isNewPlan ? { code: 'plan', cause: step.cause } : { code: 'price' }
}
