import type { NightsTier } from '../../../core/absence-tiers.ts'
import { addDays } from '../../../core/dates.ts'
import { isEmpty, overlapOf, type DayRange } from '../../../core/periods.ts'

/** Nights of which one share is paid: all of those at home, and of those away what the tier says. */
export type SharedNights = DayRange & { readonly percent: number }

/**
 * Some nights cut where somebody goes, comes back, or comes to the next tier. Absences do not touch each other, and each
 * counts its nights from its own first one. Without tiers nights away are like nights at home.
 */
export function nightsByShare(
  nights: DayRange,
  away: readonly DayRange[],
  tiers: readonly NightsTier[],
): readonly SharedNights[] {
  if (tiers.length === 0) return [{ ...nights, percent: 100 }]
  const parts: SharedNights[] = []
  let next = nights.from
  for (const absence of away.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const home = overlapOf(nights, { from: next, until: absence.from })
    if (!isEmpty(home)) parts.push({ ...home, percent: 100 })
    parts.push(...partsAway(nights, absence, tiers))
    if (absence.until > next) next = absence.until
  }
  const rest = overlapOf(nights, { from: next, until: nights.until })
  return isEmpty(rest) ? parts : [...parts, { ...rest, percent: 100 }]
}

function partsAway(nights: DayRange, absence: DayRange, tiers: readonly NightsTier[]): readonly SharedNights[] {
  const last = tiers.at(-1)
  const all = last?.upTo === null ? tiers : [...tiers, { upTo: null, percent: 0 }]
  return all.flatMap(({ upTo, percent }, index) => {
    const from = addDays(absence.from, all[index - 1]?.upTo ?? 0)
    const until = upTo === null ? absence.until : addDays(absence.from, upTo)
    const part = overlapOf(nights, overlapOf(absence, { from, until }))
    return isEmpty(part) ? [] : [{ ...part, percent }]
  })
}
