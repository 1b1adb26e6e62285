import { z } from 'zod'
import type { CareUnit } from '../../../../core/care-units.ts'
import { quantityText } from '../../../../core/decimal.ts'
import { PARTS_PER_UNIT, quantity, type Quantity } from '../../../../core/money.ts'
import { parseQuantity } from '../../../../core/quantity-entry.ts'
import type { FieldError } from '../../../../platform/web/forms.tsx'
import { hasTwoAtOnce, planOfVisits, type CarePlan, type PlannedVisit } from '../../rules/care-plan.ts'
import type { Recording } from '../../rules/package.ts'

/** A row of the timetable is a time of the day, on all the days that it is for. */
export const VISIT_ROWS = 20
export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

export const OVERFULL_DAY =
  'A day has 24 hours for each carer of its visits, or 48 where no visits are planned. Enter fewer'

const text = z.string().max(200).default('')
const rows = Array.from({ length: VISIT_ROWS }, (_, index) => `v${String(index + 1)}`)
const dayBoxes = DAY_NAMES.map((_, index) => `day${String(index + 1)}`)

/** The boxes of a plan: for a week, for its days, and for the visits of a timetable. */
export const planBoxes = Object.fromEntries(
  [
    'planned',
    ...dayBoxes,
    ...rows.flatMap((row) => [
      `${row}-at`,
      `${row}-for`,
      `${row}-carers`,
      ...DAY_NAMES.map((_, day) => `${row}-d${String(day + 1)}`),
    ]),
  ].map((name) => [name, text]),
)
export type Typed = Readonly<Partial<Record<string, string>>>

export type PlanKind = 'stay' | 'timetable' | 'amount'

/** How a week is planned where care is recorded so. */
export function planKind(recording: Recording | undefined): PlanKind {
  if (recording === 'none') return 'stay'
  return recording === 'timetabled' || recording === 'visits' ? 'timetable' : 'amount'
}

type Read = { readonly plan: CarePlan | undefined; readonly errors: readonly FieldError[] }
type Of = { readonly kind: PlanKind; readonly unit: CareUnit }

export function readPlan(typed: Typed, { kind, unit }: Of): Read {
  if (kind === 'stay') return { plan: wholeWeek(unit), errors: [] }
  if (kind === 'timetable' && hasVisits(typed)) return readVisits(typed, unit)
  return dayBoxes.some((box) => said(typed, box) !== '') ? readDays(typed) : readWeek(typed, kind)
}

/** A stay is planned for every night of the week. */
function wholeWeek(unit: CareUnit): CarePlan {
  const planned = quantity(unit === 'week' ? PARTS_PER_UNIT : PARTS_PER_UNIT * 7n)
  return { planned, plannedByDay: null, visits: [] }
}

function readWeek(typed: Typed, kind: PlanKind): Read {
  const planned = parseQuantity(said(typed, 'planned'))
  if (planned.ok) return { plan: { planned: planned.value, plannedByDay: null, visits: [] }, errors: [] }
  const text =
    kind === 'timetable'
      ? 'Enter the visits of a week, or how much is planned'
      : 'Enter how much is planned for a week, like 16, 16.5 or 16:30'
  return { plan: undefined, errors: [{ field: 'planned', text }] }
}

function readDays(typed: Typed): Read {
  const read = dayBoxes.map((field, index) => {
    const amount = parseQuantity(said(typed, field) === '' ? '0' : said(typed, field))
    return { field, name: DAY_NAMES[index] ?? '', amount }
  })
  const errors = read
    .filter(({ amount }) => !amount.ok)
    .map(({ field, name }) => ({ field, text: `Enter how much is planned on a ${name}, like 2, 2.5 or 2:30` }))
  if (errors.length > 0) return { plan: undefined, errors }
  const plannedByDay: readonly Quantity[] = read.map(({ amount }) => (amount.ok ? amount.value : quantity(0n)))
  const planned = quantity(plannedByDay.reduce((sum, day) => sum + day, 0n))
  const week = said(typed, 'planned')
  const whole = week === '' ? undefined : parseQuantity(week)
  if (whole !== undefined && (!whole.ok || whole.value !== planned))
    return {
      plan: undefined,
      errors: [
        { field: 'planned', text: `The days come to ${quantityText(planned)}. Enter that, or leave the week empty` },
      ],
    }
  return { plan: { planned, plannedByDay, visits: [] }, errors: [] }
}

function hasVisits(typed: Typed): boolean {
  return rows.some((row) => isUsed(typed, row))
}

