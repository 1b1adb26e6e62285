import { done, refused, type Outcome } from '../../../core/outcome.ts'

export type AgreementStatus = 'draft' | 'published' | 'agreed' | 'rejected' | 'superseded' | 'withdrawn'

export const REASONS = ['wrong-rate', 'wrong-hours', 'wrong-dates', 'wrong-person', 'not-our-service', 'other'] as const
export type Reason = (typeof REASONS)[number]

/** What stood on the screen of the person who answers. */
export type Shown = { readonly revision: number; readonly hash: string }

export type ResponseRefusal =
  | { readonly code: 'already-agreed' | 'already-rejected' | 'withdrawn' | 'superseded' }
  | { readonly code: 'republished'; readonly shownRevision: number; readonly currentRevision: number }

/**
 * A provider answers what they were shown, word for word. If staff republished in the meantime, the answer is
 * refused rather than given to terms that nobody read.
 */
export function mayAnswer(
  current: { readonly status: AgreementStatus; readonly revision: number; readonly hash: string },
  shown: Shown,
): Outcome<null, ResponseRefusal> {
  const { status } = current
  if (status === 'superseded') return refused({ code: 'superseded' })
  // A draft was never shown; one that became a draft again is not to be answered either.
  if (status === 'withdrawn' || status === 'draft') return refused({ code: 'withdrawn' })
  if (current.revision !== shown.revision || current.hash !== shown.hash)
    return refused({ code: 'republished', shownRevision: shown.revision, currentRevision: current.revision })
  if (status === 'agreed') return refused({ code: 'already-agreed' })
  return status === 'rejected' ? refused({ code: 'already-rejected' }) : done(null)
}
