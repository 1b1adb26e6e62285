import type { LocalDate } from '../../../core/dates.ts'
import { VISIT_STATUSES, type VisitStatus } from '../../../core/visit-minutes.ts'
import { readDay, type DateStyle } from './file/days.ts'
import type { MinutesBetween } from './timetable.ts'
import { readTime } from './typed-visits.ts'
import type { CarerColumn, VisitColumn } from './visit-columns.ts'

export const CAPTURES = ['app', 'nfc', 'phone', 'manual'] as const
export type Capture = (typeof CAPTURES)[number]

/** One carer's record of one visit, as a call-monitoring file says it. */
export type LoggedVisit = {
  readonly line: number
  readonly reference: string
  readonly clientRef: string
  readonly cpliRef: string
  readonly day: LocalDate
  readonly plannedAt: string | null
  readonly plannedMinutes: number | null
  readonly claimedAt: string
  readonly claimedMinutes: number
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly logged: number
  readonly carerRef: string
  readonly secondary: boolean
  readonly outcome: VisitStatus
  readonly capture: Capture
  readonly exceptionCode: string
  readonly comment: string
}

/** Why a row is refused: the public codes of the actuals template, and the column that is wrong. */
export type VisitRowFault = {
  readonly line: number
  readonly code: 'R01' | 'R02' | 'R05' | 'R09' | 'R20' | 'R27' | 'R40' | 'R41' | 'R42' | 'R43'
  readonly column: string
  readonly why?: string | undefined
}
export type ReadVisitRow = { readonly visit: LoggedVisit } | { readonly fault: VisitRowFault }
export type CellOf = (column: VisitColumn | CarerColumn) => string

/** Longer than this between two clock times is a slip, not a night. */
const LONGEST = 16 * 60

export type Reading = { readonly style: DateStyle; readonly minutesBetween: MinutesBetween }

export function readVisitRow(line: number, cell: CellOf, { style, minutesBetween }: Reading): ReadVisitRow {
  const fault = (code: VisitRowFault['code'], column: string, why?: string) => ({ fault: { line, code, column, why } })
  const read = readDay(cell('visit_date'), style)
  if (!('day' in read)) return fault('R20', 'visit_date', read.fault)
  const [reference, clientRef] = [cell('visit_ref').trim(), cell('client_ref').trim()]
  if (!isReference(reference)) return fault('R20', 'visit_ref', missing(reference))
  if (!isReference(clientRef)) return fault('R20', 'client_ref', missing(clientRef))
  const times = readTimes(cell, (startsAt, endsAt) => minutesBetween(read.day, startsAt, endsAt))
  if ('column' in times) return fault(times.code, times.column)
  const said = readSaid(cell)
  if ('column' in said) return fault('R20', said.column)
  if (said.capture === 'manual' && said.exceptionCode === '') return fault('R43', 'exception_code')
  return { visit: { line, reference, clientRef, day: read.day, ...times, ...said } }
}

function isReference(text: string): boolean {
  return text !== '' && text.length <= 100
}
function missing(text: string): string | undefined {
  return text === '' ? 'missing' : undefined
}

type Times = Pick<
  LoggedVisit,
  'plannedAt' | 'plannedMinutes' | 'claimedAt' | 'claimedMinutes' | 'startsAt' | 'endsAt' | 'logged'
>
type Wrong = { readonly code: 'R20' | 'R42'; readonly column: string }
type Between = (startsAt: string, endsAt: string) => number

const TIMES = ['planned_start', 'claimed_start', 'actual_start', 'actual_end'] as const
const LENGTHS = ['planned_minutes', 'claimed_minutes', 'actual_minutes'] as const

function readTimes(cell: CellOf, between: Between): Times | Wrong {
  const wrong = misread(cell)
  if (wrong !== undefined) return { code: 'R20', column: wrong }
  const time = (column: (typeof TIMES)[number]) => timeIn(cell(column)) ?? null
  const startsAt = time('actual_start')
  const endsAt = time('actual_end')
  const logged = loggedIn(cell, startsAt, endsAt, between)
  if (logged === 'reversed') return { code: 'R42', column: 'actual_end' }
  const claimedMinutes = minutesIn(cell('claimed_minutes')) ?? logged
  const claimedAt = time('claimed_start') ?? startsAt
  if (claimedAt === null) return { code: 'R20', column: 'claimed_start' }
  if (claimedMinutes === null) return { code: 'R20', column: 'claimed_minutes' }
  const planned = { plannedAt: time('planned_start'), plannedMinutes: minutesIn(cell('planned_minutes')) ?? null }
  return { ...planned, claimedAt, claimedMinutes, startsAt, endsAt, logged: logged ?? claimedMinutes }
}

/** The first column whose time or length says something that is neither. */
function misread(cell: CellOf): string | undefined {
  return (
    TIMES.find((column) => timeIn(cell(column)) === undefined && cell(column).trim() !== '') ??
    LENGTHS.find((column) => minutesIn(cell(column)) === undefined)
  )
}

/** Minutes that passed between the logged times, or the logged length; null when nothing was logged. */
function loggedIn(
  cell: CellOf,
  startsAt: string | null,
  endsAt: string | null,
  between: Between,
): number | null | 'reversed' {
  if (startsAt === null || endsAt === null) return minutesIn(cell('actual_minutes')) ?? null
  const passed = between(startsAt, endsAt)
  return startsAt === endsAt || passed > LONGEST ? 'reversed' : passed
}

type Said = Pick<
  LoggedVisit,
  'cpliRef' | 'carerRef' | 'secondary' | 'outcome' | 'capture' | 'exceptionCode' | 'comment'
>

function readSaid(cell: CellOf): Said | { readonly column: string } {
  const word = (column: VisitColumn) => cell(column).trim().toLowerCase()
  const outcome = word('status') === '' ? 'delivered' : VISIT_STATUSES.find((each) => each === word('status'))
  const capture = word('capture') === '' ? 'app' : CAPTURES.find((each) => each === word('capture'))
  if (outcome === undefined) return { column: 'status' }
  if (capture === undefined) return { column: 'capture' }
  return {
    cpliRef: cell('cpli_id').trim(),
    carerRef: cell('carer_ref').trim().slice(0, 60),
    secondary: ['true', 'yes', 'y', '1'].includes(word('secondary_visit')),
    outcome,
    capture,
    exceptionCode: cell('exception_code').trim().slice(0, 60),
    comment: cell('comment').trim().slice(0, 2_000),
  }
}

/** '08:30', '8:30', '08:30:12' or the time of a date with one. */
function timeIn(typed: string): string | undefined {
  const text = typed.trim().replace(/^\d{4}-\d{2}-\d{2}[T ]/, '')
  return readTime(text.replace(/^(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?Z?$/, '$1'))
}

/** Whole minutes, or a duration such as 0:45; null when empty. */
function minutesIn(typed: string): number | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  const [, hours, rest] = /^(\d{1,2}):([0-5]\d)(?::\d{2})?$/.exec(text) ?? []
  const length =
    hours === undefined ? Number(/^(\d{1,4})(?:\.0+)?$/.exec(text)?.[1]) : Number(hours) * 60 + Number(rest)
  return Number.isInteger(length) && length <= 1440 ? length : undefined
}
