import { addDays, compareDays, daysBetween, type LocalDate } from '../../../core/dates.ts'
import { workingDayBy } from '../../../core/working-days.ts'

/** Three working days before the last moment, on its own day, and the working day after it. */
export const STEPS = ['soon', 'today', 'late'] as const
export type Step = (typeof STEPS)[number]

/** The day on which each step is due, never on a weekend or a bank holiday. */
export function stepDays(submitOn: LocalDate): Readonly<Record<Step, LocalDate>> {
  const last = workingDayBy(submitOn)
  return { soon: workingDaysBefore(last, 3), today: last, late: nextWorkingDay(submitOn) }
}

/** The step that is due today: one that could not be sent on its day is sent on the next, until another step comes. */
export function stepOn(submitOn: LocalDate, today: LocalDate): Step | undefined {
  if (compareDays(workingDayBy(today), today) !== 0) return undefined
  const days = stepDays(submitOn)
  if (compareDays(today, addDays(days.late, LATE_DAYS)) > 0) return undefined
  return STEPS.findLast((step) => compareDays(days[step], today) <= 0)
}

/** Weeks that nobody recorded then are for the council to ask about. */
const LATE_DAYS = 7

function workingDaysBefore(day: LocalDate, count: number): LocalDate {
  let at = day
  for (let left = count; left > 0; left -= 1) at = workingDayBy(addDays(at, -1))
  return at
}

function nextWorkingDay(day: LocalDate): LocalDate {
  let at = addDays(day, 1)
  while (compareDays(workingDayBy(at), at) !== 0) at = addDays(at, 1)
  return at
}

/** Whole weeks that have passed since a day: a nudge a week has this number. */
export function weekNumberSince(day: LocalDate, today: LocalDate): number {
  return Math.max(0, Math.floor(daysBetween(day, today) / 7))
}
