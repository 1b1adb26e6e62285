import { done, type Outcome } from '../../../../core/outcome.ts'
import type { Work } from '../../../../platform/work.ts'
import type { ServiceWeek } from '../../store/sheet.ts'

/** What an act did, with the moment of it: the page after it finds by it what it confirmed. */
export function stamped<T extends object, R extends { readonly code: string }>(
  { now }: Pick<Work, 'now'>,
  outcome: Outcome<T, R>,
): Outcome<T & { readonly at: string }, R> {
  return outcome.ok ? done({ ...outcome.value, at: now.toISOString() }) : outcome
}

type Confirmed = { readonly confirmed: number; readonly held?: number; readonly at: string }

/** The page that says what was confirmed; where nothing was, the week. */
export function afterConfirming({ serviceId, weekStart }: ServiceWeek, { confirmed, held = 0, at }: Confirmed): string {
  const week = `/provider/actuals/${serviceId}/${weekStart}`
  return confirmed + held === 0 ? week : `${week}/confirmed?at=${encodeURIComponent(at)}`
}
