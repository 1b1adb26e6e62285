import { done, type Outcome } from '../../../core/outcome.ts'
import type { Work } from '../../../platform/work.ts'
import { nothingDiffers } from '../rules/week.ts'
import { listConfirmedBy, type ConfirmedOf } from '../store/confirmed.ts'
import { SHEET_PAGE } from '../store/sheet.ts'
import { recordWeek, type ListTaken, type RecordRefusal } from './record-week.ts'

type Undone = { readonly undone: number; readonly changed: number }

/**
 * Makes drafts again of what one act confirmed, all of it or nothing. What somebody has changed since stays as they left
 * it: the page says how many there were.
 */
export async function undoConfirmed(
  work: Work,
  { count, ...of }: ConfirmedOf & { readonly count: number },
  listTaken: ListTaken,
): Promise<Outcome<Undone, RecordRefusal>> {
  const { serviceId, weekStart } = of
  const standing = await listConfirmedBy(work.tx, of)
  for (let from = 0; from < standing.length; from += SHEET_PAGE) {
    const entries = standing.slice(from, from + SHEET_PAGE).map(({ packageId, version }) => {
      return { packageId, basedOn: version, entry: (base = nothingDiffers) => base, intent: 'undo' as const }
    })
    const outcome = await recordWeek(work, { serviceId, weekStart, entries }, listTaken)
    if (!outcome.ok) return outcome
  }
  return done({ undone: standing.length, changed: Math.max(0, count - standing.length) })
}
