import type { LocalDate } from '../../../core/dates.ts'
import type { Rate } from '../../../core/money.ts'
import { contains, isEmpty, overlapOf } from '../../../core/periods.ts'
import type { DayRange } from '../../../core/periods.ts'

/** A price from a day on, until the next one begins or, when it is known, until it ends (the first day without it). */
export type PriceRow = { readonly from: LocalDate; readonly until?: LocalDate | undefined; readonly price: Rate }
/** Consecutive days at one price row. */
export type PriceSegment = DayRange & { readonly price: Rate }

/**
 * The price rows in force within some days, in order of days. A later `from` ends the earlier row; of two rows with
 * the same `from` the one listed last replaces the other. Days before the first row are left out.
 */
export function pricesWithin(rows: readonly PriceRow[], days: DayRange): readonly PriceSegment[] {
  const latestFirst = rows.toReversed().toSorted((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))
  const segments: PriceSegment[] = []
  let next = days.until
  for (const row of latestFirst) {
    const until = row.until !== undefined && row.until < next ? row.until : next
    const inForce = overlapOf(days, { from: row.from, until })
    if (!isEmpty(inForce)) segments.push({ ...inForce, price: row.price })
    if (row.from < next) next = row.from
  }
  return segments.toReversed()
}

export function priceOn(segments: readonly PriceSegment[], day: LocalDate): Rate | undefined {
  return segments.find((segment) => contains(segment, day))?.price
}

/** The first of some days on which none of the prices within them is in force. */
export function firstUnpriced(days: DayRange, segments: readonly PriceSegment[]): LocalDate | undefined {
  let day = days.from
  for (const segment of segments) {
    if (segment.from > day) return day
    day = segment.until
  }
  return day < days.until ? day : undefined
}
