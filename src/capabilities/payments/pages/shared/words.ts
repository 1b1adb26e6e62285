import { addDays, type LocalDate } from '../../../../core/dates.ts'
import { formatDay, formatDays, formatTime } from '../../../../core/format.ts'
import { londonMoment } from '../../../../platform/clock.ts'

export const KIND_WORDS = {
  care: 'Week of care',
  stay: 'Nights of a stay',
  adjustment: 'Correction',
} as const

/** '3 March 2025 at 5pm' */
export function formatMoment(instant: Date): string {
  const { date, time } = londonMoment(instant)
  return `${formatDay(date)} at ${formatTime(time)}`
}

export function daysOf({ coversFrom, toOn }: { readonly coversFrom: LocalDate; readonly toOn: LocalDate }): string {
  return formatDays({ from: coversFrom, until: addDays(toOn, 1) })
}

export function periodDays({ startsOn, endsOn }: { readonly startsOn: LocalDate; readonly endsOn: LocalDate }): string {
  return formatDays({ from: startsOn, until: endsOn })
}
