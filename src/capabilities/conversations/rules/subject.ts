import type { LocalDate } from '../../../core/dates.ts'

/** What a conversation can be about. A payment line is found by the day it pays from, by which its table is divided. */
export type SubjectRef =
  | { readonly type: 'organisation' | 'service' | 'package' | 'agreement' | 'uplift'; readonly id: string }
  | { readonly type: 'payment-line'; readonly id: string; readonly from: LocalDate }

/** The same, found: whose it is, and which narrower grants may see it. */
export type Subject = {
  readonly type: SubjectRef['type']
  readonly id: string
  readonly text: string
  readonly providerId: string
  readonly serviceId: string | null
  readonly contractId: string | null
  readonly personId: string | null
}

/** What the person chose on the form for a new message, before it is looked up. */
export type Related =
  | { readonly kind: 'organisation' }
  | { readonly kind: 'service'; readonly serviceId: string }
  | { readonly kind: 'package'; readonly reference: string }
  /** What the page that they came from was about. */
  | { readonly kind: 'subject'; readonly subject: SubjectRef }
