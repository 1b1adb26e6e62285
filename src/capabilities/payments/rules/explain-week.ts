import { explainAll } from './trace.ts'
import { priceWeek } from './week.ts'
import type { WeekInput } from './week.ts'

/** How the price of a week comes about, in sentences; none where it has no price. */
export function explainWeek(input: WeekInput): readonly string[] {
  const priced = priceWeek(input)
  return priced.ok ? explainAll(priced.value.trace) : []
}
