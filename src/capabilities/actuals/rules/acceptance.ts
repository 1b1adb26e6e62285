import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { WeekStatus } from './sheet-row.ts'

export type AcceptanceRefusal =
  | { readonly code: 'not-held'; readonly status: WeekStatus; readonly by: string }
  | { readonly code: 'changed'; readonly by: string }

type Held = { readonly status: WeekStatus; readonly version: number; readonly recordedName: string }

/** What is accepted is what was seen: figures that the provider has changed since are not. */
export function accept(week: Held, shownVersion: number): Outcome<'confirmed', AcceptanceRefusal> {
  const by = week.recordedName
  if (week.status !== 'held') return refused({ code: 'not-held', status: week.status, by })
  return week.version === shownVersion ? done('confirmed') : refused({ code: 'changed', by })
}
