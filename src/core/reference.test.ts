import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isMiswritten, mintReference } from './reference.ts'

const numbers = fc.array(fc.nat({ max: 28 }), { minLength: 6, maxLength: 6 })
const minted = (given: readonly number[]) => {
  const left = [...given]
  return mintReference('CP', () => left.shift() ?? 0)
}
const ALPHABET = '23456789BCDFGHJKLMNPQRSTVWXYZ'

it('is short, says what it is of, and is right as it was made', () => {
  expect(minted([0, 1, 2, 3, 4, 5])).toMatch(/^CP-234567[2-9B-Z]$/)
  fc.assert(fc.property(numbers, (given) => !isMiswritten('CP', minted(given))))
})

it('shows every slip of one character, and two neighbours that changed places', () => {
  fc.assert(
    fc.property(numbers, fc.nat({ max: 6 }), fc.nat({ max: 28 }), (given, place, other) => {
      const right = minted(given)
      const wrong = right.slice(0, 3 + place) + ALPHABET.charAt(other) + right.slice(4 + place)
      return wrong === right || isMiswritten('CP', wrong)
    }),
  )
  fc.assert(
    fc.property(numbers, fc.nat({ max: 5 }), (given, place) => {
      const right = minted(given)
      const wrong =
        right.slice(0, 3 + place) + right.charAt(4 + place) + right.charAt(3 + place) + right.slice(5 + place)
      return wrong === right || isMiswritten('CP', wrong)
    }),
  )
})

it('leaves references of other systems alone', () => {
  expect(['CPLI-0001', 'C-1', 'CP-10234'].map((reference) => isMiswritten('CP', reference))).toEqual([
    false,
    false,
    false,
  ])
})
