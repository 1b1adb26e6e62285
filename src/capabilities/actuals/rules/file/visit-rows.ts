import { daysBetween, localDate, weekdayOf } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import { minuteOf } from '../../../../core/visit-times.ts'
import { readVisitRow } from '../visit-row.ts'
import type { CellOf, LoggedVisit, Reading } from '../visit-row.ts'
import { carerColumns, visitColumns, type SheetColumn, type VisitColumn } from '../visit-columns.ts'
import { readDay, type ReadDay } from './days.ts'
import { readWords } from './cells.ts'

/** A row of a file of visits as it is staged: what it says, or why it cannot be read and what was typed. */
export type ReadVisit = {
  readonly [field in keyof Pick<LoggedVisit, 'day' | 'claimedAt' | 'claimedMinutes' | 'logged'>]:
    LoggedVisit[field] | null
} & Omit<LoggedVisit, 'day' | 'claimedAt' | 'claimedMinutes' | 'logged'> & {
    readonly weekday: number | null
    /** The minute of the day at which the visit was to begin, or is claimed to have begun. */
    readonly nearMinute: number | null
    /** Minutes since 1 January 2000 on the clock's dial; null when it says of no carer where they were. */
    readonly busyFrom: number | null
    readonly busyUntil: number | null
    /** The clocks changed between its start and its end. */
    readonly clocks: boolean
    readonly faults: readonly string[]
    readonly said: readonly string[] | null
    readonly more: Readonly<Record<string, string>> | null
  }

const FIRST_DAY = localDate('2000-01-01')

export type RowOf = {
  readonly line: number
  readonly cell: CellOf
  readonly more: Readonly<Record<string, string>> | null
}

/** Judges each cell by itself; whose visit it is, is for the rules that see the packages. */
export function readVisit({ line, cell, more }: RowOf, reading: Reading): ReadVisit {
  const read = readVisitRow(line, cell, reading)
  if ('fault' in read) {
    const { code, column, why } = read.fault
    return {
      ...misread(line, cell),
      more,
      faults: [`${code}:${column}${why === undefined ? '' : `:${why}`}`],
      said: visitColumns.map((each) =>
        (each === 'visit_date' ? dayWithin(cell(each), reading.style) : cell(each)).slice(0, 2_000),
      ),
    }
  }
  return { ...read.visit, ...placesInTime(read.visit), more, faults: [], said: null }
}

/** Kept so that it reads the same once the style of the file is forgotten. */
function dayWithin(typed: string, style: Reading['style']): string {
  const read = readDay(typed, style)
  return 'day' in read ? read.day : typed
}

function misread(line: number, cell: CellOf): Omit<ReadVisit, 'faults' | 'said' | 'more'> {
  return {
    line,
    reference: cell('visit_ref').trim().slice(0, 100),
    clientRef: cell('client_ref').trim().slice(0, 100),
    cpliRef: cell('cpli_id').trim().slice(0, 100),
    carerRef: cell('carer_ref').trim().slice(0, 60),
    secondary: false,
    outcome: 'delivered',
    capture: 'app',
    exceptionCode: '',
    comment: '',
    ...{ day: null, plannedAt: null, plannedMinutes: null, claimedAt: null, claimedMinutes: null },
    ...{ startsAt: null, endsAt: null, logged: null, weekday: null, nearMinute: null },
    ...{ busyFrom: null, busyUntil: null, clocks: false },
  }
}

type InTime = Pick<ReadVisit, 'weekday' | 'nearMinute' | 'busyFrom' | 'busyUntil' | 'clocks'>

function placesInTime(visit: LoggedVisit): InTime {
  const { startsAt, endsAt, logged } = visit
  const busy = busyMinutes(visit)
  return {
    weekday: weekdayOf(visit.day),
    nearMinute: minuteOf(visit.plannedAt ?? visit.claimedAt),
    busyFrom: busy?.from ?? null,
    busyUntil: busy?.until ?? null,
    clocks: startsAt !== null && endsAt !== null && dialMinutes(startsAt, endsAt) !== logged,
  }
}

export type BusyMinutes = { readonly from: number; readonly until: number }

