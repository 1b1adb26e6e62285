import { addDays, type LocalDate } from '../../../../core/dates.ts'
import { formatDays } from '../../../../core/format.ts'

export const KIND_WORDS = {
  care: 'Week of care',
  stay: 'Nights of a stay',
  adjustment: 'Correction',
} as const

export function daysOf({ coversFrom, toOn }: { readonly coversFrom: LocalDate; readonly toOn: LocalDate }): string {
  return formatDays({ from: coversFrom, until: addDays(toOn, 1) })
}

export function periodDays({ startsOn, endsOn }: { readonly startsOn: LocalDate; readonly endsOn: LocalDate }): string {
  return formatDays({ from: startsOn, until: endsOn })
}
