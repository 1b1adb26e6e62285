import { done, refused } from '../../../core/outcome.ts'
import type { Outcome } from '../../../core/outcome.ts'
import { keepPlans } from '../../../platform/db/statement.ts'
import type { Work } from '../../../platform/work.ts'
import type { RowFault } from '../rules/judge.ts'
import type { WeekStatus } from '../rules/sheet-row.ts'
import { readEntry } from '../rules/typed-entry.ts'
import type { TypedEntry } from '../rules/typed-entry.ts'
import { nothingDiffers } from '../rules/week.ts'
import type { Entry, PackageWeek } from '../rules/week.ts'
import { findStanding } from '../store/weeks.ts'
import type { StandingVersion } from '../store/weeks.ts'
import { recordWeek } from './record-week.ts'
import type { ListTaken, Recorded } from './record-week.ts'

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
  const entry = (base: Entry | undefined) => ({ ...(base ?? nothingDiffers), ...typedPart(read.value, typed) })
  const entries = [{ packageId, basedOn, entry, intent: 'draft' as const }]
  const [, outcome] = await Promise.all([
    keepPlans(work.tx),
    recordWeek(work, { serviceId, weekStart, entries }, listTaken),
  ])
  if (!outcome.ok) return outcome
  const written = writtenAs(outcome.value)
  if (written !== undefined) return done({ version: basedOn + 1, status: written })
  // An empty row that was left empty has nothing to stand.
  return done((await findStanding(work.tx, { packageId, weekStart })) ?? { version: 0, status: 'draft' })
}

/** Undefined when the row said what stood already. */
function writtenAs({ drafts, confirmed, held }: Recorded): WeekStatus | undefined {
  if (drafts > 0) return 'draft'
  if (confirmed > 0) return 'confirmed'
  return held > 0 ? 'held' : undefined
}

function typedPart(entry: Entry, typed: Partial<TypedEntry>): Partial<Entry> {
  return Object.fromEntries(Object.entries(entry).filter(([field]) => field in typed))
}
