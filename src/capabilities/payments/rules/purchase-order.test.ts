import { expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { pence } from '../../../core/money.ts'
import { leftOf, standingOfOrder } from './purchase-order.ts'

const year = { startsOn: localDate('2025-04-07'), endsOn: localDate('2026-04-05') }
const order = (ordered: bigint, used: bigint, usedTo: string | null) => ({
  ...{ ...year, ordered: pence(ordered), used: pence(used) },
  usedTo: usedTo === null ? null : localDate(usedTo),
})

it.each([
  ['nothing was paid yet', order(100_000n, 0n, null), { code: 'unused' }],
  ['£100.00 a week of £5,200.00 lasts the year', order(520_000n, 40_000n, '2025-05-04'), { code: 'lasts' }],
  [
    '£100.00 a week of £800.00 is used after eight weeks',
    order(80_000n, 40_000n, '2025-05-04'),
    { code: 'runs-out', on: '2025-06-02' },
  ],
  ['all of it is used', order(40_000n, 40_000n, '2025-05-04'), { code: 'used-up' }],
  ['more than all is used', order(30_000n, 40_000n, '2025-05-04'), { code: 'used-up' }],
])('%s', (_, given, expected) => {
  expect(standingOfOrder(given, localDate('2025-06-02'))).toEqual(expected)
  expect(leftOf(given)).toBe(given.ordered - given.used)
})

it('foretells no day that is past: what is left then covers care up to it only', () => {
  const given = order(80_000n, 40_000n, '2025-05-04')
  expect(standingOfOrder(given, localDate('2025-06-03'))).toEqual({ code: 'ran-out', on: '2025-06-02' })
})
