import { addDays, compareDays, daysBetween, isAfter, isBefore, type LocalDate } from '../../../core/dates.ts'
import type { Package } from './package.ts'

type Dated = Pick<Package, 'id' | 'reference' | 'startsOn' | 'endsOn' | 'serviceLevel' | 'status'>

/** What does not fit together in the care of one person, so that somebody asks before the money or the care is wrong. */
export type Warning =
  | { readonly code: 'nothing-follows'; readonly care: Dated; readonly days: number; readonly on: LocalDate }
  | { readonly code: 'gap'; readonly care: Dated; readonly next: Dated; readonly days: number }
  | { readonly code: 'overlap'; readonly care: Dated; readonly next: Dated; readonly from: LocalDate }

/** An end is said so many days before it comes. */
export const ENDING_DAYS = 14
/** Care that begins this long after other care ended is new care, not a gap. */
const LONGEST_GAP = 28

export function warningsOf(packages: readonly Dated[], today: LocalDate): readonly Warning[] {
  const live = packages
    .filter(({ status }) => status !== 'draft' && status !== 'cancelled')
    .toSorted((a, b) => compareDays(a.startsOn, b.startsOn))
  return live.flatMap((care) => [...endingOf(care, live, today), ...overlapsOf(care, live, today)])
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
