import { countDays } from '../../../../core/periods.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { londonToday } from '../../../../platform/clock.ts'

/** '12 days', counted in nights from today to the day of a deadline. */
export function timeLeft(due: LocalDate, today: LocalDate): string {
  if (due < today) return 'Past'
  const days = countDays({ from: today, until: due })
  if (days === 0) return 'Today'
  return days === 1 ? 'Tomorrow' : `${String(days)} days`
}

/** 'in 12 days', for a moment that has not passed, as part of a sentence. */
export function inTime(due: Date, now: Date): string {
  const left = timeLeft(londonToday(due), londonToday(now))
  return /^\d/.test(left) ? `in ${left}` : left.toLowerCase()
}
