import type { Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { warningsIn, type Confirmable } from '../rules/review.ts'
import type { ServiceWeek } from '../store/sheet.ts'
import { keepConfirmedWarnings } from '../store/warnings.ts'
import { recordWeek } from './record-week.ts'
import type { ListTaken, Recorded, RecordRefusal } from './record-week.ts'

export type ConfirmReviewed = ServiceWeek & {
  /** What was shown, and on which version. */
  readonly rows: readonly { readonly basedOn: number; readonly reviewed: Confirmable }[]
}

/** Confirms what a review showed as ready or in doubt. Whoever does has seen its warnings: they are not asked again. */
export async function confirmReviewed(
  work: Work,
  { serviceId, weekStart, rows }: ConfirmReviewed,
  listTaken: ListTaken,
): Promise<Outcome<Recorded, RecordRefusal>> {
  const entries = rows.map(({ basedOn, reviewed: { row, entry } }) => {
    return { packageId: row.packageId, basedOn, entry, intent: 'confirm' as const }
  })
  const outcome = await recordWeek(work, { serviceId, weekStart, entries }, listTaken)
  if (!outcome.ok) return outcome
  const warned = rows.map(({ reviewed }) => ({ ...reviewed, codes: warningsIn(reviewed) }))
  const { tx, accountId: by, actor, now: at } = work
  await keepConfirmedWarnings(tx, weekStart, warned, { by, name: actor.name, at })
  return outcome
}
