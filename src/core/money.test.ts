import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pounds, units } from './decimal.ts'
import { charge, chargeAtRatio, divideHalfAwayFromZero, pence, quantity, rate, sumPence } from './money.ts'

const someParts = fc.bigInt({ min: -10_000_000n, max: 10_000_000n })
const someRate = fc.bigInt({ min: 0n, max: 10_000_000n })

describe('money', () => {
  it('X16 rounds each line, so that four weeks are the sum of their lines and not one sum', () => {
    const line = charge(units('9.3125'), pounds('22.17'))
    expect(line).toBe(20_646n)
    expect(sumPence([line, line, line, line])).toBe(82_584n)
    expect(charge(units('37.25'), pounds('22.17'))).toBe(82_583n)
  })

  it('rounds half away from zero on both sides of it', () => {
    expect(divideHalfAwayFromZero(5n, 10n)).toBe(1n)
    expect(divideHalfAwayFromZero(-5n, 10n)).toBe(-1n)
    expect(divideHalfAwayFromZero(5n, -10n)).toBe(-1n)
    expect(divideHalfAwayFromZero(4n, 10n)).toBe(0n)
  })

  it('reverses exactly: a credit is the mirror of its charge', () => {
    fc.assert(
      fc.property(someParts, someRate, (parts, price) => {
        expect(charge(quantity(-parts), rate(price))).toBe(0n - charge(quantity(parts), rate(price)))
      }),
    )
  })

  it('charges the same at a price and at the same price as a ratio', () => {
    fc.assert(
      fc.property(someParts, someRate, fc.bigInt({ min: 1n, max: 1000n }), (parts, price, by) => {
        const ratio = { numerator: price * by, denominator: by }
        expect(chargeAtRatio(quantity(parts), ratio)).toBe(charge(quantity(parts), rate(price)))
      }),
    )
  })

  it('adds in any grouping: parts sum to the whole', () => {
    const amounts = fc.array(fc.bigInt({ min: -10_000n, max: 10_000n }).map(pence))
    fc.assert(
      fc.property(amounts, amounts, (first, second) => {
        expect(sumPence([sumPence(first), sumPence(second)])).toBe(sumPence([...first, ...second]))
      }),
    )
  })
})
