import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import type { RowFault } from '../rules/judge.ts'
import { readEntry } from '../rules/typed-entry.ts'
import type { TypedEntry } from '../rules/typed-entry.ts'
import { nothingDiffers } from '../rules/week.ts'
import type { Entry, PackageWeek } from '../rules/week.ts'
import { findBases, findStanding } from '../store/weeks.ts'
import type { StandingVersion } from '../store/weeks.ts'
import { recordWeek } from './record-week.ts'
import type { ListTaken } from './record-week.ts'

export type RecordCell = PackageWeek & {
  readonly serviceId: string
  /** The version of the row that was looked at; 0 when nothing had been recorded. */
  readonly basedOn: number
  /** The boxes that were typed in; the others stay as that version has them. */
  readonly typed: Partial<TypedEntry>
}
export type CellRefusal = { readonly code: 'not-recorded'; readonly faults: readonly RowFault[] }

const untyped: TypedEntry = { frustrated: '', missed: '', extra: '', visits: '', comment: '' }

/** Keeps one box of a sheet as it is left: a draft, judged like any row, and never over somebody else's change. */
export async function recordCell(
  work: Work,
  { serviceId, weekStart, packageId, basedOn, typed }: RecordCell,
  listTaken: ListTaken,
): Promise<Outcome<StandingVersion, CellRefusal>> {
  const read = readEntry({ ...untyped, ...typed })
  if (!read.ok)
    return refused({ code: 'not-recorded', faults: read.refusal.faults.map((fault) => ({ packageId, fault })) })
  const base =
    basedOn === 0 ? nothingDiffers : (await findBases(work.tx, weekStart, [{ packageId, basedOn }])).get(packageId)
  const entry = { ...(base ?? nothingDiffers), ...typedPart(read.value, typed) }
  const entries = [{ packageId, basedOn, entry, intent: 'draft' as const }]
  const outcome = await recordWeek(work, { serviceId, weekStart, entries }, listTaken)
  if (!outcome.ok) return outcome
  const standing = await findStanding(work.tx, { packageId, weekStart })
  // An empty row that was left empty has nothing to stand.
  return done(standing ?? { version: 0, status: 'draft' })
}

function typedPart(entry: Entry, typed: Partial<TypedEntry>): Partial<Entry> {
  return Object.fromEntries(Object.entries(entry).filter(([field]) => field in typed))
}
