import { addDays, type LocalDate } from '../../../../core/dates.ts'
import { formatDays } from '../../../../core/format.ts'
import type { LineKind } from '../../../../core/payers.ts'

export const KIND_WORDS = {
  care: 'Week of care',
  stay: 'Nights of a stay',
  adjustment: 'Correction',
  contribution: 'Person’s contribution, paid to the home',
  'top-up': 'Third-party top-up, paid to the home',
  nursing: 'Nursing care, paid by the NHS',
} as const satisfies Record<LineKind, string>

export function daysOf({ coversFrom, toOn }: { readonly coversFrom: LocalDate; readonly toOn: LocalDate }): string {
  return formatDays({ from: coversFrom, until: addDays(toOn, 1) })
}

export function periodDays({ startsOn, endsOn }: { readonly startsOn: LocalDate; readonly endsOn: LocalDate }): string {
  return formatDays({ from: startsOn, until: endsOn })
}
