import { addDays, compareDays, daysBetween, isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import { quantity, type Quantity } from '../../../core/money.ts'
import type { Package } from './package.ts'

export const WARNING_CODES = ['nothing-follows', 'gap', 'overlap', 'over-hours'] as const
export type WarningCode = (typeof WARNING_CODES)[number]

type Dated = Pick<Package, 'id' | 'reference' | 'startsOn' | 'endsOn' | 'serviceLevel' | 'status'>

/** What does not fit together in the care of one person, so that somebody asks before the money or the care is wrong. */
export type Warning =
  | { readonly code: 'nothing-follows'; readonly care: Dated; readonly days: number; readonly on: LocalDate }
  | { readonly code: 'gap'; readonly care: Dated; readonly next: Dated; readonly days: number }
  | { readonly code: 'overlap'; readonly care: Dated; readonly next: Dated; readonly from: LocalDate }
  | { readonly code: 'over-hours'; readonly care: Dated; readonly weeks: number; readonly more: Quantity }

/** An end is said so many days before it comes. */
export const ENDING_DAYS = 14
/** Care that begins this long after other care ended is new care, not a gap. */
export const LONGEST_GAP = 28
/** What was delivered above plan in two of the last five weeks is no slip of one week. */
export const LOOKED_AT_DAYS = 35
export const OFTEN = 2

export type RecordedWeek = {
  readonly packageId: string
  readonly weekStart: LocalDate
  readonly status: 'draft' | 'confirmed' | 'held'
  readonly planned: Quantity
  readonly actual: Quantity
}
type Known = { readonly today: LocalDate; readonly weeks: readonly RecordedWeek[] }

export function warningsOf(packages: readonly Dated[], { today, weeks }: Known): readonly Warning[] {
  const live = packages
    .filter(({ status }) => status !== 'draft' && status !== 'cancelled')
    .toSorted((a, b) => compareDays(a.startsOn, b.startsOn))
  return live.flatMap((care) => [
    ...endingOf(care, live, today),
    ...overlapsOf(care, live, today),
    ...overHoursOf(care, weeks, today),
  ])
}

function overHoursOf(care: Dated, weeks: readonly RecordedWeek[], today: LocalDate): readonly Warning[] {
  const over = weeks.filter(
    ({ packageId, status, weekStart, planned, actual }) =>
      packageId === care.id &&
      status === 'confirmed' &&
      !isBefore(weekStart, addDays(today, -LOOKED_AT_DAYS)) &&
      actual > planned,
  )
  if (over.length < OFTEN) return []
  const more = quantity(over.reduce((total, { planned, actual }) => total + actual - planned, 0n))
  return [{ code: 'over-hours', care, weeks: over.length, more }]
}

function endingOf(care: Dated, all: readonly Dated[], today: LocalDate): readonly Warning[] {
  const { endsOn } = care
  if (endsOn === null) return []
  const others = all.filter((one) => one !== care && (one.endsOn === null || isAfter(one.endsOn, endsOn)))
  const [next] = others
  if (next === undefined) {
    const days = daysBetween(today, endsOn)
    return days >= 0 && days <= ENDING_DAYS ? [{ code: 'nothing-follows', care, days, on: endsOn }] : []
  }
  const days = daysBetween(endsOn, next.startsOn) - 1
  const isNear = days > 0 && days <= LONGEST_GAP && !isBefore(next.startsOn, today)
  return isNear ? [{ code: 'gap', care, next, days }] : []
}

/** Two packages of one level on the same days are often one that was written twice. What is long over is left alone. */
function overlapsOf(care: Dated, all: readonly Dated[], today: LocalDate): readonly Warning[] {
  return all
    .slice(all.indexOf(care) + 1)
    .filter((next) => next.serviceLevel === care.serviceLevel)
    .filter((next) => care.endsOn === null || !isAfter(next.startsOn, care.endsOn))
    .filter((one) =>
      [care, one].every(({ endsOn }) => endsOn === null || !isBefore(endsOn, addDays(today, -LONGEST_GAP))),
    )
    .map((next) => ({ code: 'overlap', care, next, from: next.startsOn }))
}
