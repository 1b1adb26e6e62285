import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'

export type RunStatus = 'prepared' | 'released' | 'discarded'

/** What working a run out consists of, in order. */
export const preparingSteps = ['weeks', 'stays', 'corrections', 'invoices', 'exceptions'] as const
export type PreparingStep = (typeof preparingSteps)[number]

export type PrepareRefusal =
  | { readonly code: 'already-prepared'; readonly runId: string }
  | { readonly code: 'already-released'; readonly runId: string }

/** A period is paid by one run. A discarded one leaves no trace in the money and does not count. */
export function decidePrepare(
  runs: readonly { readonly id: string; readonly status: RunStatus }[],
): Outcome<'prepare', PrepareRefusal> {
  const open = runs.find(({ status }) => status !== 'discarded')
  if (open === undefined) return done('prepare')
  return refused({ code: open.status === 'prepared' ? 'already-prepared' : 'already-released', runId: open.id })
}

export type ReleaseRefusal =
  | { readonly code: 'not-prepared'; readonly status: RunStatus }
  | { readonly code: 'own-run' }
  | { readonly code: 'lines-changed' }
  | { readonly code: 'stopped'; readonly exceptions: number }
  | { readonly code: 'exceptions-not-confirmed'; readonly exceptions: number }
  | { readonly code: 'early-not-confirmed' }

export type ReleaseFacts = {
  readonly run: { readonly status: RunStatus; readonly preparedBy: string; readonly linesHash: string }
  readonly releaser: string
  /** Of the lines on the releaser's screen, and of the lines as they are now. */
  readonly shownHash: string
  readonly currentHash: string
  readonly stops: number
  readonly toConfirm: number
  readonly confirmed: boolean
  /** Providers may still confirm and amend care of the period. */
  readonly isEarly: boolean
  readonly confirmedEarly: boolean
}

/** A second person releases exactly what they were shown, once everything odd about it has been read. */
export function decideRelease(facts: ReleaseFacts): Outcome<'release', ReleaseRefusal> {
  const { run, shownHash, currentHash, stops, toConfirm } = facts
  if (run.status !== 'prepared') return refused({ code: 'not-prepared', status: run.status })
  if (run.preparedBy === facts.releaser) return refused({ code: 'own-run' })
  if (shownHash !== run.linesHash || currentHash !== run.linesHash) return refused({ code: 'lines-changed' })
  if (stops > 0) return refused({ code: 'stopped', exceptions: stops })
  if (toConfirm > 0 && !facts.confirmed) return refused({ code: 'exceptions-not-confirmed', exceptions: toConfirm })
  if (facts.isEarly && !facts.confirmedEarly) return refused({ code: 'early-not-confirmed' })
  return done('release')
}

export type DiscardRefusal = { readonly code: 'not-prepared'; readonly status: RunStatus }

export function decideDiscard(status: RunStatus): Outcome<'discard', DiscardRefusal> {
  return status === 'prepared' ? done('discard') : refused({ code: 'not-prepared', status })
}
