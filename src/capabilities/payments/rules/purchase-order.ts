import { addDays, daysBetween, isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import { pence, type Pence } from '../../../core/money.ts'

type Ordered = {
  readonly startsOn: LocalDate
  /** Last day included. */
  readonly endsOn: LocalDate
  readonly ordered: Pence
  readonly used: Pence
  /** Last day that a payment line covers. */
  readonly usedTo: LocalDate | null
}
export type OrderStanding =
  | { readonly code: 'unused' | 'lasts' | 'used-up' }
  /** `ran-out`: that day is past, and what is left goes to care up to it that is not paid yet. */
  | { readonly code: 'runs-out' | 'ran-out'; readonly on: LocalDate }

export function leftOf({ ordered, used }: Pick<Ordered, 'ordered' | 'used'>): Pence {
  return pence(ordered - used)
}

/** At the pace since its first day: the day on which nothing is left, when that is before the order ends. */
export function standingOfOrder(order: Ordered, today: LocalDate): OrderStanding {
  const { startsOn, endsOn, used, usedTo } = order
  const left = leftOf(order)
  if (left <= 0n) return { code: 'used-up' }
  if (usedTo === null || used <= 0n) return { code: 'unused' }
  const days = Math.max(1, daysBetween(startsOn, usedTo) + 1)
  const daysLeft = (left * BigInt(days)) / used
  const room = daysBetween(usedTo, endsOn)
  if (daysLeft >= BigInt(Math.max(0, room))) return { code: 'lasts' }
  const on = addDays(usedTo, Number(daysLeft) + 1)
  if (isAfter(on, endsOn)) return { code: 'lasts' }
  return { code: isBefore(on, today) ? 'ran-out' : 'runs-out', on }
}
