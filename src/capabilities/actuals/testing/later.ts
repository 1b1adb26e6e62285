import { explainWeek } from '../../payments/rules/explain-week.ts'
import { priceWeek } from '../../payments/rules/week.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Later } from '../pages/shared/later.ts'

/** Payments' own pricing; `taken` names the packages that are on an invoice, and may grow while the test runs. */
export function later(taken: readonly string[] = [], db?: Db): Later {
  return {
    ...(db === undefined ? {} : { db }),
    origin: 'https://portal.example',
    openConversation: () => Promise.resolve('00000000-0000-4000-8000-000000000001'),
    quote: priceWeek,
    explain: explainWeek,
    listTaken: (_tx, _weekStart, packageIds) => Promise.resolve(new Set(packageIds.filter((id) => taken.includes(id)))),
  }
}
