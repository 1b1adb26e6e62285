import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, compareDays, daysBetween, localDate, parseLocalDate, startOfWeek, weekdayOf } from './dates.ts'

const someDay = fc.integer({ min: -200_000, max: 200_000 }).map((days) => addDays(localDate('2000-01-01'), days))

describe('days', () => {
  it.each([
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-3-3',
    '20250303',
    '0000-01-01',
    ' 2025-03-03',
    '',
  ])('refuses %j, which is not a day of the calendar', (text) => {
    expect(parseLocalDate(text)).toBeUndefined()
  })

  it.each(['2024-02-29', '2000-02-29', '9999-12-31', '0001-01-01'])('accepts %s', (text) => {
    expect(parseLocalDate(text)).toBe(text)
  })

  it('refuses 29 February in a century that is not a leap year', () => {
    expect(parseLocalDate('1900-02-29')).toBeUndefined()
  })

  it('agrees with the calendar of the platform on every day, forwards and back', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
        const there = Temporal.PlainDate.from(day)
        expect(addDays(day, days)).toBe(there.add({ days }).toString())
        expect(weekdayOf(day)).toBe(there.dayOfWeek)
        expect(daysBetween(day, addDays(day, days))).toBe(days)
      }),
    )
  })

  it('orders days by the calendar', () => {
    fc.assert(
      fc.property(someDay, someDay, (first, second) => {
        expect(compareDays(first, second)).toBe(Math.sign(daysBetween(second, first)))
      }),
    )
  })

  it('finds the start of a week that begins on any weekday', () => {
    expect(startOfWeek(localDate('2025-03-05'), 1)).toBe('2025-03-03')
    expect(startOfWeek(localDate('2025-03-03'), 1)).toBe('2025-03-03')
    expect(startOfWeek(localDate('2024-12-20'), 6)).toBe('2024-12-14')
    expect(startOfWeek(localDate('2024-12-14'), 6)).toBe('2024-12-14')
  })
})
