import type { LocalDate } from '../../../core/dates.ts'

/** What makes a week one to look at. Over tolerance it waits for the council; the others are paid unless it acts. */
export const KINDS = ['over-tolerance', 'frustrated', 'two-providers', 'after-death', 'in-hospital', 'late'] as const
export type ExceptionKind = (typeof KINDS)[number]

/** Those that somebody looks at and lets stand, for the version that they saw. */
export type LookKind = Exclude<ExceptionKind, 'over-tolerance'>

export function isLookKind(kind: ExceptionKind): kind is LookKind {
  return kind !== 'over-tolerance'
}

/** Where the next page of the queue begins. */
export type QueuePlace = { readonly weekStart: LocalDate; readonly packageId: string; readonly kind: ExceptionKind }
