import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, localDate } from './dates.ts'
import { addWorkingDays, isWorkingDay } from './working-days.ts'

it.each([
  ['over a weekend', '2025-04-10', 3, '2025-04-15'],
  ['over Easter', '2025-04-17', 1, '2025-04-22'],
  ['from a Saturday', '2025-04-12', 1, '2025-04-14'],
  ['over Christmas and New Year', '2026-12-24', 3, '2026-12-31'],
  ['over a coronation', '2023-05-05', 1, '2023-05-09'],
])('counts working days %s', (_, from, days, expected) => {
  expect(addWorkingDays(localDate(from), days)).toBe(expected)
})

it('always ends on a working day, with as many of them behind as were promised', () => {
  const someDay = fc.integer({ min: 0, max: 4_000 }).map((offset) => addDays(localDate('2024-01-01'), offset))
  fc.assert(
    fc.property(someDay, fc.integer({ min: 1, max: 20 }), (from, days) => {
      const until = addWorkingDays(from, days)
      let count = 0
      for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) count += isWorkingDay(day) ? 1 : 0
      expect(isWorkingDay(until)).toBe(true)
      expect(count).toBe(days)
    }),
  )
})
