import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pence, quantity } from '../../../core/money.ts'
import { deliveredByWeek, pricedByStart } from './person-figures.ts'

const packages = [
  { id: 'A', unit: 'hour' as const },
  { id: 'B', unit: 'hour' as const },
  { id: 'C', unit: 'session' as const },
]
const week = (packageId: string, weekStart: string, planned: bigint, actual: bigint) => ({
  ...{ packageId, weekStart: localDate(weekStart), status: 'confirmed' as const },
  ...{ planned: quantity(planned), actual: quantity(actual) },
})

it('adds what is counted in one unit week by week, the oldest first, and leaves drafts out', () => {
  const weeks = [
    week('A', '2025-03-31', 420_000n, 390_000n),
    week('B', '2025-03-31', 30_000n, 60_000n),
    week('A', '2025-03-24', 420_000n, 420_000n),
    week('C', '2025-03-24', 60_000n, 30_000n),
    { ...week('A', '2025-04-07', 420_000n, 420_000n), status: 'draft' as const },
  ]
  expect(deliveredByWeek(weeks, packages)).toEqual([
    {
      unit: 'hour',
      weeks: [
        { weekStart: '2025-03-24', planned: 420_000n, delivered: 420_000n },
        { weekStart: '2025-03-31', planned: 450_000n, delivered: 450_000n },
      ],
    },
    { unit: 'session', weeks: [{ weekStart: '2025-03-24', planned: 60_000n, delivered: 30_000n }] },
  ])
})

it('adds a correction to what it corrects', () => {
  const line = (from: string, amount: bigint) => ({ from: localDate(from), amount: pence(amount) })
  expect(
    pricedByStart([line('2025-03-31', 27_300n), line('2025-03-24', 29_400n), line('2025-03-31', -2_100n)]),
  ).toEqual([
    { from: '2025-03-24', amount: 29_400n },
    { from: '2025-03-31', amount: 25_200n },
  ])
})
