import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNhsNumber, nhsCheckDigit, parseNhsNumber } from './nhs-number.ts'

describe('NHS numbers', () => {
  it.each([
    ['9434765919', '9434765919'],
    ['943 476 5919', '9434765919'],
    ['9990000018', '9990000018'],
    ['9434765918', undefined],
    ['943476591', undefined],
    ['94347659190', undefined],
    ['943476591X', undefined],
    ['', undefined],
  ])('X51 reads %j as %j', (typed, number) => {
    expect(parseNhsNumber(typed)).toBe(number)
  })

  it('X51 gives check digit 0 for remainder 11 and no number at all for remainder 10', () => {
    expect(nhsCheckDigit('000000000')).toBe(0)
    expect(nhsCheckDigit('100000009')).toBe(5)
    const none = fc.integer({ min: 0, max: 999_999_999 }).map((number) => String(number).padStart(9, '0'))
    fc.assert(
      fc.property(none, (nine) => {
        const accepted = Array.from({ length: 10 }, (_, digit) => `${nine}${String(digit)}`).filter(
          (number) => parseNhsNumber(number) !== undefined,
        )
        expect(accepted).toHaveLength(nhsCheckDigit(nine) === undefined ? 0 : 1)
      }),
    )
  })

  it('X51 shows it three, three and four', () => {
    expect(formatNhsNumber('9990000018')).toBe('999 000 0018')
  })
})
