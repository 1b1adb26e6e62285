import { expect, it } from 'vitest'
import { inTime } from './time-left.ts'

const now = new Date('2025-03-28T12:00:00Z')

it.each([
  ['2025-03-28T17:00:00Z', 'today'],
  ['2025-03-29T00:30:00Z', 'tomorrow'],
  // The clocks go forward in between: days are those of London.
  ['2025-03-30T22:59:00Z', 'in 2 days'],
  ['2025-03-30T23:30:00Z', 'in 3 days'],
  ['2025-03-27T12:00:00Z', 'past'],
])('counts the days of London until %s: %s', (due, words) => {
  expect(inTime(new Date(due), now)).toBe(words)
})
