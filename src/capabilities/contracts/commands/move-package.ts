import type { LocalDate } from '../../../core/dates.ts'
import type { Work } from '../../../platform/work.ts'
import { lockPrices, recordMoved } from '../store/apply-prices.ts'

type MovePackage = { readonly packageId: string; readonly rateLineId: string; readonly fromOn: LocalDate }

/** Part of moving care to another line of the price book: what was paid for days that have begun is looked at once more. */
export async function movePackage(work: Work, moved: MovePackage): Promise<void> {
  await lockPrices(work.tx)
  await recordMoved(work.tx, moved, work.today)
}
