import { priceWeek } from '../../payments/rules/week.ts'
import type { Later } from '../pages/shared/later.ts'

/** Payments' own pricing, and nothing taken yet unless the test says so. */
export function later(...taken: readonly string[]): Later {
  return {
    quote: priceWeek,
    listTaken: (_tx, _weekStart, packageIds) => Promise.resolve(new Set(packageIds.filter((id) => taken.includes(id)))),
  }
}
