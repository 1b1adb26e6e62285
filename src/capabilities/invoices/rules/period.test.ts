import { describe, expect, it } from 'vitest'
import { localDate } from '../../../core/dates.ts'
import { periodStanding } from './period.ts'

const period = {
  periodFrom: localDate('2025-03-03'),
  submitBy: new Date('2025-04-02T16:00:00Z'),
  nextSubmitBy: new Date('2025-04-30T16:00:00Z'),
}

describe('a period to invoice', () => {
  it.each([
    ['the day before it begins', '2025-03-02', '12:00', { kind: 'not-begun', opensOn: '2025-03-03' }],
    ['on its first day', '2025-03-03', '00:00', { kind: 'open' }],
    ['in its last moment', '2025-04-02', '16:00', { kind: 'open' }],
    [
      'after its last moment',
      '2025-04-02',
      '16:01',
      { kind: 'over', submitBy: period.submitBy, nextSubmitBy: period.nextSubmitBy },
    ],
  ])('%s', (...[, day, time, expected]) => {
    expect(periodStanding(period, { today: localDate(day), now: new Date(`${day}T${time}:00Z`) })).toEqual(expected)
  })
})
