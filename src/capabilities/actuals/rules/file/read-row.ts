import type { LocalDate } from '../../../../core/dates.ts'
import type { Quantity } from '../../../../core/money.ts'
import { done } from '../../../../core/outcome.ts'
import type { LateKept } from '../late.ts'
import { readAmountCell, readLateCells, readVersionCell, readVisitsCell, readWords } from './cells.ts'
import { lateColumns, saidColumns } from './columns.ts'
import type { WeeklyColumn } from './columns.ts'
import { readDay } from './days.ts'
import type { DateStyle } from './days.ts'

/** A row as it was read: what could be read of it, and the faults of single cells as codes, 'R20:extra:negative'. */
export type ReadRow = {
  readonly line: number
  readonly cpliRef: string
  readonly clientRef: string
  readonly weekStart: LocalDate | null
  /** As the file repeats it; only a check without the council's own record goes by it. */
  readonly planned: Quantity | null
  readonly actual: Quantity | null
  readonly frustrated: Quantity | null
  readonly missed: Quantity | null
  readonly extra: Quantity | null
  readonly visits: number | null
  readonly comment: string
  readonly ourRef: string
  /** The version on which the row is based; null when the file does not say. */
  readonly basedOn: number | null
  /** Why it is said after its last moment. */
  readonly late: LateKept | null
  readonly faults: readonly string[]
  /** The cells as they were typed, week start first; kept for rows with faults, so that they can be put right on screen. */
  readonly said: readonly string[] | null
}

export type CellsOf = (column: WeeklyColumn) => string

const LONGEST_REFERENCE = 100
type AmountColumn = 'actual' | 'frustrated' | 'missed' | 'extra'
/** The cells that a person may put right on screen, in the order in which they are kept; those of why it is late follow. */
export const keptCells = ['week_start', ...saidColumns] as const

export type RowReader = (line: number, cell: CellsOf) => ReadRow

export type Reading = {
  readonly style: DateStyle
  /** Whether the file has a column that says why a week is late; most have none. */
  readonly saysLate: boolean
}

/** Judges each cell by itself; whether the row can be recorded is for the rules that see the package. */
export function rowReader({ style, saysLate }: Reading): RowReader {
  const kept = saysLate ? [...keptCells, ...lateColumns] : keptCells
  const amountOf = remembered(readAmountCell)
  const visitsOf = remembered(readVisitsCell)
  const dayOf = remembered((text: string) => readDay(text, style))
  return (line, cell) => {
    const faults: string[] = []
    const amount = (column: AmountColumn): Quantity | null => {
      const read = amountOf(cell(column))
      if (read.ok) return read.value
      faults.push(`R20:${column}:${read.refusal.code}`)
      return null
    }
    const planned = amountOf(cell('planned'))
    const amounts = {
      actual: amount('actual'),
      frustrated: amount('frustrated'),
      missed: amount('missed'),
      extra: amount('extra'),
    }
    const visits = visitsOf(cell('visits'))
    if (!visits.ok) faults.push(`R20:visits:${visits.refusal.code}`)
    const day = dayOf(cell('week_start'))
    if ('fault' in day) faults.push(`R04:week_start:${day.fault}`)
    const late = saysLate ? readLateCells(cell('late_reason'), cell('late_note')) : NOT_LATE
    if (!late.ok) faults.push(`R46:${late.refusal.code}`)
    return {
      line,
      cpliRef: cell('cpli_id').trim().slice(0, LONGEST_REFERENCE),
      clientRef: cell('client_ref').trim().slice(0, LONGEST_REFERENCE),
      weekStart: 'day' in day ? day.day : null,
      planned: planned.ok ? planned.value : null,
      ...amounts,
      visits: visits.ok ? visits.value : null,
      comment: readWords(cell('comment')),
      ourRef: readWords(cell('our_ref')).slice(0, LONGEST_REFERENCE),
      basedOn: readVersionCell(cell('row_version')),
      late: late.ok ? late.value : null,
      faults,
      said: faults.length === 0 ? null : kept.map((column) => cell(column).slice(0, 2_000)),
    }
  }
}

const NOT_LATE = done(null)

/** Bounded, because a file of a million different texts must not be kept twice. */
const MOST_REMEMBERED = 5_000

/** The same text is read once: a file repeats its weeks and hours. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const earlier = known.get(text)
    if (earlier !== undefined) return earlier
    const fresh = read(text)
    if (known.size < MOST_REMEMBERED) known.set(text, fresh)
    return fresh
  }
}
