import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { units } from './decimal.ts'
import { formatQuantity } from './format.ts'
import { quantity } from './money.ts'
import { parseQuantity } from './quantity-entry.ts'

describe('a quantity as people type it', () => {
  it.each(['1:45', '1h45', '1h 45m', '1 h 45', '1.75', ' 1.75 ', '\u00a01.7500\t', '01.75', '1H45', '１.75'])(
    'reads %j as one and three quarters',
    (typed) => {
      expect(parseQuantity(typed)).toEqual({ ok: true, value: units('1.75') })
    },
  )

  it('keeps minutes that no decimal gives', () => {
    expect(parseQuantity('0:20')).toEqual({ ok: true, value: 10_000n })
    expect(parseQuantity('2h')).toEqual({ ok: true, value: units('2') })
    expect(parseQuantity('.5')).toEqual({ ok: true, value: units('0.5') })
  })

  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['-1', 'negative'],
    ['\u22121', 'negative'],
    ['1.23456', 'too-precise'],
    ['1:75', 'not-a-number'],
    ['1,5', 'not-a-number'],
    ['1 000', 'not-a-number'],
    ['=1+1', 'not-a-number'],
    ['two', 'not-a-number'],
    ['1e3', 'not-a-number'],
    ['100000', 'too-large'],
    ['9'.repeat(400), 'too-large'],
  ])('refuses %j as %s', (typed, code) => {
    expect(parseQuantity(typed)).toEqual({ ok: false, refusal: { code } })
  })

  it('holds other units to two places', () => {
    expect(parseQuantity('1.125', 2)).toEqual({ ok: false, refusal: { code: 'too-precise' } })
  })

  it('reads back every quantity in the form in which it is shown', () => {
    const shown = fc.oneof(
      fc.bigInt({ min: 0n, max: 9_999_999n }).map((count) => count * 3n),
      fc.bigInt({ min: 0n, max: 60_000n }).map((count) => count * 500n),
    )
    fc.assert(
      fc.property(shown, (parts) => {
        expect(parseQuantity(formatQuantity(quantity(parts)))).toEqual({ ok: true, value: parts })
      }),
    )
  })
})
