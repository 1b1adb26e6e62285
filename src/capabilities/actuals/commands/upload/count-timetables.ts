import { startOfWeek } from '../../../../core/dates.ts'
import type { Weekday } from '../../../../core/dates.ts'
import { encodeVisits } from '../../../../core/visit-times.ts'
import type { Work } from '../../../../platform/work.ts'
import { readSheetWeek, type SheetVisit } from '../../rules/file/timetable-sheet.ts'
import { countVisits, plannedMinutes, plannedVisits } from '../../rules/timetable.ts'
import type { CountedVisit, CountedWeek, SaidVisit, TimetableEntry } from '../../rules/timetable.ts'
import {
  listStagedWeeks,
  stageTimetable,
  type CountedRow,
  type KeptVisit,
  type KeptWeek,
} from '../../store/upload/timetable-stage.ts'
import {
  listNamedWeeks,
  listTimetablesOf,
  listVisitsOf,
  weekKey,
  type NamedWeek,
  type TimetabledWeek,
} from '../../store/upload/timetables.ts'
import { commentOf, minutesBetween, sameVisits } from '../record-visits.ts'
import { FileRefused } from './file-refused.ts'

/**
 * Turns what the sheet Visits says into the amounts of the staged rows of its weeks, by the timetable and the rule of each:
 * the same as a page of visits would. What cannot be counted becomes a fault of the row.
 */
export async function countTimetables(
  { tx }: Work,
  visits: readonly SheetVisit[],
  weekStartsOn: Weekday,
): Promise<void> {
  const said = inWeeks(visits, weekStartsOn)
  const named = said.map(({ cpliRef, weekStart }) => ({ cpliRef, weekStart }))
  const [staged, known] = await Promise.all([listStagedWeeks(tx, named), listNamedWeeks(tx, named)])
  const lineOf = new Map(staged.map((row) => [keyOf(row), row.line]))
  const lost = said.find((week) => !lineOf.has(keyOf(week)))
  if (lost !== undefined)
    throw new FileRefused({ code: 'F01', facts: { why: 'visit-without-week', line: lost.rows[0]?.line ?? 0 } })
  const timetabled = known.filter(({ recording }) => recording === 'timetabled')
  const [timetables, standing] = await Promise.all([
    listTimetablesOf(
      tx,
      timetabled.map(({ packageId }) => packageId),
    ),
    listVisitsOf(tx, timetabled),
  ])
  const weekOf = new Map(known.map((week) => [keyOf(week), week]))
  const rows = said.map((week): CountedRow => {
    const about = weekOf.get(keyOf(week))
    const line = lineOf.get(keyOf(week)) ?? 0
    // Whose package it is, and whether its visits come from call monitoring, is for the judgement of the row to say.
    if (about === undefined || about.recording === 'visits') return uncounted(line, week.rows.length, [])
    if (about.recording === 'weekly') return uncounted(line, week.rows.length, ['R47:weekly'])
    const entries = timetables.get(about.packageId) ?? []
    return counted({ line, rows: week.rows, about, entries, stood: standing.get(weekKey(about)) })
  })
  await stageTimetable(tx, rows)
}

type SaidWeek = NamedWeek & { readonly rows: readonly SheetVisit[] }

function inWeeks(visits: readonly SheetVisit[], weekStartsOn: Weekday): readonly SaidWeek[] {
  const dated = visits.flatMap(({ day, ...visit }) => (day === null ? [] : [{ ...visit, day }]))
  const weeks = Map.groupBy(dated, ({ cpliRef, day }) => `${startOfWeek(day, weekStartsOn)} ${cpliRef}`)
  return [...weeks.values()].flatMap((rows): readonly SaidWeek[] => {
    const [first] = rows
    return first === undefined
      ? []
      : [{ cpliRef: first.cpliRef, weekStart: startOfWeek(first.day, weekStartsOn), rows }]
  })
}

function keyOf({ cpliRef, weekStart }: NamedWeek): string {
  return `${weekStart} ${cpliRef}`
}

function uncounted(line: number, visits: number, faults: readonly string[]): CountedRow {
  return { line, faults, visits, amounts: null, comment: '', differs: false, kept: null }
}

type Counting = {
  readonly line: number
  readonly rows: readonly SheetVisit[]
  readonly about: TimetabledWeek
  readonly entries: readonly TimetableEntry[]
  readonly stood: readonly SaidVisit[] | undefined
}

function counted({ line, rows, about, entries, stood }: Counting): CountedRow {
  const { weekStart, rounding } = about
  const planned = plannedVisits(entries, about, weekStart)
  if (plannedMinutes(planned) !== about.planned) return uncounted(line, rows.length, ['R47:plan'])
  const read = readSheetWeek(rows, planned, weekStart)
  if ('faults' in read) return uncounted(line, rows.length, read.faults)
  const week = countVisits(read.visits, { weekStart, rounding, minutesBetween })
  const { frustrated, missed, extra, visits } = week.entry
  return {
    line,
    faults: [],
    visits: visits ?? 0,
    amounts: { frustrated, missed, extra },
    comment: commentOf('', week),
    differs: stood === undefined || !sameVisits(stood, read.visits),
    kept: keptWeek(week),
  }
}

function keptWeek({ visits, actualByDay, frustratedByDay, times }: CountedWeek): KeptWeek {
  return {
    visits: visits.map(keptVisit),
    actual_by_day: actualByDay.map(String),
    frustrated_by_day: frustratedByDay.map(String),
    visit_times: encodeVisits(times),
  }
}

function keptVisit({ planned, outcome, day, startsAt, endsAt, carers, paid }: CountedVisit, place: number): KeptVisit {
  const plan = {
    planned_on: planned?.day ?? null,
    planned_at: planned?.startsAt ?? null,
    planned_minutes: planned?.minutes ?? null,
    planned_carers: planned?.carers ?? null,
  }
  return { place, ...plan, visited_on: day, outcome, starts_at: startsAt, ends_at: endsAt, carers, paid_minutes: paid }
}
