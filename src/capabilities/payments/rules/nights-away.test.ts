import { expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { pounds } from '../../../core/decimal.ts'
import { nightsByShare } from './nights-away.ts'
import { priceStay } from './stay.ts'
import { explainAll } from './trace.ts'

const JUNE = localDate('2025-06-02')
const nights = (from: number, until: number) => ({ from: addDays(JUNE, from), until: addDays(JUNE, until) })
const HOSPITAL = [
  { upTo: 14, percent: 100 },
  { upTo: 28, percent: 80 },
  { upTo: 56, percent: 25 },
]

it('X33 pays 40 nights of £700.00 a week £2,820.00 by the tiers', () => {
  const priced = priceStay({
    ...{ prices: [{ from: JUNE, price: pounds('700.00') }], period: nights(0, 40), dayRule: 'nights', extraNights: 0n },
    ...{ absences: [nights(0, 40)], absenceTiers: HOSPITAL },
  })
  if (!priced.ok) throw new Error(priced.refusal.code)
  expect(priced.value.amount).toBe(282_000n)
  expect(priced.value.lines.map(({ amount }) => amount)).toEqual([140_000n, 112_000n, 30_000n])
  expect(explainAll(priced.value.lines[1]?.trace ?? [])).toEqual([
    '14 nights, 16 to 29 June 2025: the day of arrival counts, the day of leaving does not',
    'Away, 16 to 29 June 2025: the contract pays 80% of these nights',
    '16 to 29 June 2025: £700.00 a week (14 days)',
    '14 nights at 80% of a seventh of £700.00 is £1,120.00, rounded once',
  ])
})

it('X34 counts the night of leaving and not the night of coming back, and restarts with each absence', () => {
  const away = [nights(1, 8), nights(20, 22)]
  const tiers = [{ upTo: 5, percent: 50 }]
  expect(nightsByShare(nights(0, 28), away, tiers).map(({ from, until, percent }) => [from, until, percent])).toEqual([
    ['2025-06-02', '2025-06-03', 100],
    ['2025-06-03', '2025-06-08', 50],
    ['2025-06-08', '2025-06-10', 0],
    ['2025-06-10', '2025-06-22', 100],
    ['2025-06-22', '2025-06-24', 50],
    ['2025-06-24', '2025-06-30', 100],
  ])
})

it('goes on with the tier of an absence that began before', () => {
  const [first] = nightsByShare(nights(0, 28), [nights(-20, 10)], HOSPITAL)
  expect(first).toEqual({ ...nights(0, 8), percent: 80 })
})

it('pays nights away like nights at home where there are no tiers', () => {
  expect(nightsByShare(nights(0, 28), [nights(0, 28)], [])).toEqual([{ ...nights(0, 28), percent: 100 }])
})
