import { pricesInWeek } from './planned.ts'
import type { SheetRow } from './sheet-row.ts'
import { actualOf, needsComment } from './week.ts'
import type { Entry } from './week.ts'

/** What may be right and is asked about once. The codes are those of files, and public. */
export type Warning = 'W01' | 'W02' | 'W03' | 'W05'

/** What is known of a package and week beside its row. */
export type WarningFacts = {
  /** Every one of the twelve weeks before was confirmed exactly as planned. */
  readonly steady: boolean
  /** In hospital from before the week until after it. */
  readonly away: boolean
  /** Somebody is with the person while the clocks change. */
  readonly clocks: boolean
  /** What somebody has confirmed already, as `warnedValue` of what was said then. */
  readonly confirmed: ReadonlyMap<Warning, string>
}

const NOTHING: WarningFacts = { steady: false, away: false, clocks: false, confirmed: new Map() }

/** As planned in every one of so many weeks: perhaps nobody looks any more. */
export const STEADY_WEEKS = 12

/**
 * What is asked about one week, whichever way it came; what was confirmed for the very same figures is not asked again.
 * `store/upload/judge-rows.ts` is the same for sets, and random cases hold the two equal.
 */
export function warningsOf(row: SheetRow, entry: Entry, facts: WarningFacts | undefined): readonly Warning[] {
  const { steady, away, clocks, confirmed } = facts ?? NOTHING
  const found = [
    ...(away && actualOf(row.planned, entry) > 0n ? ['W02' as const] : []),
    ...(clocks ? ['W05' as const] : []),
    ...(steady && !needsComment(entry) ? ['W01' as const] : []),
    ...(hasAveragePrice(row) ? ['W03' as const] : []),
  ]
  const value = warnedValue(row, entry)
  return found.filter((code) => confirmed.get(code) !== value)
}

/** Planned and what differs: the figures for which a warning is confirmed. */
export function warnedValue({ planned }: Pick<SheetRow, 'planned'>, { frustrated, missed, extra }: Entry): string {
  return [planned, frustrated, missed, extra].join('/')
}

/** More than one price in a week that is one amount; visits are priced by their own dates. */
function hasAveragePrice({ recording, plan, weekStart }: SheetRow): boolean {
  return recording === 'weekly' && new Set(pricesInWeek(plan, weekStart).map(({ price }) => price)).size > 1
}
