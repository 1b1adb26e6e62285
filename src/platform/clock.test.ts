import { describe, expect, it } from 'vitest'
import { localDate } from '../core/dates.ts'
import {
  elapsedMinutes,
  fixedClock,
  londonInstant,
  londonMoment,
  londonToday,
  systemClock,
  travellingClock,
} from './clock.ts'

function moment(date: string, time: string) {
  return { date: localDate(date), time }
}

describe('the clock', () => {
  it('X25 counts seven hours in the night on which clocks go forward and nine when they go back', () => {
    expect(elapsedMinutes(moment('2025-03-29', '23:00'), moment('2025-03-30', '07:00'))).toBe(7 * 60)
    expect(elapsedMinutes(moment('2025-10-25', '23:00'), moment('2025-10-26', '07:00'))).toBe(9 * 60)
    expect(elapsedMinutes(moment('2025-06-14', '23:00'), moment('2025-06-15', '07:00'))).toBe(8 * 60)
  })

  it('knows the day in England, which in summer begins an hour before the day in Greenwich', () => {
    expect(londonToday(new Date('2025-06-14T23:30:00Z'))).toBe('2025-06-15')
    expect(londonToday(new Date('2025-01-14T23:30:00Z'))).toBe('2025-01-14')
    expect(londonMoment(new Date('2025-06-14T13:05:00Z'))).toEqual({ date: '2025-06-14', time: '14:05' })
  })

  it('finds the instant of a time on the wall', () => {
    expect(londonInstant(localDate('2025-06-15'), '18:00').toISOString()).toBe('2025-06-15T17:00:00.000Z')
    expect(londonInstant(localDate('2025-03-30'), '01:30').toISOString()).toBe('2025-03-30T01:30:00.000Z')
    expect(londonInstant(localDate('2025-10-26'), '01:30').toISOString()).toBe('2025-10-26T00:30:00.000Z')
  })

  it('stands still when it is told to', () => {
    const clock = fixedClock('2025-03-03T09:00:00Z')
    expect(clock.now()).toEqual(clock.now())
    expect(clock.now().toISOString()).toBe('2025-03-03T09:00:00.000Z')
    expect(systemClock.now().getTime()).toBeGreaterThan(clock.now().getTime())
  })
})

describe('a clock that travels', () => {
  it('is ahead for what is begun inside, however long it takes, and for nobody else', async () => {
    const clock = travellingClock(fixedClock('2025-04-10T09:00:00Z'))
    const seen = await Promise.all([
      clock.ahead(28, async () => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        return clock.now().toISOString()
      }),
      Promise.resolve(clock.now().toISOString()),
      clock.ahead(-7, () => Promise.resolve(clock.now().toISOString())),
    ])
    expect(seen).toEqual(['2025-05-08T09:00:00.000Z', '2025-04-10T09:00:00.000Z', '2025-04-03T09:00:00.000Z'])
  })
})
