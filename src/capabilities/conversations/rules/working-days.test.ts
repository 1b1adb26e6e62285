import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, localDate } from '../../../core/dates.ts'
import { addWorkingDays, bankHolidays, isWorkingDay } from './working-days.ts'

it.each([
  [2022, ['01-01', '01-03', '04-15', '04-18', '05-02', '05-30', '08-29', '12-25', '12-26', '12-27']],
  [2024, ['01-01', '03-29', '04-01', '05-06', '05-27', '08-26', '12-25', '12-26']],
  [2025, ['01-01', '04-18', '04-21', '05-05', '05-26', '08-25', '12-25', '12-26']],
  [2026, ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-26', '12-28']],
  [2027, ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-25', '12-26', '12-27', '12-28']],
])('knows the bank holidays of England and Wales in %i, and the days they move to', (year, days) => {
  expect([...bankHolidays(year)].sort()).toEqual(days.map((day) => `${String(year)}-${day}`))
})

it.each([
  ['over a weekend', '2025-04-10', 3, '2025-04-15'],
  ['over Easter', '2025-04-17', 1, '2025-04-22'],
  ['from a Saturday', '2025-04-12', 1, '2025-04-14'],
  ['over Christmas and New Year', '2026-12-24', 3, '2026-12-31'],
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