/** When a carer was there, in minutes since 2000; undefined when it names no carer, no time or no length. */
export function busyMinutes({
  carerRef,
  startsAt,
  logged,
  day,
}: Pick<LoggedVisit, 'carerRef' | 'startsAt' | 'logged' | 'day'>): BusyMinutes | undefined {
  if (carerRef === '' || startsAt === null || logged === 0) return undefined
  const from = minutesSince(day) + minuteOf(startsAt)
  return { from, until: from + logged }
}

function minutesSince(day: LocalDate): number {
  return daysBetween(FIRST_DAY, day) * 1440
}

/** What the clock's dial shows between two times, the second on the next day when it is not later. */
export function dialMinutes(startsAt: string, endsAt: string): number {
  const between = minuteOf(endsAt) - minuteOf(startsAt)
  return between > 0 ? between : between + 1440
}

export type ReadCarer = {
  readonly line: number
  readonly reference: string
  readonly name: string
  readonly startsOn: LocalDate | null
  readonly endsOn: LocalDate | null
  readonly faults: readonly string[]
  /** The cells as they were typed, where one of them is wrong, in the order of the format. */
  readonly said: readonly string[] | null
}

/** A day that could be two is not guessed: the style is that of the file. */
export function readCarer(line: number, cell: CellOf, { style }: Pick<Reading, 'style'>): ReadCarer {
  const reference = cell('carer_ref').trim()
  const [startsOn, endsOn] = [dayIn(cell('active_from'), style), dayIn(cell('active_to'), style)]
  const faults = [
    ...(reference === '' || reference.length > 60 ? ['R20:carer_ref'] : []),
    ...dayFault('active_from', startsOn),
    ...dayFault('active_to', endsOn),
    ...(isReversed(dayOf(startsOn), dayOf(endsOn)) ? ['R42:active_to'] : []),
  ]
  const name = readWords(cell('carer_name')).slice(0, 200)
  const who = { line, reference: reference.slice(0, 60), name, faults }
  const days = { startsOn: dayOf(startsOn), endsOn: dayOf(endsOn) }
  if (faults.length === 0) return { ...who, ...days, said: null }
  const said = carerColumns.map((column) =>
    column.startsWith('active') ? dayWithin(cell(column), style) : cell(column),
  )
  return { ...who, startsOn: null, endsOn: null, said: said.map((text) => text.slice(0, 2_000)) }
}

function isReversed(from: LocalDate | null, until: LocalDate | null): boolean {
  return from !== null && until !== null && until < from
}

/** Undefined where nothing is said: a carer without a last day is still with the provider. */
function dayIn(typed: string, style: Reading['style']): ReadDay | undefined {
  return typed.trim() === '' ? undefined : readDay(typed, style)
}

function dayOf(read: ReadDay | undefined): LocalDate | null {
  return read !== undefined && 'day' in read ? read.day : null
}

function dayFault(column: string, read: ReadDay | undefined): readonly string[] {
  if (read === undefined || 'day' in read) return []
  return [read.fault === 'ambiguous' ? `R20:${column}:ambiguous` : `R20:${column}`]
}

/** The cells of a row by our columns, as `said` keeps them. */
export function cellsFrom(said: readonly string[], columns: readonly SheetColumn[] = visitColumns): CellOf {
  const places = new Map<string, number>(columns.map((column, place) => [column, place]))
  return (column) => said[places.get(column) ?? -1] ?? ''
}

/** The cells that may be wrong when a row is refused with a code, in the order of the format. */
export function cellsToFix(fault: string): readonly VisitColumn[] {
  const [code = '', column = ''] = fault.split(':')
  const known = wrongCells[code]
  if (known !== undefined) return known
  return visitColumns.filter((each) => each === column)
}

const wrongCells: Readonly<Record<string, readonly VisitColumn[]>> = {
  R01: ['cpli_id'],
  R02: ['client_ref', 'cpli_id'],
  R05: ['visit_ref'],
  R09: ['visit_date'],
  R27: ['visit_date'],
  R40: ['carer_ref'],
  R41: ['actual_start', 'actual_end', 'carer_ref'],
  R42: ['actual_start', 'actual_end'],
  R43: ['exception_code'],
}
