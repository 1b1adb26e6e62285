import type { LocalDate } from '../core/dates.ts'
import type { CouncilProfile } from './profiles.ts'
import type { Random } from './random.ts'

/** A row of one file of a pack; cells that are left out are empty. */
export type Row = { readonly file: string; readonly cells: Readonly<Record<string, string>> }

export function row(file: string, cells: Readonly<Record<string, string>>): Row {
  return { file, cells }
}

export type Making = {
  readonly profile: CouncilProfile
  readonly random: Random
  readonly asOf: LocalDate
  /** 1 April on or before the day of the pack: prices rise then. */
  readonly priceYear: number
  readonly timetables: boolean
  /** How many past periods have recorded weeks, beside the one that runs. */
  readonly recordedPeriods: number
  readonly nextNhsNumber: () => string
  readonly nextNumber: () => number
}
