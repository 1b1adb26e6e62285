import { describe, expect, it } from 'vitest'
import { addDays, localDate } from './dates.ts'
import { minutes, pounds, units } from './decimal.ts'
import {
  formatAgainstPlan,
  formatDay,
  formatDays,
  formatLongDay,
  formatPence,
  formatPounds,
  formatQuantity,
  formatRate,
  formatShortDay,
  formatTime,
} from './format.ts'
import { pence, quantity } from './money.ts'
import { dayRange } from './periods.ts'

describe('how things are shown', () => {
  it('shows days in words', () => {
    const day = localDate('2025-03-03')
    expect(formatDay(day)).toBe('3 March 2025')
    expect(formatShortDay(day)).toBe('3 Mar 2025')
    expect(formatLongDay(day)).toBe('Monday 3 March 2025')
  })

  it.each([
    ['2025-03-03', 7, '3 to 9 March 2025'],
    ['2025-03-31', 7, '31 March to 6 April 2025'],
    ['2024-12-30', 7, '30 December 2024 to 5 January 2025'],
    ['2025-03-03', 1, '3 March 2025'],
  ])('shows the days from %s for %i days as %s', (from, count, text) => {
    expect(formatDays(dayRange(localDate(from), addDays(localDate(from), count)))).toBe(text)
  })

  it.each([
    ['00:00', '12am'],
    ['09:30', '9:30am'],
    ['12:00', '12pm'],
    ['14:05', '2:05pm'],
  ])('shows %s as %s', (time, text) => {
    expect(formatTime(time)).toBe(text)
  })

  it('shows money with thousands and a true minus sign, and plainly in boxes and files', () => {
    expect(formatPounds(pence(165_200n))).toBe('£1,652.00')
    expect(formatPounds(pence(-188_800n))).toBe('−£1,888.00')
    expect(formatPounds(pence(123_456_789n))).toBe('£1,234,567.89')
    expect(formatPence(pence(29_400n))).toBe('294.00')
  })

  it('shows prices to the penny unless they are finer', () => {
    expect(formatRate(pounds('22.4'))).toBe('£22.40')
    expect(formatRate(pounds('22.405'))).toBe('£22.4050')
  })

  it('shows quantities as decimals, and to the minute where no decimal is exact', () => {
    expect(formatQuantity(units('13.25'))).toBe('13.25')
    expect(formatQuantity(minutes(80))).toBe('1:20')
    expect(formatQuantity(quantity(1n))).toBe('1/30000')
  })

  it('says how far a sum is from the plan', () => {
    expect(formatAgainstPlan(quantity(-37_500n))).toBe('1.25 below plan')
    expect(formatAgainstPlan(units('0.5'))).toBe('0.5 above plan')
    expect(formatAgainstPlan(units('0'))).toBe('plan moved, same total')
  })
})
