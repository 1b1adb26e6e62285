import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from './dates.ts'
import {
  contains,
  countDays,
  dayRange,
  daysIn,
  isEmpty,
  lastDay,
  overlapOf,
  overlaps,
  periodAfter,
  periodBefore,
  periodContaining,
  rangeOfDays,
  weekOf,
  weeksIn,
} from './periods.ts'

const someDay = fc.integer({ min: -5000, max: 5000 }).map((days) => addDays(localDate('2020-01-01'), days))

describe('periods', () => {
  it('X40 finds 23 November 2017 in the period of 13 November to 10 December 2017', () => {
    const period = periodContaining(localDate('2017-09-18'), localDate('2017-11-23'))
    expect([period.from, lastDay(period)]).toEqual(['2017-11-13', '2017-12-10'])
    expect(lastDay(periodContaining(localDate('2017-09-18'), localDate('2017-09-18')))).toBe('2017-10-15')
  })

  it('X41 finds Saturday 8 February to Friday 6 March 2020, and the period after it', () => {
    const anchor = localDate('2020-02-08')
    const period = periodContaining(anchor, localDate('2020-02-12'))
    expect([period.from, lastDay(period)]).toEqual(['2020-02-08', '2020-03-06'])
    const next = periodAfter(period)
    expect([next.from, lastDay(next)]).toEqual(['2020-03-07', '2020-04-03'])
    expect(periodBefore(next)).toEqual(period)
  })

  it('has every day in exactly one period, before the anchor as after it', () => {
    fc.assert(
      fc.property(someDay, someDay, (anchor, day) => {
        const period = periodContaining(anchor, day)
        expect(contains(period, day)).toBe(true)
        expect(countDays(period)).toBe(28)
        expect(contains(periodAfter(period), day) || contains(periodBefore(period), day)).toBe(false)
        expect(weeksIn(period).flatMap((week) => daysIn(weekOf(week)))).toEqual(daysIn(period))
      }),
    )
  })

  it('has a day in the overlap exactly when it is in both', () => {
    const someRange = fc
      .tuple(someDay, fc.integer({ min: 0, max: 60 }))
      .map(([from, n]) => dayRange(from, addDays(from, n)))
    fc.assert(
      fc.property(
        someRange,
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (first, shift, length) => {
          const from = addDays(first.from, shift)
          const second = dayRange(from, addDays(from, length))
          const both = daysIn(first).filter((day) => contains(second, day))
          expect(daysIn(overlapOf(first, second))).toEqual(both)
          expect(overlaps(first, second)).toBe(both.length > 0)
        },
      ),
    )
  })

  it('holds one day when its first and last are the same, and none when they are reversed', () => {
    const day = localDate('2025-03-03')
    expect(daysIn(rangeOfDays(day, day))).toEqual([day])
    expect(isEmpty(rangeOfDays(day, addDays(day, -1)))).toBe(true)
  })
})
