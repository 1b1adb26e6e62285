import { localDate } from '../../../core/dates.ts'
import { pounds, units } from '../../../core/decimal.ts'
import type { PriceRow } from '../rules/prices.ts'
import type { WeekInput } from '../rules/week.ts'

/** Price rows written as [first day, price]. */
export function priceRows(...rows: readonly (readonly [from: string, price: string])[]): readonly PriceRow[] {
  return rows.map(([from, price]) => ({ from: localDate(from), price: pounds(price) }))
}

/** A priceable week of 3 to 9 March 2025: fourteen hours planned and delivered, at £23.20. */
export function aWeek(overrides: Partial<WeekInput> = {}): WeekInput {
  return {
    weekStart: localDate('2025-03-03'),
    unit: 'hour',
    terms: 'actual',
    prices: priceRows(['2024-04-01', '23.20']),
    planned: units('14'),
    frustrated: units('0'),
    missed: units('0'),
    extra: units('0'),
    comment: 'as agreed by telephone',
    today: localDate('2025-04-30'),
    ...overrides,
  }
}
