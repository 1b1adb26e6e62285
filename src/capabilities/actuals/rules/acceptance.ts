import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { WeekStatus } from './sheet-row.ts'

export type AcceptanceRefusal =
  | { readonly code: 'not-held'; readonly status: WeekStatus; readonly by: string }
  | { readonly code: 'changed'; readonly by: string }

export type ReturnRefusal =
  | AcceptanceRefusal
  | { readonly code: 'taken' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'reason-long' }

type Held = { readonly status: WeekStatus; readonly version: number; readonly recordedName: string }

/** What is accepted is what was seen: figures that the provider has changed since are not. */
export function accept(week: Held, shownVersion: number): Outcome<'confirmed', AcceptanceRefusal> {
  const by = week.recordedName
  if (week.status !== 'held') return refused({ code: 'not-held', status: week.status, by })
  return week.version === shownVersion ? done('confirmed') : refused({ code: 'changed', by })
}

/** What somebody of the council lets stand is what they saw. */
export function seen(week: Held, shownVersion: number): Outcome<'seen', AcceptanceRefusal> {
  return week.version === shownVersion ? done('seen') : refused({ code: 'changed', by: week.recordedName })
}

const LONGEST_REASON = 2_000

type Return = { readonly shownVersion: number; readonly reason: string; readonly taken: boolean }

/**
 * Only what was seen is given back, and not without a reason that its provider can act on: held or confirmed, until a
 * payment or an invoice has taken it.
 */
export function giveBack(week: Held, { shownVersion, reason, taken }: Return): Outcome<'draft', ReturnRefusal> {
  const by = week.recordedName
  if (week.status === 'draft') return refused({ code: 'not-held', status: week.status, by })
  if (week.version !== shownVersion) return refused({ code: 'changed', by })
  if (taken) return refused({ code: 'taken' })
  if (reason.trim() === '') return refused({ code: 'reason-missing' })
  return reason.trim().length > LONGEST_REASON ? refused({ code: 'reason-long' }) : done('draft')
}
