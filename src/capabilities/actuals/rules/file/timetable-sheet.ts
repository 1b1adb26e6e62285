import type { LocalDate } from '../../../../core/dates.ts'
import { readSentVisits, type SentVisitOfWeek } from '../sent-timetable.ts'
import { OUTCOMES, type PlannedVisit, type SaidVisit } from '../timetable.ts'
import { readTime } from '../typed-visits.ts'
import { readDay, type DateStyle } from './days.ts'

/** The columns of the sheet on which the visits of timetabled packages are said, one by one. */
export const timetableColumns = [
  'cpli_id',
  'client_ref',
  'client_name',
  'visit_date',
  'planned_start',
  'planned_end',
  'planned_carers',
  'status',
  'actual_date',
  'actual_start',
  'actual_end',
  'carers',
] as const
export type TimetableColumn = (typeof timetableColumns)[number]
export const SHEET_STATUSES = [...OUTCOMES, 'extra'] as const

const needed: readonly TimetableColumn[] = ['cpli_id', 'visit_date', 'planned_start', 'status']
type Places = ReadonlyMap<TimetableColumn, number>

/** Where its columns are; undefined for a row that is not the heading of such a sheet, as that of logged visits is not. */
export function timetablePlaces(cells: readonly string[]): Places | undefined {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const places = new Map(
    timetableColumns.flatMap((column) => (names.includes(column) ? [[column, names.indexOf(column)] as const] : [])),
  )
  return names.includes('visit_ref') || needed.some((column) => !places.has(column)) ? undefined : places
}

/** What was typed of one visit. */
export type SheetVisit = {
  readonly line: number
  readonly cpliRef: string
  /** The day on which it was planned, or was added; null where that cannot be read. */
  readonly day: LocalDate | null
  readonly plannedStart: string
  readonly status: string
  readonly movedTo: string
  readonly startsAt: string
  readonly endsAt: string
  readonly carers: string
}

export function readSheetVisit(line: number, cell: (column: TimetableColumn) => string, style: DateStyle): SheetVisit {
  const text = (column: TimetableColumn) => cell(column).trim()
  const read = readDay(text('visit_date'), style)
  const moved = readDay(text('actual_date'), style)
  return {
    line,
    cpliRef: text('cpli_id').slice(0, 100),
    day: 'day' in read ? read.day : null,
    plannedStart: text('planned_start'),
    status: text('status').toLowerCase(),
    movedTo: 'day' in moved ? moved.day : text('actual_date'),
    startsAt: text('actual_start'),
    endsAt: text('actual_end'),
    carers: text('carers'),
  }
}

/** A planned visit of which nothing was typed. */
export function isSilent({ status, movedTo, startsAt, endsAt, carers }: SheetVisit): boolean {
  return [status, movedTo, startsAt, endsAt, carers].every((text) => text === '')
}

export type ReadWeek = { readonly visits: readonly SaidVisit[] } | { readonly faults: readonly string[] }

/**
 * The week that its rows say, as the same words over the API would: every planned visit has to be there, because silence
 * is no care that was delivered. Faults name the row of the sheet: 'R47:no-such-visit:12'.
 */
export function readSheetWeek(
  rows: readonly SheetVisit[],
  planned: readonly PlannedVisit[],
  weekStart: LocalDate,
): ReadWeek {
  const wrong = rows.flatMap((row) => faultOf(row))
  if (wrong.length > 0) return { faults: wrong }
  const read = readSentVisits(planned, rows.map(sentOf), weekStart)
  if (!read.ok) return { faults: read.refusal.faults.map(({ at, code }) => `R47:${code}:${lineOf(rows[at])}`) }
  const named = new Set(rows.map(({ day, plannedStart }) => `${day ?? ''} ${readTime(clock(plannedStart)) ?? ''}`))
  const unsaid = planned.filter(({ day, startsAt }) => !named.has(`${day} ${startsAt}`))
  if (unsaid.length > 0)
    return { faults: unsaid.map(({ day, startsAt }) => `R47:unsaid:${day} ${startsAt.replace(':', '.')}`) }
  return { visits: read.value }
}

function faultOf({ line, status, plannedStart, carers }: SheetVisit): readonly string[] {
  const known = SHEET_STATUSES.some((each) => each === status)
  if (!known) return [`R47:status:${String(line)}`]
  if (status === 'extra' && plannedStart !== '') return [`R47:planned-extra:${String(line)}`]
  return carers === '' || /^[1-4](\.0+)?$/.test(carers) ? [] : [`R47:carers:${String(line)}`]
}

function sentOf({ day, plannedStart, status, movedTo, startsAt, endsAt, carers }: SheetVisit): SentVisitOfWeek {
  const outcome = OUTCOMES.find((each) => each === status) ?? 'delivered'
  const said = {
    outcome,
    startsAt: startsAt === '' ? undefined : clock(startsAt),
    endsAt: endsAt === '' ? undefined : clock(endsAt),
    carers: carers === '' ? undefined : Number(carers),
  }
  if (plannedStart === '') return { ...said, planned: null, day: movedTo === '' ? (day ?? '') : movedTo }
  const planned = { day: day ?? '', startsAt: clock(plannedStart) }
  return { ...said, planned, day: movedTo === '' ? undefined : movedTo }
}

/** A time of day as a spreadsheet writes it: 8:30, 08:30:00 or with a day in front. */
function clock(text: string): string {
  return text.replace(/^\d{4}-\d{2}-\d{2}[T ]/, '').replace(/^(\d{1,2}:\d{2}):\d{2}$/, '$1')
}

function lineOf(row: SheetVisit | undefined): string {
  return String(row?.line ?? 0)
}

const sheetWords: Readonly<Record<string, string>> = {
  status: 'Say delivered, frustrated, missed or, for a visit that was not planned, extra',
  'planned-extra': 'A planned visit is not extra: say delivered, and when it was',
  carers: 'Carers must be a number from 1 to 4',
  'no-such-visit': 'No visit is planned then. Leave planned_start empty for a visit that was added',
  'named-twice': 'An earlier row is about the same planned visit',
  'not-a-time': 'Enter a time of day, like 08:30',
  'no-length': 'The visit ends when it starts',
  'other-week': 'The day is not in the same week',
  incomplete: 'A visit that was added needs its day, actual_start and actual_end',
}

/** 'R47:carers:12' in a sentence. */
export function sheetMessage(why: string, where: string): string {
  if (why === 'unsaid')
    return `The sheet Visits says nothing of the visit planned at ${where.replace('.', ':')}. Say what became of every visit of the week`
  if (why === 'plan') return 'The timetable is not what is commissioned in this week. Ask the council'
  if (why === 'weekly') return 'This package is not recorded by a timetable. Say its amounts on the sheet Weekly'
  return `Row ${where} of the sheet Visits: ${sheetWords[why] ?? 'cannot be read'}`
}
