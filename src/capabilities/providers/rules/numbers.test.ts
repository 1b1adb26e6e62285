import fc from 'fast-check'
import { expect, it } from 'vitest'
import { accountNumber, companyNumber, cqcId, odsCode, sortCode, vatNumber } from './numbers.ts'

it.each([
  ['1-123456789', '1-123456789'],
  [' 1-10000302982 ', '1-10000302982'],
  ['2-123456789', undefined],
  ['1-1234567', undefined],
  ['1123456789', undefined],
  ['1-123456789012', undefined],
])('reads the CQC id %j as %j', (typed, kept) => {
  expect(cqcId(typed)).toBe(kept)
})

it.each([
  ['1234567', '01234567'],
  ['12345678', '12345678'],
  ['sc 123456', 'SC123456'],
  ['123456789', undefined],
  ['S1234567', undefined],
  ['12345', undefined],
])('reads the company number %j as %j', (typed, kept) => {
  expect(companyNumber(typed)).toBe(kept)
})

it.each([
  ['980780684', 'GB980780684'],
  ['GB 980 7806 84', 'GB980780684'],
  ['980780685', undefined],
  ['980780648', undefined],
  ['GD499', 'GBGD499'],
  ['GD500', undefined],
  ['HA500', 'GBHA500'],
  ['HA499', undefined],
  ['98078068', undefined],
])('reads the VAT number %j as %j', (typed, kept) => {
  expect(vatNumber(typed)).toBe(kept)
})

it('finds every single wrong digit of a VAT number of one series', () => {
  const first = {
    at: fc.integer({ min: 0, max: 6 }),
    up: fc.integer({ min: 1, max: 9 }),
    seven: fc.integer({ min: 1_000_000, max: 9_999_999 }),
  }
  fc.assert(
    fc.property(fc.record(first), ({ at, up, seven }) => {
      const good = withCheck(String(seven), 0)
      const wrong = Array.from(good)
        .map((digit, place) => (place === at ? String((Number(digit) + up) % 10) : digit))
        .join('')
      expect(vatNumber(good)).toBe(`GB${good}`)
      // A wrong digit may by chance prove itself in the later series; in its own it never does.
      expect(withCheck(wrong.slice(0, 7), 0)).not.toBe(wrong)
    }),
  )
})

it('knows the numbers given out since 2010, which add 55', () => {
  expect(vatNumber(withCheck('1234567', 55))).toBeDefined()
})

function withCheck(seven: string, add: number): string {
  let sum = [8, 7, 6, 5, 4, 3, 2].reduce((total, weight, place) => total + weight * Number(seven[place]), add)
  while (sum > 0) sum -= 97
  return `${seven}${String(-sum).padStart(2, '0')}`
}

it.each([
  ['vl1ab', 'VL1AB'],
  ['A1', undefined],
  ['VL-1AB', undefined],
])('reads the ODS code %j as %j', (typed, kept) => {
  expect(odsCode(typed)).toBe(kept)
})

it.each([
  ['30-94-30', '309430'],
  ['30 94 30', '309430'],
  ['30943', undefined],
  ['30943a', undefined],
])('reads the sort code %j as %j', (typed, kept) => {
  expect(sortCode(typed)).toBe(kept)
})

it.each([
  ['0123 4567', '01234567'],
  ['1234567', undefined],
  ['123456789', undefined],
  ['１２３４５６７８', undefined],
])('reads the account number %j as %j', (typed, kept) => {
  expect(accountNumber(typed)).toBe(kept)
})
