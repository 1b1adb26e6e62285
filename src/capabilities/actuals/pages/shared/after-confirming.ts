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

type PageOfWeek = ServiceWeek & {
  /** Where the page of the sheet begins, of a week that has several. */
  readonly after?: string | undefined
}

/** The page that says what was confirmed; where nothing was, the week. */
export function afterConfirming(page: PageOfWeek, { confirmed, held = 0, at }: Confirmed): string {
  if (confirmed + held === 0) return sheetOf(page)
  const { serviceId, weekStart, after } = page
  const query = new URLSearchParams({ at, ...(after !== undefined && { after }) })
  return `/provider/actuals/${serviceId}/${weekStart}/confirmed?${query.toString()}`
}

export function sheetOf({ serviceId, weekStart, after }: PageOfWeek): string {
  return `/provider/actuals/${serviceId}/${weekStart}${after === undefined ? '' : `?after=${after}`}`
}
