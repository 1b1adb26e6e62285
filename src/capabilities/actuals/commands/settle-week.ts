import type { Outcome } from '../../../core/outcome.ts'
import { NotFound } from '../../../core/errors.ts'
import { quantity } from '../../../core/money.ts'
import type { Work } from '../../../platform/work.ts'
import { nothingDiffers } from '../rules/week.ts'
import type { Entry, PackageWeek } from '../rules/week.ts'
import { listSheet } from '../store/sheet.ts'
import type { WeekSource } from '../store/weeks.ts'
import { recordWeek } from './record-week.ts'
import type { ListTaken, Recorded, RecordRefusal } from './record-week.ts'

export type SettleWeek = PackageWeek & {
  readonly serviceId: string
  readonly as: 'planned' | 'nil'
  readonly basedOn: number
  readonly source?: WeekSource
}

/** Ends a line that stops somebody: what was planned was delivered, or nothing was. What stood there stays in its history. */
export async function settleWeek(
  work: Work,
  { as, basedOn, source = 'screen', ...week }: SettleWeek,
  listTaken: ListTaken,
): Promise<Outcome<Recorded, RecordRefusal>> {
  const { serviceId, weekStart, packageId } = week
  const [row] = await listSheet(work.tx, week, { packageIds: [packageId] })
  if (row === undefined) throw new NotFound('package')
  const visits = row.standing?.entry.visits ?? null
  const nil: Entry = {
    frustrated: quantity(0n),
    missed: row.planned,
    extra: quantity(0n),
    visits: 0,
    comment: row.standing?.entry.comment.trim() === '' ? NOTHING : (row.standing?.entry.comment ?? NOTHING),
  }
  const entry = as === 'nil' ? nil : { ...nothingDiffers, visits }
  const entries = [{ packageId, basedOn, entry, intent: 'confirm' as const }]
  return recordWeek(work, { serviceId, weekStart, entries, source }, listTaken)
}

const NOTHING = 'Nothing was delivered in this week'
