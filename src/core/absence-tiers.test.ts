import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nightsAwayText, readTiers, type TypedTier } from './absence-tiers.ts'

it.each([
  [[], 'Nights away are paid in full, as long as the place is kept'],
  [[{ upTo: 1, percent: 100 }], 'Night 1 away in full, nothing after night 1'],
  [
    [
      { upTo: 14, percent: 100 },
      { upTo: 28, percent: 80 },
      { upTo: 56, percent: 25 },
    ],
    'Nights 1 to 14 away in full, nights 15 to 28 away at 80%, nights 29 to 56 away at 25%, nothing after night 56',
  ],
  [
    [
      { upTo: 7, percent: 0 },
      { upTo: null, percent: 50 },
    ],
    'Nights 1 to 7 away not paid, every night away from night 8 on at 50%',
  ],
])('says %j in words', (tiers, words) => {
  expect(nightsAwayText(tiers)).toBe(words)
})

const rows = (...typed: readonly (readonly [string, string])[]): readonly TypedTier[] =>
  typed.map(([upTo, percent]) => ({ upTo, percent }))

it.each([
  ['no tier', rows(['', ''], ['', '']), []],
  [
    'the three of a hospital rule',
    rows(['14', '100'], ['28', '80'], ['56', '25'], ['', '']),
    [
      { upTo: 14, percent: 100 },
      { upTo: 28, percent: 80 },
      { upTo: 56, percent: 25 },
    ],
  ],
  [
    'a last one without an end',
    rows(['56', '80'], ['', '0']),
    [
      { upTo: 56, percent: 80 },
      { upTo: null, percent: 0 },
    ],
  ],
])('reads %s', (_, typed, tiers) => {
  expect(readTiers(typed)).toEqual({ ok: true, value: tiers })
})

it.each([
  ['an empty row between two', rows(['14', '100'], ['', ''], ['28', '50']), { row: 1, field: 'upTo', code: 'gap' }],
  ['no night before the last row', rows(['', '100'], ['28', '50']), { row: 0, field: 'upTo', code: 'night-missing' }],
  ['half a night', rows(['14.5', '100']), { row: 0, field: 'upTo', code: 'night-not-whole' }],
  ['night nought', rows(['0', '100']), { row: 0, field: 'upTo', code: 'night-not-whole' }],
  ['nights that do not rise', rows(['14', '100'], ['14', '50']), { row: 1, field: 'upTo', code: 'not-rising' }],
  ['more than the whole', rows(['14', '101']), { row: 0, field: 'percent', code: 'percent' }],
  ['half a per cent', rows(['14', '12.5']), { row: 0, field: 'percent', code: 'percent' }],
  ['no share', rows(['14', '']), { row: 0, field: 'percent', code: 'percent' }],
])('refuses %s', (_, typed, fault) => {
  expect(readTiers(typed)).toEqual({ ok: false, refusal: { code: 'faulty', faults: [fault] } })
})

it('covers every night once, whatever is typed', () => {
  const box = fc.oneof(fc.constant(''), fc.integer({ min: -5, max: 120 }).map(String), fc.string({ maxLength: 4 }))
  fc.assert(
    fc.property(fc.array(fc.record({ upTo: box, percent: box }), { maxLength: 5 }), (typed) => {
      const read = readTiers(typed)
      if (!read.ok) return
      const nights = read.value.map(({ upTo }) => upTo ?? Infinity)
      expect(nights).toEqual([...new Set(nights)].toSorted((a, b) => a - b))
      expect(read.value.every(({ percent }) => Number.isInteger(percent) && percent >= 0 && percent <= 100)).toBe(true)
    }),
  )
})
