import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pounds } from '../../../core/decimal.ts'
import { pence, quantity } from '../../../core/money.ts'
import { costSteps, nearestDay, unitCostOn } from './unit-cost.ts'

const day = localDate
const topUps = [
  { from: day('2025-05-01'), until: day('2025-06-01'), weekly: pence(7_500n) },
  { from: day('2025-06-01'), until: null, weekly: pence(0n) },
]
const care = (unit: 'week' | 'hour') => ({
  ...{ unit, startsOn: day('2025-04-07'), endsOn: null },
  versions: [
    {
      ...{ version: 1, from: day('2025-04-07'), until: null, planned: quantity(30_000n), plannedByDay: null },
      ...({ rateLineId: 'r', cause: 'new', temporary: false } as const),
    },
  ],
  rates: [{ rateLineId: 'r', from: day('2025-04-01'), until: null, price: pounds('826.00') }],
})

it('X47 leaves a third party’s top-up out of the unit cost of a week, on its days alone', () => {
  const price = pounds('826.00')
  expect(unitCostOn({ unit: 'week', price }, topUps, day('2025-05-15'))).toBe(pounds('751.00'))
  expect(unitCostOn({ unit: 'week', price }, topUps, day('2025-04-15'))).toBe(price)
  expect(unitCostOn({ unit: 'hour', price: pounds('22.1234') }, topUps, day('2025-05-15'))).toBe(pounds('22.1234'))
})

it('cuts the steps of a package where another top-up begins', () => {
  const steps = costSteps(care('week'), topUps).map(({ from, until, unitCost }) => [from, until, unitCost])
  expect(steps).toEqual([
    ['2025-04-07', '2025-05-01', pounds('826.00')],
    ['2025-05-01', '2025-06-01', pounds('751.00')],
    ['2025-06-01', null, pounds('826.00')],
  ])
  expect(costSteps(care('hour'), topUps)).toHaveLength(1)
})

it('takes the day of care that is nearest to today', () => {
  const days = { startsOn: day('2025-04-07'), endsOn: day('2025-05-04') }
  expect(nearestDay(days, day('2025-01-01'))).toBe('2025-04-07')
  expect(nearestDay(days, day('2025-04-20'))).toBe('2025-04-20')
  expect(nearestDay(days, day('2026-01-01'))).toBe('2025-05-04')
})
