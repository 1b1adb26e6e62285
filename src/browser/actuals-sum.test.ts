import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceWeek } from '../capabilities/payments/rules/week.ts'
import { aWeek } from '../capabilities/payments/testing/weeks.ts'
import { formatQuantity } from '../core/format.ts'
import { quantity } from '../core/money.ts'
import { wholePercent } from '../core/percent.ts'
import { sumOf } from './actuals-sum.ts'

const row = { planned: 14n * 30_000n, terms: 'actual', share: 1_000_000n, numerator: 232_000n, denominator: 1n }

describe('the sum while typing', () => {
  it.each([
    ['X09', 'actual', 35_960n],
    ['X10', 'planned', 32_480n],
  ])('%s on %s terms', (_, terms, cost) => {
    const sum = sumOf({ ...row, terms }, { frustrated: '1:00', missed: '.5', extra: ' 2 ' })
    expect(sum).toEqual({ actual: 435_000n, cost })
  })

  it.each([
    [{ frustrated: 'x', missed: '', extra: '' }],
    [{ frustrated: '-1', missed: '', extra: '' }],
    [{ frustrated: '8', missed: '7', extra: '' }],
  ])('waits while %j cannot be a week', (typed) => {
    expect(sumOf(row, typed)).toBeUndefined()
  })

  it('is the sum that pricing makes', () => {
    const someUnits = fc.bigInt({ min: 0n, max: 240n }).map((quarters) => quantity(quarters * 7_500n))
    fc.assert(
      fc.property(
        fc.record({ planned: someUnits, frustrated: someUnits, missed: someUnits, extra: someUnits }),
        fc.constantFrom('actual' as const, 'planned' as const),
        fc.integer({ min: 0, max: 100 }),
        (said, terms, share) => {
          const frustratedPercent = wholePercent(share)
          const priced = priceWeek({ ...aWeek(), ...said, terms, frustratedPercent })
          const typed = {
            frustrated: formatQuantity(said.frustrated),
            missed: formatQuantity(said.missed),
            extra: formatQuantity(said.extra),
          }
          const figures = { ...row, planned: said.planned, terms, share: frustratedPercent }
          expect(sumOf(figures, typed)?.cost).toBe(priced.ok ? priced.value.amount : undefined)
        },
      ),
    )
  })
})
