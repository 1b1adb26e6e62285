import type { LocalDate } from '../../../core/dates.ts'
import { quantity, type Pence, type Quantity } from '../../../core/money.ts'
import type { WeekOfPlan } from '../../../core/paid-again.ts'
import type { PriceRow } from './prices.ts'
import { priceWeek, type WeekInput } from './week.ts'

/** A week of a package as it was recorded, with what stands for it in lines. */
export type Recorded = {
  readonly weekStart: LocalDate
  readonly planned: Quantity
  readonly actual: Quantity
  readonly status: 'confirmed' | 'held' | 'draft'
  /** Null while no line stands for it. */
  readonly paidPence: Pence | null
  readonly paymentTerms: 'actual' | 'planned'
}
/** The same week as the changed care would plan it. */
export type WeekOnPlan = Pick<
  WeekInput,
  'unit' | 'planned' | 'plannedByDay' | 'packageFrom' | 'packageTo' | 'today'
> & {
  readonly prices: readonly PriceRow[]
}
/** Why accepting a change leaves a week as it is, or what the provider or the council does next. */
export type Happens = 'same-plan' | 'held' | 'not-confirmed' | 'pays-delivered' | 'record-anew'
const HAPPENS_WORDS: Readonly<Record<Happens, string>> = {
  'same-plan': 'Planned as before: nothing changes',
  held: 'Held above its plan: once the change is accepted, the week can be let pass',
  'not-confirmed': 'Not confirmed yet: the provider confirms it on the changed plan',
  'pays-delivered': 'Paid for what was delivered: stays as it is',
  'record-anew': 'Paid for what was planned: the difference is paid once the provider records the week anew',
}
export type AskedWeek = Recorded & {
  readonly plannedAfter: Quantity
  /** What the week comes to once it is recorded anew on the changed plan; null where that is not of the plan alone. */
  readonly duePence: Pence | null
  readonly happens: Happens
}

/**
 * A change of care never rewrites a week: it stays as it was recorded and paid. Where a contract pays the plan, recording it
 * anew brings the difference; where it pays what was delivered, the plan says only what is above it.
 */
export function askedWeek(week: Recorded, onPlan: WeekOnPlan): AskedWeek {
  const happens = happensTo(week, onPlan.planned)
  const duePence = happens === 'record-anew' ? dueOf(week, onPlan) : week.paidPence
  return { ...week, plannedAfter: onPlan.planned, duePence, happens }
}

/** In words, for whoever decides. */
export function toldWeek(week: AskedWeek): WeekOfPlan {
  const { weekStart, planned, plannedAfter, actual, paidPence, duePence, happens } = week
  const money = { paid: paidPence, anew: duePence }
  return { weekStart, planned, plannedAfter, delivered: actual, ...money, happens: HAPPENS_WORDS[happens] }
}

function happensTo({ planned, status, paymentTerms }: Recorded, plannedAfter: Quantity): Happens {
  if (planned === plannedAfter) return 'same-plan'
  if (status === 'held') return 'held'
  if (status === 'draft') return 'not-confirmed'
  return paymentTerms === 'planned' ? 'record-anew' : 'pays-delivered'
}

function dueOf({ weekStart }: Recorded, onPlan: WeekOnPlan): Pence | null {
  const nothing = quantity(0n)
  const asPlanned = { frustrated: nothing, missed: nothing, extra: nothing, comment: '' }
  const priced = priceWeek({ ...onPlan, ...asPlanned, weekStart, terms: 'planned' })
  return priced.ok ? priced.value.amount : null
}