function isUsed(typed: Typed, row: string): boolean {
  return said(typed, `${row}-at`) !== '' || said(typed, `${row}-for`) !== '' || daysOfRow(typed, row).length > 0
}

function daysOfRow(typed: Typed, row: string): readonly number[] {
  return DAY_NAMES.flatMap((_, index) => (said(typed, `${row}-d${String(index + 1)}`) === '' ? [] : [index + 1]))
}

function readVisits(typed: Typed, unit: CareUnit): Read {
  const read = rows.filter((row) => isUsed(typed, row)).map((row) => readRow(typed, row))
  const errors = read.flatMap((row) => row.errors)
  if (errors.length > 0) return { plan: undefined, errors }
  const visits = read.flatMap((row) => row.visits)
  if (hasTwoAtOnce(visits)) {
    const field = `${rows.find((row) => isUsed(typed, row)) ?? 'v1'}-at`
    return {
      plan: undefined,
      errors: [{ field, text: 'Two visits begin at the same time on one day. Enter one with two carers' }],
    }
  }
  return { plan: planOfVisits(visits, unit), errors: [] }
}

const LONGEST_VISIT = 1440

function readRow(
  typed: Typed,
  row: string,
): { readonly visits: readonly PlannedVisit[]; readonly errors: readonly FieldError[] } {
  const startsAt = timeOf(said(typed, `${row}-at`))
  const length = wholeNumber(said(typed, `${row}-for`), LONGEST_VISIT)
  const carers = wholeNumber(said(typed, `${row}-carers`) === '' ? '1' : said(typed, `${row}-carers`), 4)
  const days = daysOfRow(typed, row)
  if (startsAt !== undefined && length !== undefined && carers !== undefined && days.length > 0)
    return { visits: days.map((weekday) => ({ weekday, startsAt, minutes: length, carers })), errors: [] }
  const number = row.slice(1)
  const faults: readonly (readonly [boolean, string, string])[] = [
    [startsAt === undefined, 'at', `Enter when visit ${number} begins, like 07:30`],
    [length === undefined, 'for', `Enter how many minutes visit ${number} takes, like 30`],
    [carers === undefined, 'carers', `Enter how many carers visit ${number} has, from 1 to 4`],
    [days.length === 0, 'd1', `Select the days of visit ${number}`],
  ]
  return {
    visits: [],
    errors: faults.flatMap(([isFault, box, words]) => (isFault ? [{ field: `${row}-${box}`, text: words }] : [])),
  }
}

/** '7:30', '07:30' or '0730', by the 24-hour clock. */
function timeOf(typed: string): string | undefined {
  const [, hours = '', rest = ''] = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/u.exec(typed) ?? []
  return rest === '' ? undefined : `${hours.padStart(2, '0')}:${rest}`
}

function wholeNumber(typed: string, most: number): number | undefined {
  const number = /^\d{1,4}$/u.test(typed) ? Number(typed) : 0
  return number >= 1 && number <= most ? number : undefined
}

function said(typed: Typed, name: string): string {
  return (typed[name] ?? '').trim()
}

/** The boxes as they are filled for a plan that there is. */
export function boxesOfPlan({ planned, plannedByDay, visits }: CarePlan): Readonly<Record<string, string>> {
  if (visits.length > 0) return boxesOfVisits(visits)
  if (plannedByDay === null) return { planned: quantityText(planned) }
  return Object.fromEntries(plannedByDay.map((amount, index) => [`day${String(index + 1)}`, quantityText(amount)]))
}

function boxesOfVisits(visits: readonly PlannedVisit[]): Readonly<Record<string, string>> {
  const alike = [...Map.groupBy(visits, ({ startsAt, minutes, carers }) => [startsAt, minutes, carers].join()).values()]
  const boxes = alike.slice(0, VISIT_ROWS).flatMap((group, index) => boxesOfRow(`v${String(index + 1)}`, group))
  return Object.fromEntries(boxes)
}

function boxesOfRow(row: string, group: readonly PlannedVisit[]): readonly (readonly [string, string])[] {
  const [first] = group
  if (first === undefined) return []
  return [
    [`${row}-at`, first.startsAt],
    [`${row}-for`, String(first.minutes)],
    [`${row}-carers`, String(first.carers)],
    ...group.map(({ weekday }) => [`${row}-d${String(weekday)}`, 'yes'] as const),
  ]
}

/** Whether a timetable can be shown in the rows of the form. */
export function fitsRows(visits: readonly PlannedVisit[]): boolean {
  return new Set(visits.map(({ startsAt, minutes, carers }) => [startsAt, minutes, carers].join())).size <= VISIT_ROWS
}
