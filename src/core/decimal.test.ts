import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decimalText,
  minutes,
  parseDecimal,
  parsePence,
  parseRate,
  parseUnits,
  penceText,
  pounds,
  pricePerUnitText,
  quantityText,
  rateText,
  ratioText,
  units,
} from './decimal.ts'
import { pence, quantity, rate } from './money.ts'
import { parsePercent, percentText, WHOLE, wholePercent } from './percent.ts'

const some = fc.bigInt({ min: 0n, max: 10n ** 20n })

describe('decimal text', () => {
  it.each(['', ' 1', '1 ', '.5', '1.', '1e3', '+1', '1,000', 'NaN', '0x10', '１', '--1', '1.2.3', 'abc'])(
    'refuses %j, which is not a number',
    (text) => {
      expect(parseDecimal(text, 4)).toEqual({ ok: false, refusal: { code: 'not-a-number' } })
    },
  )

  it('refuses anything with a minus sign as negative', () => {
    expect(parseDecimal('-0.5', 4)).toEqual({ ok: false, refusal: { code: 'negative' } })
  })

  it('counts precision by value, so that zeros at the end are none', () => {
    expect(parseDecimal('22.4000', 2)).toEqual({ ok: true, value: 2240n })
    expect(parseDecimal('22.4001', 2)).toEqual({ ok: false, refusal: { code: 'too-precise' } })
  })

  it('reads a million digits without delay', () => {
    expect(parseDecimal(`1.${'0'.repeat(1_000_000)}`, 4)).toEqual({ ok: true, value: 10_000n })
  })

  it('reads back everything that it writes', () => {
    fc.assert(
      fc.property(some, (amount) => {
        expect(parsePence(penceText(pence(amount)))).toEqual({ ok: true, value: amount })
        expect(parseRate(rateText(rate(amount)))).toEqual({ ok: true, value: amount })
        expect(parseUnits(quantityText(quantity(amount * 3n)))).toEqual({ ok: true, value: amount * 3n })
        expect(pounds(decimalText(amount, 4))).toBe(amount)
      }),
    )
  })

  it('writes money with two places, prices with four and quantities with as many as they need', () => {
    expect(penceText(pence(-188_800n))).toBe('-1888.00')
    expect(penceText(pence(5n))).toBe('0.05')
    expect(rateText(pounds('22.4'))).toBe('22.4000')
    expect(quantityText(units('9.3125'))).toBe('9.3125')
    expect(quantityText(units('14.00'))).toBe('14')
    expect(quantityText(quantity(0n))).toBe('0')
  })

  it('writes what no decimal gives as a fraction in its lowest terms', () => {
    expect(quantityText(minutes(20))).toBe('1/3')
    expect(quantityText(minutes(105))).toBe('1.75')
    expect(ratioText(1_640_000n, 70_000n)).toBe('164/7')
    expect(ratioText(1n, 8n)).toBe('0.125')
  })

  it('rounds a price to the penny only to show it', () => {
    expect(pricePerUnitText({ numerator: 1_640_000n, denominator: 7n })).toBe('23.43')
  })

  it('throws for a number in the code that is not one', () => {
    expect(() => pounds('abc')).toThrow(RangeError)
  })

  it('reads and writes shares', () => {
    expect(parsePercent('12.5')).toEqual({ ok: true, value: 125_000n })
    expect(parsePercent('x').ok).toBe(false)
    expect(percentText(WHOLE)).toBe('100')
    expect(percentText(wholePercent(50))).toBe('50')
  })
})
