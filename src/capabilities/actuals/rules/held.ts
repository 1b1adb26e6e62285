import { addDays } from '../../../core/dates.ts'
import type { HeldCode, SheetRow } from './sheet-row.ts'
import { isOverTolerance, type Entry } from './week.ts'

/**
 * Why a week that is confirmed waits for the council: H01, more than the exception level; H02, frustrated care after the person
 * has been away for longer than the council pays for. `store/upload/judge-rows.ts` and `store/visit-weeks.ts` are the same for sets.
 */
export function heldFor(row: SheetRow, entry: Entry, paidAbsenceWeeks: number | undefined): HeldCode | null {
  if (isOverTolerance(row.planned, entry, row.rule.tolerancePercent)) return 'H01'
  return isLongAway(row, entry, paidAbsenceWeeks) ? 'H02' : null
}

function isLongAway({ awaySince, weekStart }: SheetRow, { frustrated }: Entry, paidWeeks: number | undefined): boolean {
  if (awaySince === undefined || paidWeeks === undefined || frustrated === 0n) return false
  return addDays(awaySince, 7 * paidWeeks) <= weekStart
}
