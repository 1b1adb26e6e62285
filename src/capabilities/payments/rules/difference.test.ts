import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pence, quantity } from '../../../core/money.ts'
import { differencesBetween, wholeDifference, type ComparedLine } from './difference.ts'
import { totalOf } from './remittance-groups.ts'

const line = (over: Partial<ComparedLine> = {}): ComparedLine => ({
  packageId: 'p',
  packageReference: 'P-1',
  personName: 'Ada Test',
  kind: 'care',
  quantity: quantity(14n * 30_000n),
  price: '21.0000',
  amount: pence(29_400n),
  ...over,
})

describe('why a payment differs', () => {
  it.each([
    ['care that is new', [], [line()], [['new-care', 29_400n]]],
    ['care that is over', [line()], [], [['ended-care', -29_400n]]],
    ['a week more', [line()], [line(), line()], [['weeks', 29_400n]]],
    [
      'less delivered',
      [line()],
      [line({ quantity: quantity(13n * 30_000n), amount: pence(27_300n) })],
      [['delivered', -2_100n]],
    ],
    ['a new price', [line()], [line({ price: '22.0000', amount: pence(30_800n) })], [['price', 1_400n]]],
    [
      'a new price and less delivered',
      [line()],
      [line({ price: '22.0000', quantity: quantity(13n * 30_000n), amount: pence(28_600n) })],
      [
        ['delivered', -2_100n],
        ['price', 1_300n],
      ],
    ],
    [
      'a correction',
      [line()],
      [line(), line({ kind: 'adjustment', amount: pence(-2_100n) })],
      [['adjustments', -2_100n]],
    ],
    ['nothing', [line()], [line()], []],
  ] as const)('%s', (...[, before, now, expected]) => {
    expect(differencesBetween(before, now).map(({ cause, amount }) => [cause, amount])).toEqual(expected)
  })
  it('names what was kept back this time and not last time', () => {
    expect(wholeDifference('recovered', -500n)).toEqual([{ cause: 'recovered', amount: -500n, items: [] }])
    expect(wholeDifference('carried', 0n)).toEqual([])
  })
})

const someLine = fc
  .record({
    packageId: fc.constantFrom('a', 'b', 'c'),
    kind: fc.constantFrom('care', 'stay', 'adjustment'),
    quantity: fc.bigInt({ min: 0n, max: 10_000_000n }).map(quantity),
    price: fc.constantFrom('21.0000', '22.5000'),
    amount: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }).map(pence),
  })
  .map((over) => line(over))

it('sums to the gap, to the penny', () => {
  fc.assert(
    fc.property(fc.array(someLine, { maxLength: 20 }), fc.array(someLine, { maxLength: 20 }), (before, now) => {
      const differences = differencesBetween(before, now)
      expect(totalOf(differences)).toBe(totalOf(now) - totalOf(before))
      for (const { amount, items } of differences) expect(totalOf(items)).toBe(amount)
    }),
  )
})
