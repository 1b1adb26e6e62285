import { done, refused, type Outcome } from '../../../core/outcome.ts'
import { LONGEST_NOTE, type Side } from './document.ts'

export type VersionWithdrawalRefusal = {
  readonly code:
    'reason-missing' | 'reason-too-long' | 'already-withdrawn' | 'document-withdrawn' | 'not-yours' | 'only-version'
}

type Standing = { readonly side: Side; readonly withdrawnAt: Date | null }

/** By the side that filed it; the council, whose register it is, takes back anybody’s. */
function isTheirsToWithdraw({ side, withdrawnAt }: Standing, by: Side): boolean {
  return withdrawnAt === null && (side === by || by === 'council')
}

/** Those that whoever asks may take back: never the last one, with which the document itself would go. */
export function listWithdrawable<V extends Standing>(versions: readonly V[], by: Side): readonly V[] {
  const standing = versions.filter(({ withdrawnAt }) => withdrawnAt === null)
  return standing.length < 2 ? [] : standing.filter((version) => isTheirsToWithdraw(version, by))
}

type Withdrawing = { readonly by: Side; readonly reason: string; readonly isOnly: boolean }

export function withdrawVersionOf(
  version: Standing,
  { by, reason, isOnly }: Withdrawing,
): Outcome<string, VersionWithdrawalRefusal> {
  if (version.withdrawnAt !== null) return refused({ code: 'already-withdrawn' })
  if (!isTheirsToWithdraw(version, by)) return refused({ code: 'not-yours' })
  if (isOnly) return refused({ code: 'only-version' })
  const why = reason.trim()
  if (why === '') return refused({ code: 'reason-missing' })
  return why.length > LONGEST_NOTE ? refused({ code: 'reason-too-long' }) : done(why)
}
