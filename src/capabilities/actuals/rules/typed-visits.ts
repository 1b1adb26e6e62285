import { parseLocalDate } from '../../../core/dates.ts'
import type { LocalDate } from '../../../core/dates.ts'
import { weekOf } from '../../../core/periods.ts'

import { OUTCOMES } from './timetable.ts'
import type { PlannedVisit, SaidVisit } from './timetable.ts'

/** What is wrong with a box of the form of visits; the box is the name of the field. */
export type VisitFault = {
  readonly field: string
  readonly code: 'not-a-time' | 'not-a-number-of-carers' | 'other-week' | 'incomplete' | 'no-length'
  readonly visit: PlannedVisit | undefined
}
export type Typed = Readonly<Record<string, string>>
export type ReadVisits = { readonly visits: readonly SaidVisit[]; readonly faults: readonly VisitFault[] }

/** Empty rows in which a visit may be added that the timetable does not have. */
const SPARE_ROWS = 3
const MOST_ADDED = 50

/** '2025-03-31-0800': the visit that is planned then. */
export function keyOf({ day, startsAt }: PlannedVisit): string {
  return `${day}-${startsAt.replace(':', '')}`
}

/** Reads the whole form: every planned visit, ticked or not, and the rows that were added. */
export function readVisits(planned: readonly PlannedVisit[], typed: Typed, weekStart: LocalDate): ReadVisits {
  const read = [
    ...planned.map((visit) => readPlanned(visit, typed, weekStart)),
    ...addedPlaces(typed).map((place) => readAdded(String(place), typed, weekStart)),
  ]
  return { visits: read.flatMap(({ visits }) => visits), faults: read.flatMap(({ faults }) => faults) }
}

/** What stands in the boxes for visits that were recorded or are only planned. */
export function typedOf(visits: readonly SaidVisit[]): Typed {
  const added = visits.filter(({ planned }) => planned === undefined)
  return Object.fromEntries([
    ...visits.flatMap((visit) => (visit.planned === undefined ? [] : boxesOf(keyOf(visit.planned), visit))),
    ...added.flatMap((visit, place) => {
      const key = `added-${String(place)}`
      return [...boxesOf(key, visit), [`outcome-${key}`, visit.outcome] as const]
    }),
  ])
}

function boxesOf(key: string, { outcome, day, startsAt, endsAt, carers }: SaidVisit): readonly [string, string][] {
  return [
    [`came-${key}`, outcome === 'delivered' ? 'yes' : ''],
    [`why-${key}`, outcome === 'frustrated' ? 'frustrated' : 'missed'],
    [`day-${key}`, day],
    [`start-${key}`, startsAt],
    [`end-${key}`, endsAt],
    [`carers-${key}`, String(carers)],
  ]
}

function readPlanned(planned: PlannedVisit, typed: Typed, weekStart: LocalDate): ReadVisits {
  const key = keyOf(planned)
  if (typed[`came-${key}`] !== 'yes') {
    const outcome = typed[`why-${key}`] === 'frustrated' ? 'frustrated' : 'missed'
    const { day, startsAt, endsAt, carers } = planned
    return { visits: [{ planned, outcome, day, startsAt, endsAt, carers }], faults: [] }
  }
  return readTimes(key, typed, { planned, outcome: 'delivered', weekStart })
}

/** One that nothing else is said of took place. */
function readAdded(place: string, typed: Typed, weekStart: LocalDate): ReadVisits {
  const key = `added-${place}`
  const outcome = OUTCOMES.find((known) => known === typed[`outcome-${key}`]) ?? 'delivered'
  return readTimes(key, typed, { planned: undefined, outcome, weekStart })
}

/** As many rows for added visits as hold the last one that was filled in, and some empty ones. */
export function countAddedRows(typed: Typed): number {
  return (addedPlaces(typed).at(-1) ?? -1) + 1 + SPARE_ROWS
}

/** Rows of which nothing was filled in are no visits. */
function addedPlaces(typed: Typed): readonly number[] {
  return Array.from({ length: MOST_ADDED }, (_, place) => place).filter((place) =>
    ['start', 'end'].some((box) => (typed[`${box}-added-${String(place)}`] ?? '').trim() !== ''),
  )
}

type About = Pick<SaidVisit, 'planned' | 'outcome'> & { readonly weekStart: LocalDate }

function readTimes(key: string, typed: Typed, { planned, outcome, weekStart }: About): ReadVisits {
  const box = (name: string) => (typed[`${name}-${key}`] ?? '').trim()
  const day = box('day') === '' ? planned?.day : dayInWeek(box('day'), weekStart)
  const [startsAt, endsAt] = [readTime(box('start')), readTime(box('end'))]
  const carers = /^[1-4]$/.test(box('carers')) ? Number(box('carers')) : undefined
  const lacks = (name: string) => (box(name) === '' ? 'incomplete' : 'not-a-time')
  const endFault = startsAt === endsAt ? 'no-length' : undefined
  const wrong: readonly (readonly [string, VisitFault['code'] | undefined])[] = [
    ['day', orFault(day, 'other-week')],
    ['start', orFault(startsAt, lacks('start'))],
    ['end', orFault(endsAt, lacks('end')) ?? endFault],
    ['carers', orFault(carers, 'not-a-number-of-carers')],
  ]
  const faults = wrong.flatMap(([name, code]) =>
    code === undefined ? [] : [{ field: `${name}-${key}`, code, visit: planned }],
  )
  const visit = { planned, outcome, day, startsAt, endsAt, carers }
  return { visits: faults.length === 0 && isWhole(visit) ? [visit] : [], faults }
}

function orFault(value: unknown, code: VisitFault['code']): VisitFault['code'] | undefined {
  return value === undefined ? code : undefined
}

type Partly<T> = { readonly [K in keyof T]: T[K] | undefined }

function isWhole(visit: Partly<SaidVisit>): visit is SaidVisit {
  const { day, startsAt, endsAt, carers } = visit
  return [day, startsAt, endsAt, carers].every((part) => part !== undefined)
}

export function dayInWeek(text: string, weekStart: LocalDate): LocalDate | undefined {
  const day = parseLocalDate(text)
  const { from, until } = weekOf(weekStart)
  return day !== undefined && from <= day && day < until ? day : undefined
}

const TIME = /^(\d{1,2})\s?[:.h]?\s?(\d{2})$/i

/** '8:30', '08:30', '0830' and '8.30' are the same time of day. */
export function readTime(typed: string): string | undefined {
  const [, hours, rest] = TIME.exec(typed.normalize('NFKC').trim()) ?? []
  if (hours === undefined || rest === undefined || Number(hours) > 23 || Number(rest) > 59) return undefined
  return `${hours.padStart(2, '0')}:${rest}`
}
