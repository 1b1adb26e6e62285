import { addDays, isAfter, type LocalDate } from '../../../core/dates.ts'

const YEAR = 366
const LONGEST_COMMISSION = 5

/** A day more than a year ahead is no plan that a provider knows of, but a year that was mistyped. */
export function isFarAhead(day: LocalDate, today: LocalDate): boolean {
  return isAfter(day, addDays(today, YEAR))
}

/** Councils commission care years ahead, as when a child will come of age, and not decades. */
export function isTooFarToCommission(day: LocalDate, today: LocalDate): boolean {
  return isAfter(day, addDays(today, LONGEST_COMMISSION * YEAR))
}
