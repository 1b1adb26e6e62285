import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pence } from '../../../core/money.ts'
import { percent } from '../../../core/percent.ts'
import { lateInterest } from './late-interest.ts'

const late = (amount: bigint, paid: string) =>
  lateInterest(pence(amount), { dueOn: localDate('2025-06-01'), paidOn: localDate(paid), baseRate: percent(47_500n) })

it('X48 comes to £52.40 and £100 for £10,000 paid 15 days late at a reference rate of 4.75%', () => {
  expect(late(1_000_000n, '2025-06-16')).toEqual({ days: 15, interest: 5_240n, fixedSum: 10_000n })
})

it.each([
  [99_999n, 4_000n],
  [100_000n, 7_000n],
  [999_999n, 7_000n],
  [1_000_000n, 10_000n],
])('adds the fixed sum of a debt of %i pence', (amount, fixedSum) => {
  expect(late(amount, '2025-06-02').fixedSum).toBe(fixedSum)
})

it('owes nothing on the day it was due or before, nor on nothing', () => {
  expect(late(1_000_000n, '2025-06-01')).toMatchObject({ days: 0, interest: 0n, fixedSum: 0n })
  expect(late(0n, '2025-07-01')).toMatchObject({ interest: 0n, fixedSum: 0n })
})
