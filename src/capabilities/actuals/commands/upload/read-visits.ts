import { addDays } from '../../../../core/dates.ts'
import type { LocalDate } from '../../../../core/dates.ts'
import type { TableRow } from '../../../../platform/spreadsheet/table.ts'
import { elapsedMinutes } from '../../../../platform/clock.ts'
import { dateStyle, readDay, type DateStyle } from '../../rules/file/days.ts'
import { MOST_VISITS } from '../../rules/file/file-refusal.ts'
import { visitHeaderFaults } from '../../rules/file/header.ts'
import { dialMinutes, readCarer, readVisit, type ReadCarer, type ReadVisit } from '../../rules/file/visit-rows.ts'
import type { MinutesBetween } from '../../rules/timetable.ts'
import type { SheetColumn, VisitHeader } from '../../rules/visit-columns.ts'
import { minutesBetween } from '../record-visits.ts'
import { FileRefused } from './file-refused.ts'
import { filledRows } from './filled-rows.ts'
import { rowsBelow, type Found, type VisitStart } from './find-sheet.ts'

const LIMIT = { most: MOST_VISITS, why: 'visits' }

export function refuseVisitHeader(header: VisitHeader): void {
  const faults = visitHeaderFaults(header)
  if (faults.length > 0) throw new FileRefused({ code: 'F03', facts: { header: faults, headings: header.headings } })
}

/** The rows of a file of visits, each cell judged by itself. */
export async function* readVisits(found: Found, start: VisitStart): AsyncGenerator<readonly ReadVisit[]> {
  const { header } = start
  const style = header.layout === 'abacus' ? 'day-first' : styleOf(found, start, ['visit_date'])
  const reading = { style, minutesBetween: quickly() }
  const rowOf = header.layout === 'abacus' ? abacusRow(start, style) : ownRow(header)
  for await (const block of filledRows(rowsBelow(found), new Set(header.places.values()), LIMIT))
    yield block.map((row) => readVisit(rowOf(row), reading))
}

export async function* readCarers(found: Found, start: VisitStart): AsyncGenerator<readonly ReadCarer[]> {
  const { places } = start.header
  const style = styleOf(found, start, ['active_from', 'active_to'])
  for await (const block of filledRows(rowsBelow(found), new Set(places.values()), LIMIT))
    yield block.map(({ line, cells }) => readCarer(line, (column) => cells[places.get(column) ?? -1] ?? '', { style }))
}

function styleOf({ early }: Found, { header, at }: VisitStart, columns: readonly SheetColumn[]): DateStyle {
  const places = columns.map((column) => header.places.get(column) ?? -1)
  return dateStyle(
    early.slice(at + 1).flatMap(({ cells }) => places.map((place) => cells[place] ?? '')),
    undefined,
  )
}

function ownRow({ places }: VisitHeader) {
  return ({ line, cells }: TableRow) => ({
    line,
    cell: (column: SheetColumn) => cells[places.get(column) ?? -1] ?? '',
    more: null,
  })
}

const MOST_MORE = 40

/** A service delivery file gives its visits no name of their own: person, day, start and carer make one. */
function abacusRow({ header, facts }: VisitStart, style: DateStyle) {
  const { places, headings, unknown } = header
  const provider = headings.findIndex((heading) => heading.toLowerCase() === 'providerref')
  return ({ line, cells }: TableRow) => {
    const text = (column: SheetColumn) => (cells[places.get(column) ?? -1] ?? '').trim()
    const said = (cells[provider] ?? '').trim()
    if (said.toLowerCase() !== (facts.provider_ref ?? '').toLowerCase())
      throw new FileRefused({ code: 'F05', facts: { why: 'provider', said, line } })
    const day = readDay(text('visit_date'), style)
    const isSecond = text('secondary_visit').toLowerCase() === 'true'
    const own = [
      text('client_ref'),
      'day' in day ? day.day : '',
      text('claimed_start').slice(0, 5),
      isSecond ? '2' : '1',
    ]
    const named = places.has('visit_ref') ? text('visit_ref') : own.join('/')
    return {
      line,
      cell: (column: SheetColumn) => (column === 'visit_ref' ? named : text(column)),
      more: Object.fromEntries(
        unknown
          .slice(0, MOST_MORE)
          .flatMap((place) => (cells[place] ? [[headings[place] ?? '', (cells[place] ?? '').slice(0, 2_000)]] : [])),
      ),
    }
  }
}

/** What the dial shows is what passed, except in the nights when clocks change: those alone are worked out. */
function quickly(): MinutesBetween {
  const even = new Map<LocalDate, boolean>()
  const isEven = (day: LocalDate): boolean => {
    const known = even.get(day)
    if (known !== undefined) return known
    const found = elapsedMinutes({ date: day, time: '00:00' }, { date: addDays(day, 2), time: '00:00' }) === 2_880
    even.set(day, found)
    return found
  }
  return (day, startsAt, endsAt) =>
    isEven(day) ? dialMinutes(startsAt, endsAt) : minutesBetween(day, startsAt, endsAt)
}
