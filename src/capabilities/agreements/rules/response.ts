import { done, refused, type Outcome } from '../../../core/outcome.ts'

export type AgreementStatus = 'draft' | 'published' | 'agreed' | 'rejected' | 'superseded' | 'withdrawn'

export const REASONS = ['wrong-rate', 'wrong-hours', 'wrong-dates', 'wrong-person', 'not-our-service', 'other'] as const
export type Reason = (typeof REASONS)[number]

/** What stood on the screen of the person who answers. */
export type Shown = { readonly revision: number; readonly hash: string }

export type ResponseRefusal =
  | { readonly code: 'already-agreed' | 'already-rejected' | 'withdrawn' | 'superseded' | 'paused' }
  | { readonly code: 'own-offer' | 'no-authority' | 'not-allowed-to-start' }
  | { readonly code: 'republished'; readonly shownRevision: number; readonly currentRevision: number }

export type Answerable = {
  readonly status: AgreementStatus
  readonly revision: number
  readonly hash: string
  /** Who published the revision. */
  readonly publishedBy: string | null
}

/**
 * A provider answers what they were shown, word for word. If staff republished in the meantime, the answer is
 * refused rather than given to terms that nobody read.
 */
export function mayAnswer(current: Answerable, shown: Shown, by: string): Outcome<null, ResponseRefusal> {
  const { status } = current
  if (status === 'superseded') return refused({ code: 'superseded' })
  // A draft was never shown; one that became a draft again is not to be answered either.
  if (status === 'withdrawn' || status === 'draft') return refused({ code: 'withdrawn' })
  if (current.revision !== shown.revision || current.hash !== shown.hash)
    return refused({ code: 'republished', shownRevision: shown.revision, currentRevision: current.revision })
  if (status === 'agreed') return refused({ code: 'already-agreed' })
  if (status === 'rejected') return refused({ code: 'already-rejected' })
  // Somebody may work for both sides. They never answer what they sent themselves.
  return current.publishedBy === by ? refused({ code: 'own-offer' }) : done(null)
}
