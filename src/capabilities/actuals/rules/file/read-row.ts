import type { LocalDate } from '../../../../core/dates.ts'
import type { Quantity } from '../../../../core/money.ts'
import { readAmountCell, readVersionCell, readVisitsCell, readWords } from './cells.ts'
import { saidColumns } from './columns.ts'
import type { WeeklyColumn } from './columns.ts'
import { readDay } from './days.ts'
import type { DateStyle } from './days.ts'

/** A row as it was read: what could be read of it, and the faults of single cells as codes, 'R20:extra:negative'. */
export type ReadRow = {
  readonly line: number
  readonly cpliRef: string
  readonly clientRef: string
  readonly weekStart: LocalDate | null
  readonly actual: Quantity | null
  readonly frustrated: Quantity | null
  readonly missed: Quantity | null
  readonly extra: Quantity | null
  readonly visits: number | null
  readonly comment: string
  readonly ourRef: string
  /** The version on which the row is based; null when the file does not say. */
  readonly basedOn: number | null
  readonly faults: readonly string[]
  /** The cells as they were typed, week start first; kept for rows with faults, so that they can be put right on screen. */
  readonly said: readonly string[] | null
}

export type CellsOf = (column: WeeklyColumn) => string

const LONGEST_REFERENCE = 100
const AMOUNTS = ['actual', 'frustrated', 'missed', 'extra'] as const
/** The cells that a person may put right on screen, in the order in which they are kept. */
export const keptCells = ['week_start', ...saidColumns] as const

/** Judges each cell by itself; whether the row can be recorded is for the rules that see the package. */
export function readRow(line: number, cell: CellsOf, style: DateStyle): ReadRow {
  const faults: string[] = []
  const amounts = AMOUNTS.map((column) => amount(column, cell(column), faults))
  const [actual = null, frustrated = null, missed = null, extra = null] = amounts
  const visits = readVisitsCell(cell('visits'))
  if (!visits.ok) faults.push(`R20:visits:${visits.refusal.code}`)
  const day = readDay(cell('week_start'), style)
  if ('fault' in day) faults.push(`R04:week_start:${day.fault}`)
  const cpliRef = cell('cpli_id').trim()
  const clientRef = cell('client_ref').trim()
  return {
    line,
    cpliRef: cpliRef.slice(0, LONGEST_REFERENCE),
    clientRef: clientRef.slice(0, LONGEST_REFERENCE),
    weekStart: 'day' in day ? day.day : null,
    actual,
    frustrated,
    missed,
    extra,
    visits: visits.ok ? visits.value : null,
    comment: readWords(cell('comment')),
    ourRef: readWords(cell('our_ref')).slice(0, LONGEST_REFERENCE),
    basedOn: readVersionCell(cell('row_version')),
    faults,
    said: faults.length === 0 ? null : keptCells.map((column) => cell(column).slice(0, 2_000)),
  }
}

function amount(column: (typeof AMOUNTS)[number], typed: string, faults: string[]): Quantity | null {
  const read = readAmountCell(typed)
  if (read.ok) return read.value
  faults.push(`R20:${column}:${read.refusal.code}`)
  return null
}

/** A row on which nothing was typed says nothing: its week stays as it is. */
export function saysNothing(row: ReadRow): boolean {
  const { actual, frustrated, missed, extra, visits, comment, faults } = row
  return (
    [actual, frustrated, missed, extra, visits].every((value) => value === null) &&
    comment === '' &&
    faults.length === 0
  )
}
